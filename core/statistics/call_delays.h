// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/statistics/selection.h"
#include "core/statistics/session_counter.h"

#include <string>
#include <vector>

namespace core::statistics {

/// A kind of delay, as measured in each call that the selection leaves.
struct CallDelay {
    std::string name;      ///< a field of calls ("pdd"), or a measure of RFC 6076 ("SRD")
    std::string condition; ///< of the filter language, for the calls that may have it
    bool isField = false;
    std::vector<Delay> delays;
};

/// All kinds that the report knows, those of RFC 6076 behind the fields.
[[nodiscard]] base::Result<std::vector<CallDelay>> callDelays(const Selection& selection,
                                                              const SessionCounts& counts);

/// The measures of RFC 6076 are of these calls, as far as the filter language can tell.
struct MeasureConditions {
    static constexpr const char* session = "type == call and msg.method == \"INVITE\"";
    static constexpr const char* answered =
        "type == call and msg.method == \"INVITE\" and final_status in {200 .. 299}";
    static constexpr const char* delivered = "type == call and msg.method == \"INVITE\" and final_status in "
                                             "{200 .. 299, 480, 486, 487, 600, 603}";
    static constexpr const char* refused =
        "type == call and msg.method == \"INVITE\" and final_status >= 400";
    static constexpr const char* ended = R"(type == call and msg.method == "INVITE" and msg.method == "BYE")";
    static constexpr const char* registration = "type == registration";
    static constexpr const char* registered = "type == registration and msg.status == 200";
};

} // namespace core::statistics
