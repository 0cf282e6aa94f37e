// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/call/call_record.h"
#include "core/session/sqlite/database.h"
#include "core/session/sqlite/statement.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace core::session {

/// The RTP streams of all calls, as lists and filters of calls want them: read when first asked for, and
/// again when the file has changed since. 40 bytes a stream. One thread, and not longer than its database.
class StreamsOfCalls {
public:
    struct Stream {
        std::int64_t call = 0;
        std::uint32_t ssrc = 0;
        std::uint32_t codec = 0; ///< see codecName()
        // filter::Column::absent where there is none
        std::int64_t loss = 0;   ///< thousandths of a percent
        std::int64_t jitter = 0; ///< nanoseconds
        std::int64_t mos = 0;    ///< thousandths
    };

    explicit StreamsOfCalls(sqlite::Database& database) : m_database(database) {}

    /// Takes in what was committed since. After a failure nothing is known.
    base::Status refresh();

    /// False for a session of an earlier program, which did not look for streams.
    [[nodiscard]] bool areKnown() const { return m_areKnown; }

    /// Those that a call announced, by calls and within a call by their ids. Lives until refresh().
    [[nodiscard]] std::span<const Stream> all() const { return m_streams; }

    /// Names have codes from 1; 0 is no name.
    [[nodiscard]] std::size_t codecCount() const { return m_codecs.size(); }

    [[nodiscard]] std::string_view codecName(std::uint32_t code) const { return m_codecs[code]; }

    /// Says in the record which streams the call has.
    void describe(call::CallRecord& record) const;

private:
    base::Status read();
    void add(const sqlite::Statement& row);
    std::uint32_t codeOf(std::string_view codec);

    sqlite::Database& m_database;
    sqlite::Statement m_version;
    std::optional<std::int64_t> m_readVersion;
    bool m_areKnown = false;
    std::vector<Stream> m_streams;
    std::vector<std::string> m_codecs = std::vector<std::string>(1); ///< 0 is no name
    std::map<std::string, std::uint32_t, std::less<>> m_codes;
};

} // namespace core::session
