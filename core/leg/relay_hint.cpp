// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/leg/relay_hint.h"

#include "core/base/ascii.h"
#include "core/net/address.h"
#include "core/sip/name_addr.h"
#include "core/sip/sdp.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace core::leg {
namespace {

constexpr std::size_t mostRelayHints = 32;
constexpr std::size_t longestUser = 128;
/// An origin with "0", "1" or "1234" tells nobody apart.
constexpr std::size_t shortestSessionId = 5;

/// Who does not want to be told apart (RFC 3323 section 4.1.1.3 and what gateways write).
bool isNobody(std::string_view user)
{
    static constexpr std::array<std::string_view, 6> names{"anonymous",  "unknown", "unavailable",
                                                           "restricted", "private", "-"};
    return user.empty() || user.size() > longestUser ||
           std::ranges::any_of(
               names, [user](std::string_view name) { return base::equalsIgnoringCase(user, name); });
}

std::string joined(std::string_view first, std::string_view second)
{
    return std::string{first}.append("\n").append(second);
}

std::string_view userOf(std::string_view uriText)
{
    const auto uri = sip::Uri::parse(uriText);
    return uri ? uri->user : std::string_view{};
}

class RelayHints {
public:
    RelayHints(const sip::Message& message, std::vector<RelayHint>& hints)
        : m_message(message), m_hints(hints)
    {
    }

    void addParties()
    {
        const std::string_view from = m_message.fromUser();
        const std::string_view to = m_message.toUser();
        if (isNobody(from))
            return;
        const std::string_view target = userOf(m_message.requestUri());
        if (!isNobody(to)) {
            add(RelayRule::Users, RelaySide::Either, joined(from, to), {});
            add(RelayRule::Diversion, RelaySide::First, joined(from, to), {});
        }
        if (!isNobody(target) && target != to)
            add(RelayRule::Diversion, RelaySide::First, joined(from, target), {});
        for (const sip::HeaderField& field : m_message.headers()) {
            const std::string_view name = m_message.nameOf(field);
            if (base::equalsIgnoringCase(name, "Diversion") || base::equalsIgnoringCase(name, "History-Info"))
                addDiversions(m_message.valueOf(field), name, from, target);
        }
    }

    void addDescription()
    {
        const auto description = sip::SessionDescription::parse(m_message.sdpBody());
        addOrigin(description.origin, description.originAddress);
        for (const sip::MediaDescription& media : description.media) {
            const auto address = net::IpAddress::parse(media.connectionAddress);
            // 0.0.0.0 is on hold (RFC 2543), port 0 is refused.
            if (!address || *address == net::IpAddress{} || media.port == 0)
                continue;
            const std::string place = net::Endpoint{*address, media.port}.toString();
            add(RelayRule::MediaAddress, RelaySide::Either, place, place);
        }
    }

private:
    void add(RelayRule rule, RelaySide side, std::string value, std::string words)
    {
        if (m_added++ < mostRelayHints)
            m_hints.push_back({rule, side, std::move(value), std::move(words)});
    }

    /// RFC 5806: whom the call was for before; RFC 7044: all whom it was for, the present one last.
    void addDiversions(std::string_view values, std::string_view header, std::string_view from,
                       std::string_view target)
    {
        std::string_view value;
        while (m_added < mostRelayHints && sip::nextValue(values, value)) {
            const auto diverting = sip::NameAddr::parse(value);
            if (!diverting || isNobody(diverting->uri.user) || diverting->uri.user == target)
                continue;
            const std::string_view user = diverting->uri.user;
            add(RelayRule::Diversion, RelaySide::Second, joined(from, user), std::string{header});
        }
    }

    /// "alice 2890844526 2890844527 IN IP4 192.0.2.1": user name, session id, version (RFC 8866 section 5.2).
    void addOrigin(std::string_view origin, std::string_view address)
    {
        const std::size_t user = origin.find(' ');
        if (user == std::string_view::npos || origin.size() > 2 * longestUser)
            return;
        const std::size_t id = origin.find(' ', user + 1);
        if (id == std::string_view::npos || id - user - 1 < shortestSessionId)
            return;
        const std::string_view identity = origin.substr(0, id);
        const std::string words{identity};
        add(RelayRule::Origin, RelaySide::Either, std::string{identity}, words);
        add(RelayRule::OriginAndHost, RelaySide::Either, joined(identity, address), words);
    }

    const sip::Message& m_message;
    std::vector<RelayHint>& m_hints;
    std::size_t m_added = 0;
};

} // namespace

LinkKind kindOf(RelayRule rule)
{
    switch (rule) {
    case RelayRule::Users:
        return LinkKind::SameUsers;
    case RelayRule::Diversion:
        return LinkKind::Diversion;
    case RelayRule::Origin:
    case RelayRule::OriginAndHost:
        return LinkKind::SdpOrigin;
    case RelayRule::MediaAddress:
        return LinkKind::MediaAddress;
    case RelayRule::RtpSource:
        break;
    }
    return LinkKind::RtpSource;
}

void findRelayHints(const sip::Message& message, std::vector<RelayHint>& hints)
{
    RelayHints found{message, hints};
    if (message.method() == "INVITE" && message.toTag().empty())
        found.addParties();
    if (message.hasSdp())
        found.addDescription();
}

} // namespace core::leg
