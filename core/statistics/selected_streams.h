// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/session_reader.h"
#include "core/statistics/selection.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace core::statistics {

/// What the statistics need of an RTP stream, rounded as the filter language has it.
struct SelectedStream {
    std::string codec; ///< empty: nobody says
    std::uint64_t packets = 0;
    std::uint64_t expected = 0;
    std::uint64_t missing = 0;
    std::int64_t loss = 0;                ///< thousandths of a percent
    std::optional<std::int64_t> jitter;   ///< nanoseconds; nothing without a clock rate
    std::optional<std::int64_t> mos;      ///< thousandths; nothing of what is no speech
    std::optional<std::uint32_t> callRow; ///< nothing: no signalling announced it
};

/// Streams of the calls that the selection leaves; those without a call too, when it leaves everything.
[[nodiscard]] base::Result<std::vector<SelectedStream>> selectStreams(const Selection& selection,
                                                                      session::SessionReader& reader);

/// Rows of calls by their keys; as long as the selection and its columns.
class CallRows {
public:
    [[nodiscard]] static base::Result<CallRows> of(const Selection& selection);

    /// Nothing when the selection has left the call out.
    [[nodiscard]] std::optional<std::uint32_t> find(base::CallKey call) const;

private:
    const filter::Bitmap* m_selected = nullptr;
    filter::Column m_keys;
};

} // namespace core::statistics
