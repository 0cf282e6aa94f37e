// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sip/message.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

namespace core::flow {

enum class SdpRole : std::uint8_t { Offer, Answer };

/// "offer PCMA PCMU", "answer PCMU recvonly", "offer PCMA on hold", "offer video H264" (media other than
/// audio are named), "answer audio rejected".
[[nodiscard]] std::string sdpSummary(std::string_view sdp, SdpRole role);

/// Tells offers from answers (RFC 3264, RFC 6337 section 2.2) over the messages of one or several calls,
/// given in order of time. Not for random access: what a 200 carries depends on its INVITE.
class OfferAnswer {
public:
    /// Summary of the message's SDP; empty without SDP.
    [[nodiscard]] std::string summary(const sip::Message& message);

private:
    struct Exchange {
        std::string key;
        bool requestHadOffer = false;
        bool responseHadOffer = false;
    };

    static constexpr std::size_t rememberedExchanges = 64;

    Exchange& exchangeOf(const sip::Message& message);

    std::deque<Exchange> m_exchanges; // the latest ones, bounded
};

} // namespace core::flow
