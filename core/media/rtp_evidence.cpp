// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/rtp_evidence.h"

#include "core/media/payload_types.h"

#include <algorithm>
#include <array>

namespace core::media {
namespace {

constexpr std::uint32_t enough = 1000; // counting on would change nothing

bool isUsualType(std::uint8_t payloadType)
{
    return payloadType >= 96 || staticFormat(payloadType).has_value();
}

/// A few lost, one repeated or overtaken; a timestamp that goes on, by a minute of video at most.
bool follows(std::uint16_t sequences, std::uint32_t ticks)
{
    constexpr std::uint32_t farthest = 90'000 * 60;
    const bool isNear = sequences <= 16 || sequences >= 0x10000 - 4;
    return isNear && (ticks <= farthest || ticks >= 0U - farthest);
}

} // namespace

void RtpEvidence::add(const RtpHeader& header)
{
    if (m_hasLast) {
        const bool isNext =
            follows(static_cast<std::uint16_t>(header.sequence - m_sequence), header.timestamp - m_timestamp);
        // A packet that is repeated without end proves nothing.
        const bool isSame = header.sequence == m_sequence;
        if (isNext && !isSame)
            m_follows = std::min(m_follows + 1, enough);
        else if (!isNext)
            m_jumps = std::min(m_jumps + 1, enough);
    }
    m_sawOddType = m_sawOddType || !isUsualType(header.payloadType);
    m_sequence = header.sequence;
    m_timestamp = header.timestamp;
    m_hasLast = true;
}

unsigned RtpEvidence::percent() const
{
    constexpr std::array<unsigned, 5> scale{10, 60, 85, 95, 99};
    if (!m_hasLast)
        return 0;
    unsigned sure = scale[std::min<std::size_t>(m_follows, scale.size() - 1)];
    if (m_jumps > 0)
        sure = sure * m_follows / (m_follows + 2 * m_jumps);
    return m_sawOddType ? sure / 2 : sure;
}

} // namespace core::media
