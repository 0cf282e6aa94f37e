// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/filter/bitmap.h"
#include "core/filter/field.h"
#include "core/filter/filter_error.h"
#include "core/filter/match_budget.h"

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace core::filter {

struct Expression; // expression.h

/// What a piece of filter text is, for highlighting.
enum class TokenKind : std::uint8_t { Field, Operator, Word, Text, Number, Bracket, Keyword };

struct Token {
    TokenKind kind = TokenKind::Word;
    std::size_t offset = 0;
    std::size_t length = 0;
};

/// One way to go on at a place in the text.
struct Completion {
    std::string text;
    std::string description;
};

/// One column of the session as the evaluator sees it: a number per row, either the value itself or a
/// code that a dictionary explains. Equal codes are equal values; two codes may have equal values too.
/// Integers, times, durations, decimals and booleans come as themselves; texts, addresses, endpoints and
/// enumerated fields (transport, state, ...) by codes, where an empty text is no value; defects as the bits
/// of a sip::DefectSet. What counts as absent is written at valueOf() in field.h.
struct Column {
    /// Value per row; Column::absent where there is none. Empty when `codes` is used.
    std::span<const std::int64_t> integers;
    /// Dictionary code per row. Empty when `integers` is used.
    std::span<const std::uint32_t> codes;
    std::size_t codeCount = 0;
    /// Value of a code in [0, codeCount).
    std::function<Value(std::uint32_t)> valueOfCode;
    /// Where a row may have several values, or none (the streams of a call): `integers` or `codes` has an
    /// entry per value, and this the row of each, those of a row one behind the other. Code 0 is no value.
    std::optional<std::span<const std::uint32_t>> rowOfValue = std::nullopt;

    static constexpr std::int64_t absent = INT64_MIN;
};

/// The session's rows as columns in memory, with the message bytes behind them. Rows count from 0 in id
/// order within each scope.
class FilterData {
public:
    virtual ~FilterData() = default;

    [[nodiscard]] virtual std::size_t rows(Scope scope) const = 0;
    /// For every field that is stored (see hasColumn). Views live until the data is refreshed.
    virtual base::Result<Column> column(const Field& field) = 0;

    /// What is wrong with these calls and, as far as that is known, with others: values of
    /// FieldId::CallFindings. Costs reading every message of the calls, so it is asked last and for few.
    virtual base::Result<Column> findings([[maybe_unused]] const Bitmap& calls,
                                          [[maybe_unused]] const std::stop_token& stop)
    {
        Column none;
        none.rowOfValue.emplace();
        return none;
    }

    /// Row of the call of each message.
    virtual base::Result<std::span<const std::uint32_t>> callRowOfMessage() = 0;
    /// Calls `visit` with the bytes of each message row set in `candidates`, in row order, possibly from
    /// several threads at once for different rows. Stops early when `stop` is requested.
    virtual base::Status
    scanMessages(const Bitmap& candidates,
                 const std::function<void(std::size_t row, std::span<const std::byte>)>& visit,
                 std::stop_token stop) = 0;
};

/// True for fields that FilterData::column() is asked for: not those from bytes, not those that are made of
/// others, not findings, and not those that no row has a value of yet.
[[nodiscard]] bool hasColumn(FieldId id);

/// A message of a call, for Filter::matches().
struct MessageWithBytes {
    const call::MessageRecord* record = nullptr;
    std::span<const std::byte> bytes;
};

/// A parsed filter. A value: cheap to copy, can be used from any thread.
class Filter {
public:
    /// The empty filter: matches everything.
    Filter() = default;

    /// A bare field name belongs to `listed`. Returns the filter, or where and why the text is wrong.
    [[nodiscard]] static std::variant<Filter, FilterError> parse(std::string_view text, Scope listed);

    [[nodiscard]] bool isEmpty() const { return m_expression == nullptr; }

    [[nodiscard]] Scope scope() const { return m_scope; }

    /// Rows of scope() that match. ErrorCode::Cancelled when stopped; ErrorCode::FilterTooSlow when a
    /// regular expression needs too many steps on some row, or too long on all of them together.
    [[nodiscard]] base::Result<Bitmap> evaluate(FilterData& data, std::stop_token stop = {},
                                                MatchLimits limits = {}) const;
    /// Those of `candidates` that match.
    [[nodiscard]] base::Result<Bitmap> evaluate(FilterData& data, const Bitmap& candidates,
                                                std::stop_token stop = {}, MatchLimits limits = {}) const;

    /// A comparison is of a field that is wanted.
    [[nodiscard]] bool asksAbout(bool (*isWanted)(FieldId)) const;

    /// It asks about times relative to now.
    [[nodiscard]] bool isRelative() const;
    /// The same with "now" at that time; evaluate() takes the last message of the session for it.
    [[nodiscard]] Filter withNow(base::Timestamp now) const;

    /// The slow reference: one row, everything parsed anew. For tests and for single rows. `call` is the
    /// call of the message; without one no call field has a value. "any message" and the like ask
    /// `messagesOfCall`. A filter that isRelative() must have got its time.
    [[nodiscard]] bool matches(const call::MessageRecord& record, std::span<const std::byte> bytes,
                               std::span<const std::string> sources, const call::CallRecord* call = nullptr,
                               std::span<const MessageWithBytes> messagesOfCall = {}) const;
    /// The same for a row of the calls list and the messages of that call.
    [[nodiscard]] bool matches(const call::CallRecord& record, std::span<const MessageWithBytes> messages,
                               std::span<const std::string> sources) const;

    /// What it says; not of the empty filter.
    [[nodiscard]] const Expression& expression() const { return *m_expression; }

private:
    std::shared_ptr<const Expression> m_expression;
    Scope m_scope = Scope::Message;
};

/// For highlighting: works on wrong and unfinished text too.
[[nodiscard]] std::vector<Token> tokens(std::string_view text);

/// What can stand at `cursor` (byte position), best first. `replaceFrom` gets the start of the word that a
/// completion replaces.
[[nodiscard]] std::vector<Completion> completions(std::string_view text, std::size_t cursor, Scope listed,
                                                  std::size_t& replaceFrom);

} // namespace core::filter
