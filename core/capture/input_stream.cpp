// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/input_stream.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>
#include <utility>

namespace core::capture {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;
using base::Status;

constexpr std::size_t compressedBufferSize = std::size_t{256} << 10U;
/// How long a wait for a silent pipe may hide a request to stop.
constexpr std::chrono::milliseconds pollInterval{20};
/// Upper bound of one read() from a file, so that a stop is seen soon on a slow disk.
constexpr std::size_t largestRead = std::size_t{1} << 20U;

} // namespace

Result<InputStream> InputStream::open(const std::string& path, std::stop_token stop, Waiting waiting)
{
    InputStream stream;
    stream.m_path = path;
    stream.m_waiting = std::move(waiting);
    if (path == "-") {
        stream.m_file = STDIN_FILENO;
    } else {
        // Without O_NONBLOCK, opening a FIFO without a writer would wait where no stop reaches it.
        stream.m_ownedFile = base::FileDescriptor{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
        stream.m_file = stream.m_ownedFile.get();
        if (stream.m_file < 0)
            return base::errnoError(errno, path);
    }
    return begin(std::move(stream), stop);
}

Result<InputStream> InputStream::adopt(base::FileDescriptor file, const std::string& name,
                                       std::stop_token stop, Waiting waiting)
{
    InputStream stream;
    stream.m_path = name;
    stream.m_waiting = std::move(waiting);
    stream.m_ownedFile = std::move(file);
    stream.m_file = stream.m_ownedFile.get();
    return begin(std::move(stream), stop);
}

Result<InputStream> InputStream::begin(InputStream stream, const std::stop_token& stop)
{
    struct stat status {};

    if (fstat(stream.m_file, &status) != 0)
        return base::errnoError(errno, stream.m_path);
    if (S_ISDIR(status.st_mode))
        return base::errnoError(EISDIR, stream.m_path);
    stream.m_isRegularFile = S_ISREG(status.st_mode);
    if (stream.m_isRegularFile) {
        stream.m_bytesTotal = static_cast<std::uint64_t>(std::max<off_t>(status.st_size, 0));
        posix_fadvise(stream.m_file, 0, 0, POSIX_FADV_SEQUENTIAL);
    }
    if (const Status detected = stream.detectCompression(stop); !detected)
        return detected.error();
    return stream;
}

Status InputStream::detectCompression(const std::stop_token& stop)
{
    m_input.resize(compressionMagicSize);
    while (m_inputEnd < compressionMagicSize) {
        const auto got = readRaw(std::span{m_input}.subspan(m_inputEnd), stop);
        if (!got)
            return got.error();
        if (*got == 0)
            break;
        m_inputEnd += *got;
    }
    const auto start = std::span{m_input}.first(m_inputEnd);
    if (isForeignCompression(start))
        return Error{ErrorCode::CompressionUnsupported, m_path, {}};
    m_decompressor = makeDecompressor(start);
    if (m_decompressor)
        m_input.resize(compressedBufferSize);
    return {};
}

Result<std::size_t> InputStream::read(std::span<std::byte> buffer, const std::stop_token& stop)
{
    return m_decompressor ? readCompressed(buffer, stop) : readPlain(buffer, stop);
}

/// A pipe or a growing file that already gave something is not waited for.
bool InputStream::hasInput() const
{
    if (isGrowing()) {
        struct stat status {};

        return fstat(m_file, &status) == 0 && std::cmp_greater(status.st_size, m_bytesRead);
    }
    if (m_isRegularFile)
        return true;
    pollfd waiting{m_file, POLLIN, 0};
    return poll(&waiting, 1, 0) == 1;
}

void InputStream::idle() const
{
    if (m_waiting.idle)
        m_waiting.idle();
}

/// One read() of at least a byte, or 0 at the end.
Result<std::size_t> InputStream::readRaw(std::span<std::byte> buffer, const std::stop_token& stop)
{
    for (;;) {
        if (stop.stop_requested())
            return Error{ErrorCode::Cancelled, m_path, {}};
        if (!m_isRegularFile) {
            pollfd waiting{m_file, POLLIN, 0};
            const int ready = poll(&waiting, 1, static_cast<int>(pollInterval.count()));
            if (ready == 0)
                idle();
            if (ready == 0 || (ready < 0 && errno == EINTR))
                continue;
        }
        const ssize_t got = ::read(m_file, buffer.data(), std::min(buffer.size(), largestRead));
        if (got == 0 && isGrowing() && !m_isOver) {
            m_isOver = m_waiting.isOver(*this);
            if (!m_isOver) {
                idle();
                std::this_thread::sleep_for(pollInterval);
            }
            continue;
        }
        if (got >= 0) {
            m_isAtEnd = got == 0;
            m_bytesRead += static_cast<std::uint64_t>(got);
            return static_cast<std::size_t>(got);
        }
        if (errno != EINTR && errno != EAGAIN)
            return base::errnoError(errno, m_path);
    }
}

Result<std::size_t> InputStream::readPlain(std::span<std::byte> buffer, const std::stop_token& stop)
{
    std::size_t filled = std::min(buffer.size(), m_inputEnd - m_inputBegin);
    if (filled > 0) {
        std::memcpy(buffer.data(), m_input.data() + m_inputBegin, filled);
        m_inputBegin += filled;
    }
    while (filled < buffer.size() && !m_isAtEnd) {
        if (filled > 0 && !hasInput())
            break;
        const auto got = readRaw(buffer.subspan(filled), stop);
        if (!got) {
            if (filled > 0 && got.error().code != ErrorCode::Cancelled)
                break; // the error comes back at the next read
            return got;
        }
        filled += *got;
    }
    return filled;
}

Status InputStream::refillInput(const std::stop_token& stop)
{
    const auto got = readRaw(m_input, stop);
    if (!got)
        return got.error();
    m_inputBegin = 0;
    m_inputEnd = *got;
    return {};
}

Result<std::size_t> InputStream::readCompressed(std::span<std::byte> buffer, const std::stop_token& stop)
{
    // A little input may become output for minutes, during which nothing is read.
    if (stop.stop_requested())
        return Error{ErrorCode::Cancelled, m_path, {}};
    std::size_t filled = 0;
    while (filled < buffer.size()) {
        const auto input = std::span{m_input}.subspan(m_inputBegin, m_inputEnd - m_inputBegin);
        const auto step = m_decompressor->step(input, buffer.subspan(filled));
        m_inputBegin += step.consumed;
        filled += step.produced;
        if (step.produced != 0 || step.consumed != 0)
            continue;
        if (!input.empty() || m_isAtEnd || (filled > 0 && !hasInput()))
            break;
        if (const Status refilled = refillInput(stop); !refilled)
            return refilled.error();
    }
    if (filled > 0 || buffer.empty())
        return filled;
    return endOfCompressed();
}

/// 0 where the file may end, else why it should not have.
Result<std::size_t> InputStream::endOfCompressed() const
{
    switch (m_decompressor->state()) {
    case Decompressor::State::Running:
        return damaged(ErrorCode::CaptureTruncated);
    case Decompressor::State::Damaged:
        return damaged(ErrorCode::CaptureCorrupt);
    case Decompressor::State::Unsupported:
        return damaged(ErrorCode::CompressionUnsupported);
    case Decompressor::State::BetweenMembers:
    case Decompressor::State::Finished:
        break;
    }
    return std::size_t{0};
}

Error InputStream::damaged(ErrorCode code) const
{
    return {code, m_path, "compressed offset " + std::to_string(bytesRead())};
}

} // namespace core::capture
