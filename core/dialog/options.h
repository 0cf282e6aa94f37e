// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sip/message.h"

#include <functional>
#include <string_view>

namespace core::dialog {

/// Visits every value of every field of that name, commas taken apart and white space taken off.
void forEachValue(const sip::Message& message, sip::HeaderName name,
                  const std::function<void(std::string_view)>& visit);

/// An option tag stands in the header (Require, Supported, Unsupported), in any case (RFC 3261
/// section 7.3.1).
[[nodiscard]] bool namesOption(const sip::Message& message, sip::HeaderName header, std::string_view option);

} // namespace core::dialog
