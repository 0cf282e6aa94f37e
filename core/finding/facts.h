// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/dialog/call_story.h"

#include <optional>
#include <string>
#include <string_view>

// What several rules ask of a story.
namespace core::finding {

/// What is sent again within this time after its response or ACK may have been on its way already, and is no
/// sign that the one was lost.
inline constexpr base::Duration crossingTime = std::chrono::seconds{1};

/// A sender that gets no answer repeats a request six times by timer A, in 32 s. Five have lasted 15 s.
inline constexpr std::size_t lateRepetitions = 5;

/// "INVITE" or "200 OK".
[[nodiscard]] std::string titleOf(const sip::Message& message);
/// "32.1": seconds with one decimal, with three below one second, to the nearest.
[[nodiscard]] std::string secondsText(base::Duration duration);

/// An address that is valid only within some network: RFC 1918, 6598 (carrier NAT), 3927 and 4291
/// (link-local), 4193, loopback.
[[nodiscard]] bool isPrivate(const net::IpAddress& address);
/// 0.0.0.0 or ::
[[nodiscard]] bool isUnspecified(const net::IpAddress& address);
/// The address when `host` is one, with or without brackets; nothing for names.
[[nodiscard]] std::optional<net::IpAddress> addressOf(std::string_view host);

/// Nothing of the message is missing, as far as it can be known.
[[nodiscard]] bool isWhole(const dialog::StoryMessage& message);
/// It has a single Via: a request straight from who made it, or a response straight from who gave it.
[[nodiscard]] bool isDirect(const sip::Message& message);
/// It goes from one public address to another, and comes straight from who made it: what private addresses it
/// names cannot be reached from where it arrives.
[[nodiscard]] bool isFromOutside(const dialog::StoryMessage& message);

/// What tells one request of a call from another on all of its hops.
[[nodiscard]] std::string requestKey(const sip::Message& message);

/// Where the message came from, as text.
[[nodiscard]] std::string sourceOf(const dialog::StoryMessage& message);
[[nodiscard]] std::string destinationOf(const dialog::StoryMessage& message);

} // namespace core::finding
