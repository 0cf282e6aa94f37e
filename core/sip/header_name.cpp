// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sip/header_name.h"

#include "core/base/ascii.h"

#include <array>
#include <cstddef>

namespace core::sip {

namespace {

/// In the order of HeaderName.
constexpr std::array<std::string_view, 49> canonicalNames = {
    "",
    "Accept",
    "Allow",
    "Authorization",
    "Call-ID",
    "Contact",
    "Content-Disposition",
    "Content-Encoding",
    "Content-Length",
    "Content-Type",
    "CSeq",
    "Date",
    "Diversion",
    "Event",
    "Expires",
    "From",
    "History-Info",
    "Identity",
    "Max-Forwards",
    "Min-Expires",
    "P-Asserted-Identity",
    "P-Charging-Vector",
    "Proxy-Authenticate",
    "Proxy-Authorization",
    "RAck",
    "Reason",
    "Record-Route",
    "Referred-By",
    "Refer-To",
    "Replaces",
    "Require",
    "Retry-After",
    "Route",
    "RSeq",
    "Server",
    "Session-Expires",
    "Session-ID",
    "Subject",
    "Subscription-State",
    "Supported",
    "Timestamp",
    "To",
    "Unsupported",
    "User-Agent",
    "Via",
    "Warning",
    "WWW-Authenticate",
    "X-Call-ID",
    "X-CID",
};
static_assert(canonicalNames.back() == "X-CID" &&
              canonicalNames.size() == static_cast<std::size_t>(HeaderName::XCid) + 1);

/// The compact forms that IANA lists, "a" to "y". "n" (Identity-Info) is out of use but registered.
constexpr std::array<std::string_view, 26> compactForms = {
    "Accept-Contact", // a
    "Referred-By",
    "Content-Type",
    "Request-Disposition",
    "Content-Encoding", // e
    "From",
    "",
    "",
    "Call-ID", // i
    "Reject-Contact",
    "Supported",
    "Content-Length",
    "Contact", // m
    "Identity-Info",
    "Event",
    "",
    "", // q
    "Refer-To",
    "Subject",
    "To",
    "Allow-Events", // u
    "Via",
    "",
    "Session-Expires",
    "Identity", // y
    "",
};

/// Free of collisions over the long names; the factors were found by trying all, and the table below does
/// not compile when a new name collides.
constexpr std::size_t slotOf(std::string_view name)
{
    const auto letter = [](char c) {
        return static_cast<std::size_t>(static_cast<unsigned char>(c) | 0x20U);
    };
    return (name.size() + letter(name.front()) * 6 + letter(name.back()) * 211) & 0xFFU;
}

consteval std::array<HeaderName, 256> buildSlots()
{
    std::array<HeaderName, 256> slots{};
    for (std::size_t i = 1; i < canonicalNames.size(); ++i) {
        HeaderName& slot = slots[slotOf(canonicalNames[i])];
        if (slot != HeaderName::Other)
            throw "two header names share a slot";
        slot = static_cast<HeaderName>(i);
    }
    return slots;
}

constexpr std::array<HeaderName, 256> slots = buildSlots();

constexpr HeaderName longName(std::string_view name)
{
    const HeaderName candidate = slots[slotOf(name)];
    const std::string_view canonical = canonicalNames[static_cast<std::size_t>(candidate)];
    return canonical == name || base::equalsIgnoringCase(canonical, name) ? candidate : HeaderName::Other;
}

/// The long form of a one-letter name; the name itself when it is none.
constexpr std::string_view expanded(std::string_view name)
{
    if (name.size() != 1 || !base::isAlpha(name.front()))
        return name;
    const std::string_view form = compactForms[static_cast<std::size_t>(base::toLower(name.front()) - 'a')];
    return form.empty() ? name : form;
}

consteval std::array<HeaderName, 26> buildCompactSlots()
{
    std::array<HeaderName, 26> compactSlots{};
    for (std::size_t i = 0; i < compactSlots.size(); ++i) {
        if (!compactForms[i].empty())
            compactSlots[i] = longName(compactForms[i]);
    }
    return compactSlots;
}

constexpr std::array<HeaderName, 26> compactSlots = buildCompactSlots();

} // namespace

HeaderName headerName(std::string_view name)
{
    if (name.size() > 1)
        return longName(name);
    if (name.empty() || !base::isAlpha(name.front()))
        return HeaderName::Other;
    return compactSlots[static_cast<std::size_t>(base::toLower(name.front()) - 'a')];
}

std::string_view canonicalName(HeaderName name)
{
    return canonicalNames[static_cast<std::size_t>(name)];
}

bool sameHeader(std::string_view a, std::string_view b)
{
    return base::equalsIgnoringCase(expanded(a), expanded(b));
}

} // namespace core::sip
