// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/filter/field.h"

#include <vector>

namespace core::filter {

/// Values of a field such as SdpPort, each once, in the order of the SDP; none without SDP. Texts are views
/// of the message or of constants.
[[nodiscard]] std::vector<Value> valuesOfSdp(FieldId id, const sip::Message& message);

} // namespace core::filter
