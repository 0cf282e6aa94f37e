// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/layer_stack.h"

#include "core/base/ascii.h"

#include <algorithm>
#include <string_view>

namespace core::net {
namespace {

std::string_view nameOf(LayerKind kind)
{
    switch (kind) {
    case LayerKind::Ethernet:
        return "eth";
    case LayerKind::LinuxCooked:
        return "sll";
    case LayerKind::Loopback:
        return "null";
    case LayerKind::Ppp:
        return "ppp";
    case LayerKind::Wireless:
        return "wlan";
    case LayerKind::NetfilterLog:
        return "nflog";
    case LayerKind::OtherLink:
        return "link";
    case LayerKind::Vlan:
        return "vlan";
    case LayerKind::Mpls:
        return "mpls";
    case LayerKind::Pppoe:
        return "pppoe";
    case LayerKind::Ipv4:
        return "ip";
    case LayerKind::Ipv6:
        return "ipv6";
    case LayerKind::Gre:
        return "gre";
    case LayerKind::Erspan:
        return "erspan";
    case LayerKind::EtherIp:
        return "etherip";
    case LayerKind::Vxlan:
        return "vxlan";
    case LayerKind::Geneve:
        return "geneve";
    case LayerKind::GtpUser:
        return "gtp";
    case LayerKind::Esp:
        return "esp";
    case LayerKind::Hep:
        return "hep";
    }
    return {};
}

bool hasNumber(LayerKind kind)
{
    return kind == LayerKind::Vlan || kind == LayerKind::Mpls || kind == LayerKind::Vxlan ||
           kind == LayerKind::Geneve;
}

bool isIp(LayerKind kind)
{
    return kind == LayerKind::Ipv4 || kind == LayerKind::Ipv6;
}

} // namespace

bool LayerStack::isPlain() const
{
    const auto kindAt = [this](std::size_t place) {
        return static_cast<LayerKind>(m_layers[place] >> numberBits);
    };
    switch (m_size) {
    case 0:
        return true;
    case 1:
        return kindAt(0) <= LayerKind::OtherLink || isIp(kindAt(0));
    case 2:
        return kindAt(0) <= LayerKind::OtherLink && isIp(kindAt(1));
    default:
        return false;
    }
}

std::string LayerStack::text() const
{
    std::string text;
    if (isPlain())
        return text;
    for (std::size_t i = 0; i < std::min<std::size_t>(m_size, maximumLayers); ++i) {
        const auto kind = static_cast<LayerKind>(m_layers[i] >> numberBits);
        if (i > 0)
            text += '/';
        text += nameOf(kind);
        if (hasNumber(kind))
            text += ' ' + std::to_string(m_layers[i] & numberMask);
    }
    if (m_size > maximumLayers)
        text += "/...";
    return text;
}

bool LayerStack::operator==(const LayerStack& other) const
{
    const auto used = static_cast<std::ptrdiff_t>(std::min<std::size_t>(m_size, maximumLayers));
    return m_size == other.m_size &&
           std::equal(m_layers.begin(), m_layers.begin() + used, other.m_layers.begin());
}

std::optional<std::uint32_t> vlanOf(std::string_view layers)
{
    constexpr std::string_view tag = "vlan ";
    const std::size_t place = layers.rfind(tag);
    if (place == std::string_view::npos)
        return std::nullopt;
    const std::string_view number = layers.substr(place + tag.size());
    return base::parseDecimal<std::uint32_t>(number.substr(0, number.find('/')));
}

} // namespace core::net
