// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace core::base {

/// A number that names one thing of one kind and cannot be mixed with the number of another kind.
/// 0 is "none"; real ids start at 1.
template <typename Tag>
struct StrongId {
    std::int64_t value = 0;

    constexpr explicit operator bool() const { return value != 0; }

    constexpr auto operator<=>(const StrongId&) const = default;
};

/// Frame number: arrival order in the session, from 1.
using FrameNumber = StrongId<struct FrameTag>;
/// Message id: arrival order of SIP messages in the session, from 1.
using MessageId = StrongId<struct MessageTag>;
/// Our number of a call: everything under one Call-ID. Not the Call-ID header itself.
using CallKey = StrongId<struct CallTag>;
/// A capture file, interface or HEP listener of the session.
using SourceId = StrongId<struct SourceTag>;
/// A HEP sender with its capture id, as seen by one source.
using AgentId = StrongId<struct AgentTag>;

} // namespace core::base

template <typename Tag>
struct std::hash<core::base::StrongId<Tag>> {
    std::size_t operator()(core::base::StrongId<Tag> id) const noexcept
    {
        return std::hash<std::int64_t>{}(id.value);
    }
};
