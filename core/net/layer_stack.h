// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace core::net {

enum class LayerKind : std::uint8_t {
    Ethernet,
    LinuxCooked,
    Loopback,
    Ppp,
    Wireless,
    NetfilterLog,
    OtherLink,
    Vlan, ///< with its number
    Mpls, ///< with its label
    Pppoe,
    Ipv4,
    Ipv6,
    Gre,
    Erspan,
    EtherIp,
    Vxlan,  ///< with its network identifier
    Geneve, ///< with its network identifier
    GtpUser,
    Esp,
    Hep,
};

/// The headers in front of a payload, outermost first, for telling in which tunnels it came. A small value
/// without memory of its own. Transport headers are left out: the path has them.
class LayerStack {
public:
    /// More are counted as one "...".
    static constexpr std::size_t maximumLayers = 15;

    void clear() { m_size = 0; }

    /// `number` below 2^24, for the kinds that have one.
    void add(LayerKind kind, std::uint32_t number = 0)
    {
        if (m_size > maximumLayers)
            return;
        if (m_size < maximumLayers)
            m_layers[m_size] = static_cast<std::uint32_t>(kind) << numberBits | (number & numberMask);
        ++m_size;
    }

    /// Nothing but at most one link layer and one IP header: no tunnel, no tag.
    [[nodiscard]] bool isPlain() const;

    /// "eth/vlan 100/ip/gre/ip"; empty when isPlain().
    [[nodiscard]] std::string text() const;

    bool operator==(const LayerStack& other) const;

private:
    static constexpr unsigned numberBits = 24;
    static constexpr std::uint32_t numberMask = (1U << numberBits) - 1;

    std::array<std::uint32_t, maximumLayers> m_layers;
    std::uint8_t m_size = 0;
};

/// The VLAN of the innermost tag in a LayerStack::text(): the one that the message itself was in, as far as
/// HEP and the headers say.
[[nodiscard]] std::optional<std::uint32_t> vlanOf(std::string_view layers);

} // namespace core::net
