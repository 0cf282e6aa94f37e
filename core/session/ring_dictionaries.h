// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/strong_id.h"
#include "core/session/commit_batch.h"
#include "core/session/ring_state.h"
#include "core/session/sqlite/database.h"
#include "core/session/sqlite/statement.h"

#include <array>
#include <cstdint>
#include <deque>

namespace core::session {

/// Takes entries out of the dictionaries of a ring that no row names any more. Nobody counts who names an
/// entry: instead the writer gives all values new ids from time to time (a segment), so that once all
/// messages from before are gone, only the few rows that were kept can name the older ids. One thread.
class RingDictionaries {
public:
    /// All rows up to `lastMessage` name ids up to `ids` only.
    base::Status prepare(sqlite::Database& database, base::MessageId lastMessage, const DictionaryIds& ids);

    /// Messages behind this one, and calls that are written from now on, name newer ids only.
    void beginSegment(base::MessageId lastMessage, const DictionaryIds& ids);

    /// Removes a bounded number of entries. Raises the generation when a segment is done.
    base::Status clean(RingState& state);

private:
    static constexpr std::size_t tableCount = 5;

    struct Segment {
        base::MessageId lastMessage;
        std::array<std::int64_t, tableCount> ids{};
    };

    static Segment segment(base::MessageId lastMessage, const DictionaryIds& ids);

    std::deque<Segment> m_segments; ///< oldest first
    std::array<std::int64_t, tableCount> m_cleaned{};
    std::array<sqlite::Statement, tableCount> m_delete;
};

} // namespace core::session
