// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/strong_id.h"
#include "core/base/timestamp.h"
#include "core/tls/secret.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace core::tls {

/// RFC 8446 section 5.1. Other numbers occur.
enum class ContentType : std::uint8_t {
    ChangeCipherSpec = 20,
    Alert = 21,
    Handshake = 22,
    ApplicationData = 23,
    Heartbeat = 24,
};

inline constexpr std::size_t recordHeaderSize = 5;
/// RFC 5246 section 6.2.3: 2^14 bytes and what encryption may add.
inline constexpr std::size_t largestRecord = (std::size_t{1} << 14U) + 2048;

/// The next bytes of one direction of a connection, and where they came from.
struct StreamPart {
    std::span<const std::byte> bytes;
    base::FrameNumber frame;
    base::Timestamp captured;
};

/// One record as it was on the wire.
struct Record {
    ContentType type = ContentType::Handshake;
    std::uint16_t version = 0;
    /// What follows the header; empty when the reader only counts records.
    Bytes body;
    /// Position in the stream behind the record.
    std::uint64_t end = 0;
    /// The frames that carried it, in the order of their bytes.
    std::vector<base::FrameNumber> frames;
    base::Timestamp captured;
};

/// True when the bytes can be the beginning of a TLS record. One byte is enough to tell it from SIP and
/// HTTP; with fewer than five the answer may turn out wrong.
[[nodiscard]] bool mayBeginRecord(std::span<const std::byte> bytes);

/// Cuts one direction of a connection into records. Holds at most one record.
class RecordReader {
public:
    /// The next record that `part` completes; consumes its bytes from the front of `part`. Nothing once
    /// the part is used up or the stream is no TLS any longer.
    [[nodiscard]] std::optional<Record> next(StreamPart& part);

    /// The bytes were no record: the reader takes nothing any longer.
    [[nodiscard]] bool isBroken() const { return m_isBroken; }

    /// From now on bodies are not kept.
    void onlyCount();
    /// From the next record on they are kept again.
    void keepBodies();
    /// From now on nothing is read.
    void stop();

    [[nodiscard]] std::size_t heldBytes() const { return m_record.body.capacity(); }

    /// Bytes of an unfinished record are there.
    [[nodiscard]] bool isWithinRecord() const { return m_headerSize != 0; }

private:
    void takeHeader(StreamPart& part);
    void takeBody(StreamPart& part);
    void noteFrame(base::FrameNumber frame);

    std::uint64_t m_position = 0;
    std::array<std::byte, recordHeaderSize> m_header{};
    std::size_t m_headerSize = 0;
    std::size_t m_bodyLeft = 0;
    Record m_record;
    bool m_isBroken = false;
    bool m_onlyCounts = false;
    bool m_keepsNext = false;
};

} // namespace core::tls
