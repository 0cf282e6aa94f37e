// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/leg/link_hint.h"

#include "core/base/ascii.h"
#include "core/dialog/dialog.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

namespace core::leg {
namespace {

/// In the order of LinkKind.
constexpr std::array<std::string_view, 14> kindNames{
    "session-id",  "replaces",       "join",          "target-dialog", "call-id-header",
    "charging-id", "correlation-id", "call-id-affix", "by-hand",       "diversion",
    "same-users",  "sdp-origin",     "media-address", "rtp-source"};

constexpr std::size_t mostHints = 16;
constexpr std::size_t longestValue = 256;

/// Up to the first semicolon or comma, without white space around it.
std::string_view firstPart(std::string_view value)
{
    value = value.substr(0, value.find_first_of(";,"));
    const std::size_t begin = value.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos)
        return {};
    return value.substr(begin, value.find_last_not_of(" \t\r\n") - begin + 1);
}

/// The value of a parameter, without quotes; empty when there is none.
std::string_view parameterOf(std::string_view value, std::string_view name)
{
    for (std::size_t at = 0; at < value.size();) {
        const std::size_t end = std::min(value.find(';', at), value.size());
        std::string_view part = firstPart(value.substr(at, end - at));
        at = end + 1;
        const std::size_t equals = part.find('=');
        if (equals == std::string_view::npos ||
            !base::equalsIgnoringCase(firstPart(part.substr(0, equals)), name))
            continue;
        part = firstPart(part.substr(equals + 1));
        if (part.size() >= 2 && part.front() == '"' && part.back() == '"')
            part = part.substr(1, part.size() - 2);
        return part;
    }
    return {};
}

class Collector {
public:
    explicit Collector(std::vector<LinkHint>& hints) : m_hints(hints) {}

    void shares(LinkKind kind, std::string_view value, std::string_view header)
    {
        add({kind, false, std::string{value}, std::string{header}});
    }

    void names(LinkKind kind, std::string_view callId, std::string_view header)
    {
        add({kind, true, std::string{callId}, std::string{header}});
    }

private:
    void add(LinkHint hint)
    {
        if (!hint.value.empty() && hint.value.size() <= longestValue && m_added++ < mostHints)
            m_hints.push_back(std::move(hint));
    }

    std::vector<LinkHint>& m_hints;
    std::size_t m_added = 0;
};

/// 32 hexadecimal digits, and not the nil UUID (RFC 7989 section 5).
bool isSessionUuid(std::string_view text)
{
    return text.size() == 32 && text.find_first_not_of('0') != std::string_view::npos &&
           std::ranges::all_of(text, [](unsigned char c) { return std::isxdigit(c) != 0; });
}

void addSessionId(std::string_view value, std::string_view header, Collector& collector)
{
    for (const std::string_view uuid : {firstPart(value), parameterOf(value, "remote")}) {
        if (!isSessionUuid(uuid))
            continue;
        std::string lower{uuid};
        std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return std::tolower(c); });
        collector.shares(LinkKind::SessionId, lower, header);
    }
}

void addReplaced(const std::optional<dialog::ReplacedDialog>& replaced, std::string_view header,
                 Collector& collector)
{
    if (replaced)
        collector.names(LinkKind::Replaces, replaced->callId, header);
}

void addHeader(std::string_view name, std::string_view value, const std::vector<std::string>& callIdHeaders,
               Collector& collector)
{
    const auto is = [name](std::string_view other) { return base::equalsIgnoringCase(name, other); };
    if (is("Session-ID"))
        addSessionId(value, name, collector);
    else if (is("Replaces"))
        addReplaced(dialog::parseReplaces(value), name, collector);
    else if (is("Refer-To") || is("r"))
        addReplaced(dialog::replacesOfReferTo(value), "Refer-To", collector);
    else if (is("Join"))
        collector.names(LinkKind::Join, firstPart(value), name);
    else if (is("Target-Dialog"))
        collector.names(LinkKind::TargetDialog, firstPart(value), name);
    else if (is("P-Charging-Vector"))
        collector.shares(LinkKind::ChargingId, parameterOf(value, "icid-value"), "icid-value");
    else if (std::ranges::any_of(callIdHeaders, is))
        collector.shares(LinkKind::CallIdHeader, firstPart(value), name);
}

} // namespace

std::string_view name(LinkKind kind)
{
    return kindNames.at(static_cast<std::size_t>(kind));
}

std::span<const std::string_view> linkKindNames()
{
    return kindNames;
}

int scoreOf(LinkKind kind)
{
    switch (kind) {
    case LinkKind::ByHand:
    case LinkKind::SessionId:
        return 100;
    case LinkKind::Replaces:
    case LinkKind::Join:
    case LinkKind::TargetDialog:
    case LinkKind::CallIdHeader:
        return 95;
    case LinkKind::ChargingId:
        return 90;
    case LinkKind::CorrelationId:
        return 85;
    case LinkKind::RtpSource:
        return 90;
    case LinkKind::SdpOrigin:
    case LinkKind::MediaAddress:
    case LinkKind::Diversion:
        return 80;
    case LinkKind::SameUsers:
        return 70;
    case LinkKind::CallIdAffix:
        break;
    }
    return 75;
}

const std::vector<std::string>& usualCallIdHeaders()
{
    static const std::vector<std::string> names{
        "X-Call-ID",        "X-CallID",          "X-CID",           "X-Orig-Call-ID",  "X-Original-Call-ID",
        "X-Origin-Call-ID", "X-Inbound-Call-ID", "X-A-Leg-Call-ID", "X-Correlation-ID"};
    return names;
}

void findLinkHints(const sip::Message& message, const std::vector<std::string>& callIdHeaders,
                   std::vector<LinkHint>& hints)
{
    Collector collector{hints};
    for (const sip::HeaderField& field : message.headers())
        addHeader(message.nameOf(field), message.valueOf(field), callIdHeaders, collector);
}

} // namespace core::leg
