// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hep/hep_decoder.h"
#include "core/media/media_report.h"
#include "core/net/frame_detail.h"

namespace core::engine {

/// Why something is no packet of HEP.
[[nodiscard]] net::FrameDetail detailOf(hep::HepRefusal refusal);

/// What a packet of HEP without SIP carried: the numbers of chunk 0x000b, as senders use them.
[[nodiscard]] net::FrameDetail detailOf(hep::PayloadType type);

/// Why a report on media cannot be read.
[[nodiscard]] net::FrameDetail detailOf(media::ReportFault fault);

/// Whether a packet of HEP brings a report on media, as JSON or in the words of RFC 6035.
[[nodiscard]] bool isMediaReport(hep::PayloadType type);

} // namespace core::engine
