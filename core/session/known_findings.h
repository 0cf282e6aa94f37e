// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/strong_id.h"
#include "core/base/timestamp.h"
#include "core/filter/filter.h"
#include "core/session/id_runs.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <stop_token>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace core::session {

class SessionReader;

/// What is wrong with a call, by the names of its kinds.
struct FoundKinds {
    std::vector<std::string_view> names; ///< constants of the program, each once
    /// Nothing but another message of the call can change it: no timer still runs.
    bool isFinal = false;
};

/// Looks at a call by its messages. On the reader's thread; Cancelled when stopped. `observedUntil` is when
/// the capture ended. This folder knows no rules: who has some gives a table this function.
using FindKinds = std::function<base::Result<FoundKinds>(
    SessionReader& reader, base::CallKey call, base::Timestamp observedUntil, const std::stop_token& stop)>;

/// The findings of those calls that were ever asked about. Looking at a call costs its messages (some 0.1
/// ms), so each is looked at once, and again only when it has changed. One thread.
class KnownFindings {
public:
    /// Some 64 MB; calls beyond are looked at each time.
    static constexpr std::size_t mostKept = 1'000'000;

    void setSource(FindKinds find);

    /// Looks at the calls in `rows` (of `ids`) and gives what is known of all, as filter::Column has it for
    /// several values per row. Without a source no call has findings; nor has one whose messages cannot be
    /// read. What was found before a stop stays known. The column lives until the next call.
    base::Result<filter::Column> column(SessionReader& reader, const IdRuns& ids, const filter::Bitmap& rows,
                                        base::Timestamp observedUntil, const std::stop_token& stop);

    /// These calls have changed since, and the capture may have gone on.
    void forget(std::span<const base::CallKey> changed);

private:
    struct Known {
        std::vector<std::uint32_t> codes; ///< places in m_names
        bool isFinal = false;
    };

    base::Result<const Known*> look(SessionReader& reader, base::CallKey call, base::Timestamp observedUntil,
                                    const std::stop_token& stop);
    std::uint32_t codeOf(std::string_view name);

    FindKinds m_find;
    std::unordered_map<base::CallKey, Known> m_calls;
    Known m_beyond;                            ///< of the call beyond mostKept that was looked at last
    std::vector<std::string_view> m_names{{}}; ///< code 0 is no value
    std::vector<std::uint32_t> m_codes;        ///< of the last column
    std::vector<std::uint32_t> m_rowOfValue;
};

} // namespace core::session
