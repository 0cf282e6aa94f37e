// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace core::call {

/// Delays that RFC 6076 measures in a call.
enum class Measure : std::uint8_t {
    SessionRequest,      ///< SRD, section 4.3, of attempts that were answered and of those that failed
    SessionDisconnect,   ///< SDD, section 4.4
    SessionDuration,     ///< SDT, section 4.5
    RegistrationRequest, ///< RRD, section 4.1
};
inline constexpr std::size_t measureCount = 4;

struct MeasuredDelay {
    Measure measure = Measure::SessionRequest;
    std::int64_t nanoseconds = 0;
};

/// Each measure as often as it was taken. One vector, because records of calls are copied with every message.
using CallMeasures = std::vector<MeasuredDelay>;

} // namespace core::call
