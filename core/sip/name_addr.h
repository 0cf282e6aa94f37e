// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sip/uri.h"

namespace core::sip {

/// From, To, Contact, Route and the like (RFC 3261 section 20.10): optional display name, URI, parameters.
struct NameAddr {
    /// Without quotes; escapes are kept as written.
    std::string_view displayName;
    /// As written, without angle brackets.
    std::string_view uriText;
    Uri uri;
    /// Of the header, not of the URI: ";tag=1928301774".
    std::string_view parameters;

    [[nodiscard]] std::optional<std::string_view> parameter(std::string_view name) const
    {
        return findParameter(parameters, name);
    }

    /// The first value of the field. Nothing when it is malformed.
    [[nodiscard]] static std::optional<NameAddr> parse(std::string_view value);
};

/// Splits a comma-separated header value, commas in quotes and angle brackets left alone (also in
/// ones that never close). Takes the first value off `rest`; false at the end.
bool nextValue(std::string_view& rest, std::string_view& value);

} // namespace core::sip
