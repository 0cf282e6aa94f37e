// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/keyed_hash.h"
#include "core/call/call_record.h"
#include "core/session/call_filter.h"
#include "core/session/row_reader.h"
#include "core/session/sqlite/database.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>

namespace core::session {

/// Finds calls in the file by Call-ID, over a read connection of its own. Call-IDs that the file does not
/// have cost no query. One thread at a time.
class CallFinder {
public:
    /// The session must exist. Reads the hashes of all its calls.
    [[nodiscard]] static base::Result<std::unique_ptr<CallFinder>> open(const std::filesystem::path& path);

    [[nodiscard]] std::uint64_t hashOf(std::string_view callId) const
    {
        return base::keyedHash(m_key, callId);
    }

    /// What calls the session may have, those on their way into it too.
    [[nodiscard]] CallFilter& known() { return m_known; }

    /// From the file as one commit left it, whatever is written or checkpointed meanwhile; nothing when it
    /// is not there, or cannot be read.
    [[nodiscard]] std::optional<call::CallRecord> find(std::uint64_t hash, std::string_view callId);

private:
    CallFinder(sqlite::Database database, base::HashKey key);

    sqlite::Database m_database;
    base::HashKey m_key;
    CallFilter m_known;
    RowReader m_rows;
};

} // namespace core::session
