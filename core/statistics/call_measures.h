// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/session_table.h"

namespace core::statistics {

/// What RFC 6076 measures in each call, for filters, orders and lists: see SessionTable::setMeasures().
[[nodiscard]] base::Result<session::MeasuredCalls> measureCalls(session::SessionTable& table,
                                                                const std::stop_token& stop);

} // namespace core::statistics
