// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/export/atomic_file.h"
#include "core/export/selection.h"

namespace core::exporting {

/// The frames of the selection as a pcap or pcapng file.
base::Status exportCapture(const Job& job, AtomicFile& file, ExportSummary& summary);

} // namespace core::exporting
