// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/media/rtp_header.h"

#include <cstdint>

namespace core::media {

/// How sure it is that packets of one path with one SSRC are RTP, where no signalling announced them. Each
/// packet has to have passed parseRtp(), which random bytes do one time in four. Fixed size; one thread.
class RtpEvidence {
public:
    void add(const RtpHeader& header);

    /// 0 to 100, a scale and no probability: 10 for one packet with a payload type that RFC 3551 has, 60 when
    /// the next sequence number follows, then 85, 95 and 99 for the third, fourth and fifth. Half of that for
    /// payload types that nobody should send; less when sequence numbers or timestamps also jump.
    [[nodiscard]] unsigned percent() const;

private:
    std::uint32_t m_follows = 0; ///< packets whose numbers follow those of the one before
    std::uint32_t m_jumps = 0;   ///< those whose numbers do not
    std::uint16_t m_sequence = 0;
    std::uint32_t m_timestamp = 0;
    bool m_hasLast = false;
    bool m_sawOddType = false;
};

} // namespace core::media
