// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/filter/filter.h"
#include "core/session/id_runs.h"
#include "core/session/series.h"
#include "core/session/streams_of_calls.h"
#include "core/session/table_dictionaries.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace core::session {

/// The columns of one scope (messages or calls), made from series of the file and from dictionaries when
/// they are first asked for. One thread.
class TableColumns {
public:
    /// `dictionaries` and `streams` are shared by both scopes and must outlive this.
    TableColumns(sqlite::Database& database, TableDictionaries& dictionaries, StreamsOfCalls& streams,
                 filter::Scope scope);

    [[nodiscard]] std::size_t rows() const { return m_ids->size(); }

    [[nodiscard]] const std::shared_ptr<const IdRuns>& ids() const { return m_ids; }

    /// Some calls may have lost their start since.
    void forgetLostStarts() { m_series.erase(lostStartExpression); }

    /// Some calls may have other streams since.
    void forgetStreams();

    /// The rows from now on; what is loaded of those that stay is kept.
    void setIds(std::shared_ptr<const IdRuns> ids);

    void setSourceNames(std::vector<std::string> names) { m_sourceNames = std::move(names); }

    [[nodiscard]] std::span<const std::string> sourceNames() const { return m_sourceNames; }

    base::Result<filter::Column> column(filter::FieldId id);
    /// Values of a column of numbers.
    base::Result<std::span<const std::int64_t>> integers(const char* expression);
    base::Result<std::span<const std::uint32_t>> codes(const char* expression);

    /// Reads these rows again in all series.
    base::Status reread(std::span<const std::int64_t> keys);
    /// Reads again which calls are marked, if that was ever asked for. Returns the keys of those that
    /// changed.
    base::Result<std::vector<std::int64_t>> rereadMarks();
    void forgetAll();

    [[nodiscard]] std::size_t footprint() const;
    /// Forgets what was not used for longest; false when there is nothing left.
    bool forgetOldest();
    [[nodiscard]] std::uint64_t oldestUse() const;

private:
    static constexpr const char* markedExpression = "call_id IN (SELECT call_id FROM marks WHERE frame = 0)";

    /// Whether the ring has taken the first message.
    static constexpr const char* lostStartExpression = "first_message NOT IN (SELECT id FROM message_rows)";

    using ValueOfCode = std::function<filter::Value(std::uint32_t)>;

    base::Result<filter::Column> messageColumn(filter::FieldId id);
    base::Result<filter::Column> callColumn(filter::FieldId id);
    base::Result<filter::Column> streamColumn(filter::FieldId id);
    base::Result<filter::Column> numbers(const char* expression);
    base::Result<filter::Column> rowNumbers();
    base::Result<filter::Column> sequenceNumbers();
    base::Result<filter::Column> coded(const char* expression, Dictionary dictionary, ValueOfCode value);
    /// Codes from 0 to `count`, without a dictionary in the file.
    base::Result<filter::Column> coded(const char* expression, std::size_t count, ValueOfCode value);
    /// Numbers that a dictionary has for the codes of another series.
    base::Result<filter::Column> numbersOf(filter::FieldId id, const char* expression, Dictionary dictionary,
                                           const std::function<std::int64_t(std::uint32_t)>& number);
    /// Texts of one of the four parties, with dense codes of their own.
    base::Result<filter::Column> party(filter::FieldId id, std::uint32_t PartyIds::*which);
    base::Result<filter::Column> path(ValueOfCode value);
    base::Result<filter::Column> start(ValueOfCode value);
    base::Result<filter::Column> text(const char* expression);
    base::Result<filter::Column> enumerated(const char* expression, std::size_t count,
                                            std::string_view (*nameOf)(std::uint32_t));

    Series& used(Series& series);

    Series& series(const std::string& expression) { return used(m_series[expression]); }

    base::Result<Series*> loadedCodes(const char* expression, Dictionary dictionary);
    /// `check(code)` makes of a code in the file one that has a value.
    base::Result<Series*> loadedCodes(const char* expression,
                                      const std::function<std::uint32_t(std::uint32_t)>& check);

    /// Made from other series, as far as these reached.
    struct Derived {
        Series series;
        std::vector<std::uint32_t> stringOfCode; ///< of party(): the code of the string behind each code
        std::vector<std::uint32_t> codeOfString;
        std::vector<std::uint32_t> rowOfValue; ///< of fields of streams, see filter::Column
        /// What the codes of a field of streams mean.
        std::shared_ptr<const StreamsOfCalls::Field> streams;
    };

    base::Status fillFromStreams(filter::FieldId id, Series& series);
    base::Status fillWithStreams(filter::FieldId id, Derived& derived);

    sqlite::Database& m_database;
    TableDictionaries& m_dictionaries;
    StreamsOfCalls& m_streams;
    filter::Scope m_scope;
    SeriesLoader m_loader;
    std::shared_ptr<const IdRuns> m_ids = std::make_shared<const IdRuns>();
    std::vector<std::string> m_sourceNames;
    std::uint64_t m_clock = 0;
    std::map<std::string, Series> m_series; ///< by SQL expression
    std::map<filter::FieldId, Derived> m_derived;
};

} // namespace core::session
