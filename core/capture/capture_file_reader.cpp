// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/capture_file_reader.h"

#include "core/capture/pcap_reader.h"
#include "core/capture/pcapng_reader.h"

#include <algorithm>
#include <array>
#include <utility>

namespace core::capture {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;
using base::Status;

constexpr std::size_t smallestRead = std::size_t{64} << 10U;

/// The file header as far as both formats need it: what was read, and what it says.
struct Opening {
    InputStream input;
    std::vector<std::byte> start;
    CaptureFormat format;
};

Result<Opening> recognise(const std::string& path, InputStream input, const std::stop_token& stop)
{
    std::vector<std::byte> start(PcapReader::fileHeaderSize);
    std::size_t filled = 0;
    while (filled < start.size()) {
        const auto got = input.read(std::span{start}.subspan(filled), stop);
        // Compressed data that are damaged from the start are no capture that we could read anything of.
        if (!got && (filled == 0 || got.error().code == ErrorCode::Cancelled))
            return got.error();
        if (!got || *got == 0)
            break;
        filled += *got;
    }
    start.resize(filled);
    if (PcapReader::recognises(start))
        return Opening{std::move(input), std::move(start), CaptureFormat::Pcap};
    if (PcapngReader::recognises(start))
        return Opening{std::move(input), std::move(start), CaptureFormat::Pcapng};
    return Error{ErrorCode::NotACapture, path, {}};
}

} // namespace

Result<CaptureFormat> probeCapture(const std::string& path)
{
    auto input = InputStream::open(path);
    if (!input)
        return input.error();
    const auto opening = recognise(path, std::move(*input), {});
    if (!opening)
        return opening.error();
    return opening->format;
}

Result<std::unique_ptr<CaptureFileReader>>
CaptureFileReader::open(const std::string& path, AnnounceInterface announce, std::stop_token stop)
{
    auto input = InputStream::open(path, stop);
    if (!input)
        return input.error();
    return open(path, std::move(*input), std::move(announce), stop);
}

Result<std::unique_ptr<CaptureFileReader>> CaptureFileReader::open(const std::string& name, InputStream input,
                                                                   AnnounceInterface announce,
                                                                   const std::stop_token& stop)
{
    auto opening = recognise(name, std::move(input), stop);
    if (!opening)
        return opening.error();
    std::unique_ptr<CaptureFileReader> reader;
    if (opening->format == CaptureFormat::Pcap) {
        // The file header is no record: it is read here and left out of the batches.
        reader = std::make_unique<PcapReader>(name, std::move(opening->input), std::move(announce),
                                              opening->start);
        reader->m_offset = opening->start.size();
    } else {
        reader = std::make_unique<PcapngReader>(name, std::move(opening->input), std::move(announce));
        reader->m_carry = std::move(opening->start);
    }
    return reader;
}

Result<net::FrameBatch> CaptureFileReader::next(const std::stop_token& stop, net::FrameBatch used)
{
    net::FrameBatch batch = std::move(used);
    batch.clear();
    if (m_damage)
        return batch;
    std::size_t wanted = std::max(m_readSize, m_carry.size());
    batch.bytes.reserve(wanted);
    batch.bytes.append(m_carry);
    m_carry.clear();

    std::size_t position = 0;
    for (;;) {
        if (const Status filled = fill(batch, wanted, stop); !filled)
            return filled.error();
        const Walk walked = walk(batch, position);
        position = walked.consumed;
        noteDamage(walked.stop, m_offset + position);
        const bool isEnd = m_damage || (m_isAtEnd && walked.stop != Stop::BatchFull);
        if (!batch.frames.empty() || isEnd)
            break;
        discard(batch, position);
        position = 0;
        wanted = batch.bytes.size() + smallestRead;
        wanted = std::max(wanted, walked.needed);
    }
    // Many small packets fill a batch before its bytes do, and a live input has little at a time: read no
    // more than is used.
    const bool isFilled = batch.bytes.size() >= wanted && batch.frames.size() < batchFrames;
    m_readSize = isFilled ? std::min(m_readSize * 2, batchBytes)
                          : std::clamp(position + position / 8, smallestRead, batchBytes);
    keepRest(batch, position);
    return batch;
}

/// Grows batch.bytes to `size` with bytes of the file, or less at the end or when a pipe has no more now.
Status CaptureFileReader::fill(net::FrameBatch& batch, std::size_t size, const std::stop_token& stop)
{
    const std::size_t before = batch.bytes.size();
    if (m_isAtEnd || before >= size)
        return {};
    batch.bytes.resize(size);
    const auto got = m_input.read(std::span{batch.bytes}.subspan(before), stop);
    batch.bytes.resize(before + (got ? *got : 0));
    if (!got && got.error().code == ErrorCode::Cancelled)
        return got.error();
    if (!got)
        m_inputError = got.error();
    m_isAtEnd = !got || *got == 0;
    return {};
}

void CaptureFileReader::noteDamage(Stop stop, std::uint64_t offset)
{
    const bool isCutOff = m_isAtEnd && stop == Stop::WithinRecord;
    if (stop == Stop::Corrupt)
        m_damage = Error{ErrorCode::CaptureCorrupt, m_path, "offset " + std::to_string(offset)};
    else if (m_inputError && m_isAtEnd && stop != Stop::BatchFull)
        m_damage = m_inputError;
    else if (isCutOff)
        m_damage = Error{ErrorCode::CaptureTruncated, m_path, "offset " + std::to_string(offset)};
}

void CaptureFileReader::discard(net::FrameBatch& batch, std::size_t count)
{
    batch.bytes.removeFront(count);
    m_offset += count;
}

void CaptureFileReader::keepRest(net::FrameBatch& batch, std::size_t from)
{
    const auto rest = std::span{batch.bytes}.subspan(from);
    m_carry.assign(rest.begin(), rest.end());
    batch.bytes.resize(from);
    m_offset += from;
}

} // namespace core::capture
