// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flow/call_flow.h"
#include "ui/adapt/format.h"

#include <QString>

#include <cstddef>

namespace ui::ladder {

/// "dialog 2": of several under one Call-ID.
[[nodiscard]] QString dialogWord(std::size_t number);
/// An arrow in one sentence, for tool tips and screen readers. `arrow` is one of `flow`.
[[nodiscard]] QString describeArrow(const core::flow::CallFlow& flow, const core::flow::Arrow& arrow,
                                    adapt::Zone zone);

} // namespace ui::ladder
