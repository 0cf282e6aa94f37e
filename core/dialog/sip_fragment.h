// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sip/message.h"

#include <cstdint>

namespace core::dialog {

/// The status in the message/sipfrag body of a NOTIFY (RFC 3420, RFC 3515 section 2.4.5); 0 when there is
/// none.
[[nodiscard]] std::uint16_t statusOfFragment(const sip::Message& notify);

} // namespace core::dialog
