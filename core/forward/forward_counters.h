// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace core::forward {

/// Why a message did not reach the collector.
enum class NotSent : std::uint8_t {
    QueueFull,     ///< the collector or the way to it is too slow
    TooLarge,      ///< for one datagram, or for HEP
    MixedFamilies, ///< from IPv4 to IPv6 or back, which HEP cannot express
    Unreachable,   ///< there was no connection
    Refused,       ///< the collector's machine said that nobody listens there
    Rejected,      ///< our own system would not send it
    NotSip,        ///< which only HEP 3 can carry
};

inline constexpr std::size_t notSentCount = 7;

/// "queue full", "too large", ...
[[nodiscard]] std::string_view name(NotSent reason);

/// Messages of one forwarder. Each that it was given is sent, not sent, or still waiting.
struct ForwardCounters {
    std::uint64_t taken = 0;
    std::uint64_t sent = 0;
    std::array<std::uint64_t, notSentCount> notSent{};

    [[nodiscard]] std::uint64_t notSentTotal() const;

    /// "sent 12 not sent 3 (queue full 2, too large 1)"
    [[nodiscard]] std::string toString() const;
};

} // namespace core::forward
