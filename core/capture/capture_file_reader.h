// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/capture/input_stream.h"
#include "core/net/frame.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace core::capture {

enum class CaptureFormat : std::uint8_t { Pcap, Pcapng };

/// Tells by content (decompressed) whether a file is a capture. Errors: those of InputStream::open and
/// NotACapture. Not for standard input, whose bytes would be gone.
[[nodiscard]] base::Result<CaptureFormat> probeCapture(const std::string& path);

/// Reads the frames of one capture file in its own order. The bytes of a batch are the bytes of the file,
/// record headers included; frames point at the packets between them, so nothing is copied per packet.
/// One thread.
class CaptureFileReader {
public:
    /// Asked once per interface of the file when its first frame is met, for the id that goes into the
    /// frames. `interfaceName` is empty unless a pcapng gives one.
    using AnnounceInterface =
        std::function<base::SourceId(const std::string& interfaceName, net::LinkType link)>;

    static constexpr std::size_t batchBytes = std::size_t{1} << 20U;
    static constexpr std::size_t batchFrames = 4096;
    /// libpcap writes at most 256 KiB; jumbo captures of USB and D-Bus more. Beyond this a length is
    /// damage, and nothing is allocated for it.
    static constexpr std::size_t maximumPacket = std::size_t{16} << 20U;

    /// Errors: those of InputStream::open, and NotACapture.
    [[nodiscard]] static base::Result<std::unique_ptr<CaptureFileReader>>
    open(const std::string& path, AnnounceInterface announce, std::stop_token stop = {});

    /// Reads what `input` gives; `name` stands in errors. Error: NotACapture, Cancelled, those of the input.
    [[nodiscard]] static base::Result<std::unique_ptr<CaptureFileReader>>
    open(const std::string& name, InputStream input, AnnounceInterface announce, const std::stop_token& stop);

    virtual ~CaptureFileReader() = default;
    CaptureFileReader(const CaptureFileReader&) = delete;
    CaptureFileReader& operator=(const CaptureFileReader&) = delete;

    /// Called with the text of each TLS key log that a pcapng file holds (Decryption Secrets Block), before
    /// the batch of frames around it is handed out.
    void setSecretsListener(std::function<void(std::string&&)> listener)
    {
        m_secretsListener = std::move(listener);
    }

    /// Called with each name of a computer that a pcapng file holds (Name Resolution Block).
    void setNameListener(std::function<void(const net::IpAddress&, std::string&&)> listener)
    {
        m_nameListener = std::move(listener);
    }

    /// The next frames, in the memory of `used`, whose contents go. A batch without frames is the end;
    /// damage() then tells whether it came early. Error: Cancelled.
    [[nodiscard]] base::Result<net::FrameBatch> next(const std::stop_token& stop, net::FrameBatch used = {});

    /// CaptureTruncated or CaptureCorrupt with the offset in the (decompressed) file, or IoFailed, once that
    /// place was reached. Everything before it is handed out.
    [[nodiscard]] const std::optional<base::Error>& damage() const { return m_damage; }

    /// For the description of a file without frames.
    [[nodiscard]] virtual net::LinkType firstLinkType() const = 0;

    /// Packets that the writer of the file says were dropped, by the kernel or the interface, as far as the
    /// file was read.
    [[nodiscard]] virtual std::uint64_t droppedBefore() const { return 0; }

    [[nodiscard]] const InputStream& input() const { return m_input; }

protected:
    enum class Stop {
        BetweenRecords, ///< all bytes are used up
        WithinRecord,   ///< the record at `consumed` is not complete yet
        BatchFull,
        Corrupt, ///< the record at `consumed` makes no sense
    };

    /// Where a walk over records stopped, and why.
    struct Walk {
        std::size_t consumed = 0;
        Stop stop = Stop::BetweenRecords;
        /// For WithinRecord: bytes the record takes from `consumed`, as far as known.
        std::size_t needed = 0;
    };

    CaptureFileReader(std::string path, InputStream input, AnnounceInterface announce)
        : m_announce(std::move(announce)), m_path(std::move(path)), m_input(std::move(input))
    {
    }

    /// Appends the frames of all whole records at `from` and after to batch.frames, up to batchFrames.
    virtual Walk walk(net::FrameBatch& batch, std::size_t from) = 0;

    AnnounceInterface m_announce;
    std::function<void(std::string&&)> m_secretsListener;
    std::function<void(const net::IpAddress&, std::string&&)> m_nameListener;

private:
    base::Status fill(net::FrameBatch& batch, std::size_t size, const std::stop_token& stop);
    void noteDamage(Stop stop, std::uint64_t offset);
    void discard(net::FrameBatch& batch, std::size_t count);
    void keepRest(net::FrameBatch& batch, std::size_t from);

    std::string m_path;
    InputStream m_input;
    /// Bytes after the last batch that were read already.
    std::vector<std::byte> m_carry;
    /// Offset in the file of the first byte of the next batch.
    std::uint64_t m_offset = 0;
    std::size_t m_readSize = batchBytes;
    bool m_isAtEnd = false;
    /// Why the input ended early; becomes the damage when the records before it are handed out.
    std::optional<base::Error> m_inputError;
    std::optional<base::Error> m_damage;
};

} // namespace core::capture
