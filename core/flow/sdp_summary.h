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
        bool requestHasSdp = false;
        /// A response carried an offer that was not answered yet.
        bool responseOffers = false;
    };

    static constexpr std::size_t rememberedExchanges = 64;

    static std::string keyOf(const sip::Message& message, std::uint32_t cseq);
    static std::uint32_t acknowledgedInvite(const sip::Message& prack);
    Exchange* find(const sip::Message& message, std::uint32_t cseq);
    Exchange& note(const sip::Message& request);
    SdpRole roleOfRequest(const sip::Message& message, std::string_view method);
    SdpRole roleOfResponse(const sip::Message& message, std::string_view method);

    std::deque<Exchange> m_exchanges; // the latest ones
};

} // namespace core::flow
