// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

// Internal to core/sip: bodies of several parts (RFC 2046 section 5.1, RFC 5621).
namespace core::sip {

/// True for "application/sdp" with or without parameters.
[[nodiscard]] bool isSdpType(std::string_view contentType);

[[nodiscard]] bool isMultipartType(std::string_view contentType);

/// The first application/sdp part of a multipart body, also within nested multiparts; a view of `body`,
/// empty when there is none.
[[nodiscard]] std::string_view findSdpPart(std::string_view contentType, std::string_view body);

} // namespace core::sip
