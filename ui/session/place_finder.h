// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/filter/field.h"
#include "core/session/session_reader.h"
#include "ui/adapt/format.h"

#include <QString>
#include <QTime>

#include <string>
#include <variant>

namespace ui::session {

/// Where to go in a list: the number of a row, a time of day, or a Call-ID.
using Place = std::variant<std::int64_t, QTime, std::string>;

/// "1284", "14:05", "14:05:32.118"; everything else is a Call-ID.
[[nodiscard]] Place parsePlace(const QString& text);

/// The id of the call or message there. A time means the first row at or after it, from the begin of the
/// session on, and the last one when all are earlier. Errors: CallUnknown, MessageUnknown. Loader thread.
[[nodiscard]] core::base::Result<std::int64_t> findPlace(core::session::SessionReader& reader,
                                                         const Place& place, core::filter::Scope scope,
                                                         adapt::Zone zone);

} // namespace ui::session
