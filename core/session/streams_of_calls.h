// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/call/call_record.h"
#include "core/session/sqlite/database.h"
#include "core/session/sqlite/statement.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace core::session {

/// The RTP streams of all calls, as lists and filters of calls want them: each field is read when first asked
/// for, and again when the file has changed since. 16 bytes a stream and 4 to 8 a field. One thread, and not
/// longer than its database.
class StreamsOfCalls {
public:
    /// A field of all streams, in the order of calls().
    struct Field {
        std::vector<std::int64_t> integers;    ///< of numbers; filter::Column::absent where there is none
        std::vector<std::uint32_t> codes;      ///< of texts and addresses; 0 is no value
        std::vector<call::StreamValue> values; ///< of codes
    };

    explicit StreamsOfCalls(sqlite::Database& database) : m_database(database) {}

    /// Takes in what was committed since. After a failure nothing is known.
    base::Status refresh();

    /// False for a session of an earlier program, which did not look for streams.
    [[nodiscard]] bool areKnown() const { return m_areKnown; }

    /// The call of each stream that a call announced, by calls and within a call by the streams' ids. Lives
    /// until refresh().
    [[nodiscard]] std::span<const std::int64_t> calls() const { return m_calls; }

    /// As of the last refresh().
    base::Result<std::shared_ptr<const Field>> field(call::StreamField id);

    /// The fields that describe() says something of from now on, and no others.
    void setDescribed(std::vector<call::StreamField> fields) { m_described = std::move(fields); }

    /// Says in the record which streams the call has. After refresh().
    base::Status describe(call::CallRecord& record);

private:
    base::Status read();
    base::Status load(call::StreamField id, Field& field);

    sqlite::Database& m_database;
    sqlite::Statement m_version;
    std::optional<std::int64_t> m_readVersion;
    bool m_areKnown = false;
    std::vector<std::int64_t> m_calls;
    std::vector<std::int64_t> m_streams; ///< ids, ascending
    std::vector<std::uint32_t> m_places; ///< of each of m_streams: its place in m_calls
    std::map<call::StreamField, std::shared_ptr<const Field>> m_fields;
    std::vector<call::StreamField> m_described{call::StreamField::Mos};
};

} // namespace core::session
