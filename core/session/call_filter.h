// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/session/bloom_filter.h"
#include "core/session/sqlite/database.h"
#include "core/session/sqlite/statement.h"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace core::session {

/// Which Call-IDs a session may have, by their keyed hashes. A filter cannot forget; where calls leave the
/// file, as those of a ring do, it is therefore made anew from time to time, a little with each commit,
/// and stays within a few bytes for each call that is in the file. One thread, and not longer than its
/// database, which is a connection for reading.
class CallFilter {
public:
    explicit CallFilter(sqlite::Database& database);

    /// Takes in all calls of the file.
    base::Status read();

    void add(std::uint64_t hash);
    /// Of a call that may have been forgotten since it was added.
    void addAgain(std::uint64_t hash);

    /// False: certainly not.
    [[nodiscard]] bool mayHave(std::uint64_t hash) const { return m_known.mayContain(hash); }

    /// Goes on with a filter that is being made, or begins one when the present one has become too large for
    /// the calls that are in the file. `filling` is the number of the batch that is being filled, `written`
    /// of the last one that is in the file. A failure to read puts it off.
    void renew(std::uint64_t calls, std::uint64_t filling, std::uint64_t written);

    [[nodiscard]] std::size_t footprint() const
    {
        return m_known.footprint() + (m_next ? m_next->footprint() : 0);
    }

private:
    void takeIn();

    BloomFilter m_known;
    std::optional<BloomFilter> m_next;
    /// Calls that were added before the next filter was begun are in the file with this batch.
    std::uint64_t m_begunWith = 0;
    std::int64_t m_lastHash = 0;
    sqlite::Statement m_hashes;
    sqlite::Statement m_hashesBehind;
};

} // namespace core::session
