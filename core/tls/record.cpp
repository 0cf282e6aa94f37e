// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tls/record.h"

#include <algorithm>
#include <utility>

namespace core::tls {

bool mayBeginRecord(std::span<const std::byte> bytes)
{
    if (bytes.empty())
        return false;
    const auto at = [&](std::size_t i) { return std::to_integer<unsigned>(bytes[i]); };
    if (at(0) < static_cast<unsigned>(ContentType::ChangeCipherSpec) ||
        at(0) > static_cast<unsigned>(ContentType::Heartbeat))
        return false;
    if (bytes.size() >= 2 && at(1) != 3)
        return false;
    if (bytes.size() >= 3 && at(2) > 4)
        return false;
    return bytes.size() < recordHeaderSize || (at(3) << 8U | at(4)) <= largestRecord;
}

std::optional<Record> RecordReader::next(StreamPart& part)
{
    while (!m_isBroken && !part.bytes.empty()) {
        if (m_headerSize < recordHeaderSize)
            takeHeader(part);
        else
            takeBody(part);
        if (m_headerSize == recordHeaderSize && m_bodyLeft == 0 && !m_isBroken) {
            m_headerSize = 0;
            m_record.captured = part.captured;
            m_record.end = m_position;
            return std::exchange(m_record, {});
        }
    }
    return std::nullopt;
}

void RecordReader::takeHeader(StreamPart& part)
{
    const std::size_t count = std::min(recordHeaderSize - m_headerSize, part.bytes.size());
    std::copy_n(part.bytes.begin(), count, m_header.begin() + static_cast<std::ptrdiff_t>(m_headerSize));
    m_headerSize += count;
    m_position += count;
    part.bytes = part.bytes.subspan(count);
    noteFrame(part.frame);
    if (!mayBeginRecord(std::span{m_header}.first(m_headerSize))) {
        m_isBroken = true;
        return;
    }
    if (m_headerSize < recordHeaderSize)
        return;
    const auto at = [this](std::size_t i) { return std::to_integer<unsigned>(m_header[i]); };
    m_record.type = static_cast<ContentType>(at(0));
    m_record.version = static_cast<std::uint16_t>(at(1) << 8U | at(2));
    m_bodyLeft = at(3) << 8U | at(4);
    if (std::exchange(m_keepsNext, false))
        m_onlyCounts = false;
}

void RecordReader::takeBody(StreamPart& part)
{
    const auto piece = part.bytes.first(std::min(m_bodyLeft, part.bytes.size()));
    if (!m_onlyCounts) {
        // Nothing is set aside for what only a header has promised.
        if (m_record.body.empty() && piece.size() == m_bodyLeft)
            m_record.body.reserve(m_bodyLeft);
        m_record.body.insert(m_record.body.end(), piece.begin(), piece.end());
    }
    m_bodyLeft -= piece.size();
    m_position += piece.size();
    part.bytes = part.bytes.subspan(piece.size());
    noteFrame(part.frame);
}

void RecordReader::noteFrame(base::FrameNumber frame)
{
    if (m_record.frames.empty() || m_record.frames.back() != frame)
        m_record.frames.push_back(frame);
}

void RecordReader::onlyCount()
{
    m_onlyCounts = true;
    m_keepsNext = false;
    m_record.body = {};
}

void RecordReader::keepBodies()
{
    m_keepsNext = true;
}

void RecordReader::stop()
{
    m_isBroken = true;
    m_record = {};
    m_headerSize = 0;
}

} // namespace core::tls
