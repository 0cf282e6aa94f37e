// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/export/row_format.h"
#include "core/session/stream_rows.h"

#include <string_view>
#include <vector>

namespace app {

/// The cells of an RTP stream, in the order of streamColumns(); views of the stream and of `callId`. Without
/// its intervals the lowest MOS is that of the whole stream.
[[nodiscard]] std::vector<core::exporting::Cell>
cellsOf(const core::session::StreamRow& stream, std::string_view callId,
        const std::vector<core::session::StreamIntervalRow>& intervals);

} // namespace app
