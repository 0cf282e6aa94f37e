// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/address.h"

#include "core/base/ascii.h"
#include "core/base/keyed_hash.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cstring>
#include <utility>

namespace core::net {
namespace {

constexpr std::array<std::pair<Transport, std::string_view>, 7> transportNames{{
    {Transport::Unknown, "unknown"},
    {Transport::Udp, "udp"},
    {Transport::Tcp, "tcp"},
    {Transport::Tls, "tls"},
    {Transport::Sctp, "sctp"},
    {Transport::Ws, "ws"},
    {Transport::Wss, "wss"},
}};

/// Family, address and port of one endpoint as the hash sees them.
constexpr std::size_t endpointKeySize = 1 + 16 + 2;

std::byte* putKey(std::byte* out, const Endpoint& endpoint)
{
    const auto bytes = endpoint.address.bytes();
    *out = std::byte{endpoint.address.isIpv6()};
    std::memcpy(out + 1, bytes.data(), bytes.size());
    std::memcpy(out + 17, &endpoint.port, sizeof endpoint.port);
    return out + endpointKeySize;
}

} // namespace

std::optional<IpAddress> IpAddress::parse(std::string_view text)
{
    std::array<char, INET6_ADDRSTRLEN> terminated{};
    if (text.size() >= terminated.size() || text.find('\0') != std::string_view::npos)
        return std::nullopt;
    std::copy(text.begin(), text.end(), terminated.begin());

    IpAddress address;
    address.m_isIpv6 = text.find(':') != std::string_view::npos;
    if (inet_pton(address.m_isIpv6 ? AF_INET6 : AF_INET, terminated.data(), address.m_bytes.data()) != 1)
        return std::nullopt;
    return address;
}

std::string IpAddress::toString() const
{
    std::array<char, INET6_ADDRSTRLEN> text{};
    inet_ntop(m_isIpv6 ? AF_INET6 : AF_INET, m_bytes.data(), text.data(), text.size());
    return text.data();
}

std::optional<IpNetwork> IpNetwork::parse(std::string_view text)
{
    const std::size_t slash = text.find('/');
    const auto address = IpAddress::parse(text.substr(0, slash));
    if (!address)
        return std::nullopt;
    const unsigned longest = address->isIpv6() ? 128 : 32;
    if (slash == std::string_view::npos)
        return IpNetwork{*address, longest};
    const auto length = base::parseDecimal<unsigned>(text.substr(slash + 1));
    if (!length || *length > longest)
        return std::nullopt;
    return IpNetwork{*address, *length};
}

bool IpNetwork::contains(const IpAddress& candidate) const
{
    if (candidate.isIpv6() != address.isIpv6())
        return false;
    const auto mine = address.bytes();
    const auto theirs = candidate.bytes();
    const std::size_t whole = std::min<std::size_t>(prefixLength / 8, mine.size());
    if (std::memcmp(mine.data(), theirs.data(), whole) != 0)
        return false;
    const unsigned rest = prefixLength % 8;
    return rest == 0 || whole == mine.size() || ((mine[whole] ^ theirs[whole]) >> (8 - rest)) == std::byte{0};
}

std::string Endpoint::toString() const
{
    std::string text;
    text.reserve(INET6_ADDRSTRLEN + 8);
    if (address.isIpv6())
        text.append("[").append(address.toString()).append("]:");
    else
        text.append(address.toString()).append(":");
    return text + std::to_string(port);
}

std::string_view name(Transport transport)
{
    const auto index = static_cast<std::size_t>(transport);
    return index < transportNames.size() ? transportNames.at(index).second : transportNames.front().second;
}

std::optional<Transport> parseTransport(std::string_view text)
{
    for (const auto& [transport, known] : transportNames) {
        if (base::equalsIgnoringCase(text, known))
            return transport;
    }
    return std::nullopt;
}

std::size_t PathHash::operator()(const Path& path) const
{
    std::array<std::byte, 2 * endpointKeySize + 1> key{};
    std::byte* end = putKey(putKey(key.data(), path.source), path.destination);
    *end = static_cast<std::byte>(path.transport);
    return base::keyedHash(base::processHashKey(), key);
}

std::size_t EndpointHash::operator()(const Endpoint& endpoint) const
{
    std::array<std::byte, endpointKeySize> key{};
    putKey(key.data(), endpoint);
    return base::keyedHash(base::processHashKey(), key);
}

} // namespace core::net
