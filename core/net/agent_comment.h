// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace core::net {

/// What HEP says of a message and no packet can hold: who captured it, and what it belongs to. Capture files
/// keep it as a comment on the packet, which people can read and we can read back:
///
///     HEP agent.id=2001 agent.name="edge 1" correlation_id="a84b4c76e66710"
///
/// What is absent (0 or empty) is left out; the order is always this one. Quotes and backslashes have a
/// backslash before them; control characters and bytes that are no UTF-8 are written as \xNN.
struct AgentComment {
    /// Of a name and of a correlation id, in bytes; longer ones are not written, and not believed.
    static constexpr std::size_t longestField = 1024;
    /// What text() can come to.
    static constexpr std::size_t longestText = 64 + longestField * 2 * 4;
    static constexpr std::string_view prefix = "HEP ";

    std::uint32_t agentId = 0;
    std::string agentName;
    std::string correlationId;

    /// Empty when there is nothing to say.
    [[nodiscard]] std::string text() const;

    /// Anything but exactly this form is somebody else's comment: nothing.
    [[nodiscard]] static std::optional<AgentComment> parse(std::string_view text);

    bool operator==(const AgentComment&) const = default;
};

} // namespace core::net
