// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/file_descriptor.h"
#include "core/base/result.h"
#include "core/capture/decompressor.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace core::capture {

class InputStream;

/// What happens while a live input has nothing to give.
struct Waiting {
    /// Called on the reading thread about every 20 ms.
    std::function<void()> idle;
    /// Makes a regular file one that still grows: at its end this is asked, and only when it says so, and
    /// nothing has come since, the end is the end.
    std::function<bool(const InputStream&)> isOver;
};

/// The bytes of a file, a pipe or standard input, decompressed when they are gzip, zstd, lz4 or xz (told by
/// content, not by name). Large sequential reads; no copy for plain files. One thread.
class InputStream {
public:
    /// `path` "-" is standard input. FileNotFound, FileNotReadable, IoFailed, CompressionUnsupported
    /// (bzip2, compress).
    [[nodiscard]] static base::Result<InputStream> open(const std::string& path, std::stop_token stop = {},
                                                        Waiting waiting = {});

    /// Takes over an open file, for instance the output of a program; `name` stands in errors.
    [[nodiscard]] static base::Result<InputStream> adopt(base::FileDescriptor file, const std::string& name,
                                                         std::stop_token stop = {}, Waiting waiting = {});

    /// Fills `buffer` as far as it can: a file fills it whole; a pipe gives what is there, and waits only
    /// when nothing is. 0 is the end. Errors: IoFailed; CaptureTruncated or CaptureCorrupt when the
    /// compressed data break off or are damaged, CompressionUnsupported when decompressing them takes too
    /// much memory (everything before was handed out); Cancelled after `stop`.
    [[nodiscard]] base::Result<std::size_t> read(std::span<std::byte> buffer, const std::stop_token& stop);

    /// Bytes taken from the file so far (compressed ones of a compressed file).
    [[nodiscard]] std::uint64_t bytesRead() const { return m_bytesRead - (m_inputEnd - m_inputBegin); }

    /// Bytes read from the file so far, used or not: where the next read begins.
    [[nodiscard]] std::uint64_t position() const { return m_bytesRead; }

    [[nodiscard]] int descriptor() const { return m_file; }

    /// Size of the file; 0 when it is not a regular file.
    [[nodiscard]] std::uint64_t bytesTotal() const { return m_bytesTotal; }

    /// Can be opened again and read from the start.
    [[nodiscard]] bool isRegularFile() const { return m_isRegularFile; }

private:
    InputStream() = default;

    static base::Result<InputStream> begin(InputStream stream, const std::stop_token& stop);
    [[nodiscard]] bool hasInput() const;

    [[nodiscard]] bool isGrowing() const { return m_isRegularFile && m_waiting.isOver != nullptr; }

    void idle() const;
    base::Status detectCompression(const std::stop_token& stop);
    base::Result<std::size_t> readRaw(std::span<std::byte> buffer, const std::stop_token& stop);
    base::Result<std::size_t> readPlain(std::span<std::byte> buffer, const std::stop_token& stop);
    base::Result<std::size_t> readCompressed(std::span<std::byte> buffer, const std::stop_token& stop);
    base::Status refillInput(const std::stop_token& stop);
    [[nodiscard]] base::Result<std::size_t> endOfCompressed() const;
    [[nodiscard]] base::Error damaged(base::ErrorCode code) const;

    std::string m_path;
    base::FileDescriptor m_ownedFile;
    int m_file = -1;
    bool m_isRegularFile = false;
    bool m_isAtEnd = false;
    bool m_isOver = false; // a growing file is read once more after this
    Waiting m_waiting;
    std::uint64_t m_bytesTotal = 0;
    std::uint64_t m_bytesRead = 0;
    /// Bytes read ahead of the reader: the first few for a plain file, compressed ones otherwise.
    std::vector<std::byte> m_input;
    std::size_t m_inputBegin = 0;
    std::size_t m_inputEnd = 0;
    std::unique_ptr<Decompressor> m_decompressor;
};

} // namespace core::capture
