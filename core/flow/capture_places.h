// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/flow/call_flow.h"
#include "core/session/session_reader.h"

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

namespace core::flow {

/// The capture points of a session: what they are called, and by how much their clocks are known to be ahead.
class CapturePlaces {
public:
    /// On the reader's thread.
    [[nodiscard]] static base::Result<CapturePlaces> read(session::SessionReader& reader);

    /// Puts times right where a clock was corrected, and remembers of which.
    void correct(std::vector<call::MessageRecord>& records);
    /// "eth0"; of a capture file without its folder; of an agent behind a listener "edge-1 (2001)".
    [[nodiscard]] std::string nameOf(const call::MessageRecord& record) const;
    /// Those that correct() has corrected times of.
    [[nodiscard]] std::vector<CorrectedClock> corrected() const;

private:
    /// Null: as it is.
    [[nodiscard]] const session::ClockCorrection* correctionOf(const call::MessageRecord& record) const;

    std::unordered_map<base::SourceId, session::SourceRow> m_sources;
    std::vector<session::ClockCorrection> m_corrections;
    std::map<std::string, base::Duration> m_used; ///< by name
};

} // namespace core::flow
