// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/hep_url.h"

#include "core/base/ascii.h"

#include <algorithm>
#include <array>
#include <optional>

namespace core::capture {
namespace {

struct Scheme {
    std::string_view text;
    net::Transport transport;
    std::uint16_t defaultPort;
};

constexpr std::array schemes{Scheme{"hep+udp://", net::Transport::Udp, defaultHepPort},
                             Scheme{"hep+tcp://", net::Transport::Tcp, defaultHepPort},
                             Scheme{"hep+tls://", net::Transport::Tls, defaultHepTlsPort}};

struct HostAndPort {
    std::string_view host;
    std::optional<std::string_view> port;
};

/// Splits "[::1]:9060", "192.0.2.1:9060", ":9060", "192.0.2.1"; nothing when brackets do not match.
std::optional<HostAndPort> split(std::string_view text)
{
    if (text.starts_with('[')) {
        const std::size_t close = text.find(']');
        if (close == std::string_view::npos)
            return std::nullopt;
        const std::string_view host = text.substr(0, close + 1);
        const std::string_view rest = text.substr(close + 1);
        if (rest.empty())
            return HostAndPort{host, std::nullopt};
        if (!rest.starts_with(':'))
            return std::nullopt;
        return HostAndPort{host, rest.substr(1)};
    }
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos)
        return HostAndPort{text, std::nullopt};
    return HostAndPort{text.substr(0, colon), text.substr(colon + 1)};
}

std::optional<net::IpAddress> parseHost(std::string_view host)
{
    if (host.empty() || base::equalsIgnoringCase(host, "localhost"))
        return net::IpAddress::parse("127.0.0.1");
    if (!host.starts_with('['))
        return net::IpAddress::parse(host);
    const auto address = net::IpAddress::parse(host.substr(1, host.size() - 2));
    return address && address->isIpv6() ? address : std::nullopt;
}

bool namesOtherTransport(std::string_view text)
{
    return (base::startsWithIgnoringCase(text, "hep") || base::startsWithIgnoringCase(text, "ipip")) &&
           text.find("://") != std::string_view::npos;
}

} // namespace

bool HepUrl::isDualStack() const
{
    return endpoint.address.isIpv6() &&
           std::ranges::all_of(endpoint.address.bytes(), [](std::byte b) { return b == std::byte{0}; });
}

std::string HepUrl::toString() const
{
    return "hep+" + std::string{name(transport)} + "://" + endpoint.toString();
}

base::Result<HepUrl> parseHepUrl(std::string_view text)
{
    const auto invalid = [text](std::string detail) {
        return base::Error{base::ErrorCode::UrlInvalid, std::string{text}, std::move(detail)};
    };
    const auto scheme = std::ranges::find_if(schemes, [text](const Scheme& candidate) {
        return base::startsWithIgnoringCase(text, candidate.text);
    });
    if (scheme == schemes.end()) {
        if (namesOtherTransport(text))
            return base::Error{base::ErrorCode::OptionInvalid, std::string{text},
                               "listening is for hep+udp, hep+tcp and hep+tls"};
        return invalid("no hep+udp:// at the start");
    }
    std::string_view authority = text.substr(scheme->text.size());
    if (authority.ends_with('/'))
        authority.remove_suffix(1);
    const auto parts = split(authority);
    if (!parts)
        return invalid("unmatched bracket");
    const auto address = parseHost(parts->host);
    if (!address)
        return invalid("no IP address");
    const auto port = parts->port ? base::parseDecimal<std::uint16_t>(*parts->port) : scheme->defaultPort;
    if (!port)
        return invalid("no port number");
    return HepUrl{{*address, *port}, scheme->transport};
}

} // namespace core::capture
