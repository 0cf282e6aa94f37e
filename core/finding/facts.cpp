// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/finding/facts.h"

#include "core/dialog/forwarding.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace core::finding {
namespace {

bool isWithin(const net::IpAddress& address, std::string_view network)
{
    const auto parsed = net::IpNetwork::parse(network);
    return parsed && parsed->contains(address);
}

/// To the nearest; a duration may be as long as a number holds.
long long rounded(base::Duration duration, base::Duration unit)
{
    return duration / unit + (duration % unit >= unit / 2 ? 1 : 0);
}

} // namespace

std::string titleOf(const sip::Message& message)
{
    if (message.isRequest())
        return std::string{message.method()};
    return std::to_string(message.status()) + ' ' + std::string{message.reason()};
}

std::string secondsText(base::Duration duration)
{
    std::array<char, 32> text{};
    const long long milliseconds = rounded(duration, std::chrono::milliseconds{1});
    const long long tenths = rounded(duration, std::chrono::milliseconds{100});
    if (milliseconds > 0 && milliseconds < 1000)
        std::snprintf(text.data(), text.size(), "0.%03lld", milliseconds);
    else
        std::snprintf(text.data(), text.size(), "%lld.%lld", tenths / 10, tenths % 10);
    return text.data();
}

bool isPrivate(const net::IpAddress& address)
{
    static constexpr std::array<std::string_view, 9> networks{
        "10.0.0.0/8",  "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16",
        "127.0.0.0/8", "fc00::/7",      "fe80::/10",      "::1/128",
    };
    return std::any_of(networks.begin(), networks.end(),
                       [&address](std::string_view network) { return isWithin(address, network); });
}

bool isUnspecified(const net::IpAddress& address)
{
    const auto bytes = address.bytes();
    return std::all_of(bytes.begin(), bytes.end(), [](std::byte byte) { return byte == std::byte{}; });
}

std::optional<net::IpAddress> addressOf(std::string_view host)
{
    if (host.size() > 2 && host.front() == '[' && host.back() == ']')
        host = host.substr(1, host.size() - 2);
    return net::IpAddress::parse(host);
}

bool isWhole(const dialog::StoryMessage& message)
{
    using enum sip::Defect;
    constexpr std::array cuts{MessageTruncated,      StreamGap,      HeaderSectionUnterminated,
                              ContentLengthTooLarge, TooManyHeaders, SdpMalformed};
    return std::ranges::none_of(cuts, [&](sip::Defect cut) { return message.defects.contains(cut); });
}

bool isDirect(const sip::Message& message)
{
    return dialog::viasOf(message).size() == 1;
}

bool isFromOutside(const dialog::StoryMessage& message)
{
    return !isPrivate(message.path.source.address) && !isPrivate(message.path.destination.address) &&
           message.path.source.address != message.path.destination.address && isDirect(*message.message);
}

std::string requestKey(const sip::Message& message)
{
    std::string key{message.isRequest() ? message.method() : message.cseq().method};
    key += '\0';
    key += message.fromTag();
    return key + '\0' + std::to_string(message.cseq().number);
}

std::string sourceOf(const dialog::StoryMessage& message)
{
    return message.path.source.toString();
}

std::string destinationOf(const dialog::StoryMessage& message)
{
    return message.path.destination.toString();
}

} // namespace core::finding
