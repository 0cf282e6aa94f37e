// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/filter/filter.h"

#include <atomic>
#include <deque>
#include <map>
#include <string>
#include <vector>

namespace tests {

/// Messages and calls as plain records, with columns made from them: what a session is to the evaluator.
class RecordData : public core::filter::FilterData {
public:
    std::vector<core::call::MessageRecord> messages;
    std::vector<std::string> bytes; ///< of each message
    std::vector<core::call::CallRecord> calls;
    std::vector<std::string> sources;
    /// Threads that scan messages.
    unsigned threads = 1;
    /// Rows whose bytes were read so far.
    std::atomic<std::size_t> rowsScanned = 0;
    std::size_t scans = 0;
    /// Calls whose findings were asked for so far.
    std::size_t callsLookedAt = 0;

    /// Appends a message, parsed from its text; its call must exist or is made.
    core::call::MessageRecord& addMessage(std::string text, std::string_view source,
                                          std::string_view destination, core::net::Transport transport,
                                          std::int64_t milliseconds);

    [[nodiscard]] std::size_t rows(core::filter::Scope scope) const override;
    core::base::Result<core::filter::Column> column(const core::filter::Field& field) override;
    core::base::Result<core::filter::Column> findings(const core::filter::Bitmap& asked,
                                                      const std::stop_token& stop) override;
    core::base::Result<std::span<const std::uint32_t>> callRowOfMessage() override;
    core::base::Status scanMessages(const core::filter::Bitmap& candidates,
                                    const std::function<void(std::size_t, std::span<const std::byte>)>& visit,
                                    std::stop_token stop) override;

    [[nodiscard]] std::vector<core::filter::MessageWithBytes> messagesOfCall(std::size_t row) const;
    [[nodiscard]] std::span<const std::byte> bytesOf(std::size_t row) const;

private:
    struct Stored {
        std::vector<std::int64_t> integers;
        std::vector<std::uint32_t> codes;
        std::deque<std::string> texts;
        std::vector<core::filter::Value> values;
        std::vector<std::uint32_t> rowOfValue;
    };

    core::filter::Column listColumn(const core::filter::Field& field, Stored& stored) const;
    core::filter::Value valueOfRow(const core::filter::Field& field, std::size_t row) const;
    static std::uint32_t intern(Stored& stored, const core::filter::Value& value);

    std::map<core::filter::FieldId, Stored> m_columns;
    std::vector<std::uint32_t> m_callRows;
};

/// "192.0.2.1:5060", "[2001:db8::1]:5060"
core::net::Endpoint endpoint(std::string_view text);

/// A small SIP message: `startLine` and headers, one per line with LF, which become CRLF.
std::string sipText(std::string_view lines);

} // namespace tests
