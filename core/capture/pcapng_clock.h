// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/timestamp.h"

#include <cstdint>

namespace core::capture {

/// Turns the time stamps of one pcapng interface into time, after its options if_tsresol and if_tsoffset.
struct PcapngClock {
    /// if_tsresol: a negative power of ten, or of two when the highest bit is set. Microseconds by default.
    std::uint8_t resolution = 6;
    /// if_tsoffset: seconds to add.
    std::int64_t offsetSeconds = 0;

    [[nodiscard]] base::Timestamp toTime(std::uint64_t stamp) const;
};

} // namespace core::capture
