// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forward/forward_url.h"

#include "core/base/ascii.h"

#include <algorithm>
#include <array>
#include <optional>

namespace core::forward {
namespace {

struct Scheme {
    std::string_view text;
    Protocol protocol;
    std::uint16_t defaultPort;
};

constexpr std::array schemes{
    Scheme{"hep+udp://", Protocol::Hep3Udp, defaultHepPort},
    Scheme{"hep1+udp://", Protocol::Hep1Udp, defaultHepPort},
    Scheme{"hep2+udp://", Protocol::Hep2Udp, defaultHepPort},
    Scheme{"hep+tcp://", Protocol::Hep3Tcp, defaultHepPort},
    Scheme{"hep+tls://", Protocol::Hep3Tls, defaultHepTlsPort},
    Scheme{"ipip://", Protocol::IpInIp, 0},
};

struct Authority {
    std::string_view host;
    std::optional<std::string_view> port;
};

/// Splits "[::1]:9060", "collector:9060", ":9060", "192.0.2.1"; nothing when brackets do not match.
std::optional<Authority> split(std::string_view text)
{
    std::string_view host = text.substr(0, text.find(':'));
    std::string_view rest = text.substr(host.size());
    if (text.starts_with('[')) {
        const std::size_t close = text.find(']');
        if (close == std::string_view::npos)
            return std::nullopt;
        host = text.substr(1, close - 1);
        rest = text.substr(close + 1);
    }
    if (rest.empty())
        return Authority{host, std::nullopt};
    if (!rest.starts_with(':'))
        return std::nullopt;
    return Authority{host, rest.substr(1)};
}

bool isHost(std::string_view host)
{
    return std::ranges::all_of(host, [](char c) {
        return base::isAlpha(c) || base::isDigit(c) ||
               std::string_view{".-_:%"}.find(c) != std::string_view::npos;
    });
}

} // namespace

std::string ForwardUrl::toString() const
{
    const auto* scheme = std::ranges::find(schemes, protocol, &Scheme::protocol);
    std::string text{scheme->text};
    text += host.find(':') == std::string::npos ? host : '[' + host + ']';
    if (protocol != Protocol::IpInIp)
        text += ':' + std::to_string(port);
    return text;
}

base::Result<ForwardUrl> parseForwardUrl(std::string_view text)
{
    const auto invalid = [text](std::string detail) {
        return base::Error{base::ErrorCode::UrlInvalid, std::string{text}, std::move(detail)};
    };
    const auto* scheme = std::ranges::find_if(schemes, [text](const Scheme& candidate) {
        return base::startsWithIgnoringCase(text, candidate.text);
    });
    if (scheme == schemes.end())
        return invalid("none of hep+udp, hep1+udp, hep2+udp, hep+tcp, hep+tls, ipip at the start");
    text.remove_prefix(scheme->text.size());
    if (text.ends_with('/'))
        text.remove_suffix(1);
    const auto authority = split(text);
    if (!authority || !isHost(authority->host))
        return invalid("no host");
    ForwardUrl url{scheme->protocol, std::string{authority->host}, scheme->defaultPort};
    if (url.host.empty())
        url.host = "127.0.0.1";
    if (!authority->port)
        return url;
    if (url.protocol == Protocol::IpInIp)
        return invalid("IP-in-IP has no ports");
    const auto port = base::parseDecimal<std::uint16_t>(*authority->port);
    if (!port || *port == 0)
        return invalid("no port number");
    url.port = *port;
    return url;
}

} // namespace core::forward
