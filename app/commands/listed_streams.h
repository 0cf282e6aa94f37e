// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/terminal.h"
#include "core/base/result.h"
#include "core/export/row_format.h"
#include "core/session/session_reader.h"

namespace app {

/// Writes the RTP streams of a session, with the columns of streamColumns().
[[nodiscard]] core::base::Status writeStreams(core::session::SessionReader& reader,
                                              core::exporting::RowFormat format, Output& output);

} // namespace app
