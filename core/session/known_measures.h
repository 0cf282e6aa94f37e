// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/call/call_measures.h"
#include "core/filter/filter.h"

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <utility>
#include <vector>

namespace core::session {

class SessionTable;

/// A measure of all calls: the row of a call and nanoseconds for each time that it was measured, by rows.
struct MeasuredDelays {
    std::vector<std::uint32_t> rows;
    std::vector<std::int64_t> nanoseconds;
};

using MeasuredCalls = std::array<MeasuredDelays, call::measureCount>;

/// Measures all calls. Uses the table but does not select or refresh. This folder knows of no measures: who
/// does gives a table this function.
using MeasureCalls =
    std::function<base::Result<MeasuredCalls>(SessionTable& table, const std::stop_token& stop)>;

/// The measures of all calls, taken when they are first asked for. One thread.
class KnownMeasures {
public:
    void setSource(MeasureCalls measure)
    {
        m_measure = std::move(measure);
        forget();
    }

    /// Without a source no call has a value. The column lives until forget().
    base::Result<filter::Column> column(SessionTable& table, call::Measure measure,
                                        const std::stop_token& stop);

    /// Messages or calls came.
    void forget() { m_measured.reset(); }

private:
    MeasureCalls m_measure;
    std::optional<MeasuredCalls> m_measured;
};

} // namespace core::session
