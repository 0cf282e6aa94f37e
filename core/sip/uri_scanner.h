// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sip/uri.h"

#include <cstddef>

// Internal to core/sip: the tolerant forms of the URI, address and Via parsers. Each fills in what it can
// recognise also from a malformed text and tells whether the text was well-formed.
namespace core::sip {

[[nodiscard]] bool scanUri(std::string_view text, Uri& uri);

/// "host[:port]" of RFC 3261 section 25.1; IPv6 references lose their brackets.
[[nodiscard]] bool scanHostPort(std::string_view text, std::string_view& host,
                                std::optional<std::uint16_t>& port);

/// The common form of it, a name or IPv4 address with or without port, that begins at `from`: its end, or
/// `from` when something else stands there. What follows is for the caller to judge.
[[nodiscard]] std::size_t endOfPlainHostPort(std::string_view text, std::size_t from, std::string_view& host,
                                             std::optional<std::uint16_t>& port);

} // namespace core::sip
