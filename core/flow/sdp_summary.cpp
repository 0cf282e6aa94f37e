// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flow/sdp_summary.h"

#include "core/base/ascii.h"
#include "core/sip/sdp.h"

#include <algorithm>
#include <vector>

namespace core::flow {
namespace {

constexpr std::size_t mostFormats = 6;
/// Where a browser waits for ICE: such a media stream is not on hold (RFC 8829 section 5.2.1).
constexpr std::uint16_t discardPort = 9;

bool isOnHold(const sip::MediaDescription& media, SdpRole role)
{
    // RFC 3264 section 8.4; the address of zeros is how RFC 2543 did it.
    const bool stopsTheOther =
        media.direction == sip::Direction::SendOnly || media.direction == sip::Direction::Inactive;
    return (role == SdpRole::Offer && stopsTheOther) ||
           (media.connectionAddress == "0.0.0.0" && media.port != discardPort);
}

/// Empty for what is usual.
std::string_view directionText(sip::Direction direction)
{
    return direction == sip::Direction::SendReceive ? std::string_view{} : sip::name(direction);
}

void addWord(std::string& text, std::string_view word)
{
    if (word.empty())
        return;
    if (!text.empty())
        text += ' ';
    text += word;
}

/// "PCMA PCMU", without what accompanies every codec.
void addFormats(std::string& text, const sip::MediaDescription& media)
{
    std::vector<std::string_view> names;
    for (const sip::MediaFormat& format : media.formats) {
        const std::string_view name = format.encoding.empty() ? format.format : format.encoding;
        if (base::equalsIgnoringCase(name, "telephone-event") ||
            std::find(names.begin(), names.end(), name) != names.end())
            continue;
        if (names.size() == mostFormats) {
            addWord(text, "...");
            return;
        }
        names.push_back(name);
        addWord(text, name);
    }
}

std::string mediaSummary(const sip::MediaDescription& media, SdpRole role)
{
    std::string text;
    const bool isAudio = base::equalsIgnoringCase(media.media, "audio");
    if (!isAudio || media.port == 0)
        text = media.media;
    if (media.port == 0) {
        addWord(text, "rejected");
        return text;
    }
    addFormats(text, media);
    addWord(text, isOnHold(media, role) ? "on hold" : directionText(media.direction));
    return text;
}

} // namespace

std::string sdpSummary(std::string_view sdp, SdpRole role)
{
    const sip::SessionDescription session = sip::SessionDescription::parse(sdp);
    std::string text = role == SdpRole::Offer ? "offer" : "answer";
    for (std::size_t index = 0; index < session.media.size(); ++index) {
        if (index != 0)
            text += ',';
        addWord(text, mediaSummary(session.media[index], role));
    }
    return text;
}

std::string OfferAnswer::summary(const sip::Message& message)
{
    const bool hasSdp = message.hasSdp();
    const std::string_view method = message.isRequest() ? message.method() : message.cseq().method;
    const SdpRole role = method == "ACK"       ? SdpRole::Answer
                         : message.isRequest() ? roleOfRequest(message, method)
                                               : roleOfResponse(message, method);
    return hasSdp ? sdpSummary(message.sdpBody(), role) : std::string{};
}

SdpRole OfferAnswer::roleOfRequest(const sip::Message& message, std::string_view method)
{
    // It has the CSeq number of its INVITE (RFC 3261 section 9.1), of which it takes nothing back.
    if (method == "CANCEL")
        return SdpRole::Offer;
    if (method == "PRACK") {
        Exchange* const invite = find(message, acknowledgedInvite(message));
        if (invite != nullptr && invite->responseOffers && message.hasSdp()) {
            invite->responseOffers = false;
            note(message).requestHasSdp = false; // its response carries no answer
            return SdpRole::Answer;
        }
    }
    note(message).requestHasSdp = message.hasSdp();
    return SdpRole::Offer;
}

SdpRole OfferAnswer::roleOfResponse(const sip::Message& message, std::string_view method)
{
    Exchange* const exchange = find(message, message.cseq().number);
    // Without its request, a response most likely carries an answer.
    if (exchange == nullptr || exchange->requestHasSdp || (method != "INVITE" && method != "UPDATE"))
        return SdpRole::Answer;
    exchange->responseOffers = exchange->responseOffers || message.hasSdp();
    return SdpRole::Offer;
}

/// CSeq number of the INVITE that a PRACK belongs to (RFC 3262 section 7.2).
std::uint32_t OfferAnswer::acknowledgedInvite(const sip::Message& prack)
{
    std::string_view rest = base::trimmed(prack.header(sip::HeaderName::RAck));
    rest.remove_prefix(std::min(rest.find(' '), rest.size()));
    rest = base::trimmed(rest);
    return base::parseDecimal<std::uint32_t>(rest.substr(0, rest.find(' '))).value_or(0);
}

std::string OfferAnswer::keyOf(const sip::Message& message, std::uint32_t cseq)
{
    std::string key{message.callId()};
    key += '\0';
    key += message.fromTag();
    key += '\0';
    return key + std::to_string(cseq);
}

OfferAnswer::Exchange* OfferAnswer::find(const sip::Message& message, std::uint32_t cseq)
{
    const std::string key = keyOf(message, cseq);
    const auto found = std::find_if(m_exchanges.rbegin(), m_exchanges.rend(),
                                    [&](const Exchange& exchange) { return exchange.key == key; });
    return found == m_exchanges.rend() ? nullptr : &*found;
}

OfferAnswer::Exchange& OfferAnswer::note(const sip::Message& request)
{
    if (Exchange* const known = find(request, request.cseq().number))
        return *known;
    if (m_exchanges.size() == rememberedExchanges)
        m_exchanges.pop_front();
    m_exchanges.push_back({keyOf(request, request.cseq().number), false, false});
    return m_exchanges.back();
}

} // namespace core::flow
