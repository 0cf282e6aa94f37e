// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/table_columns.h"

#include <algorithm>
#include <iterator>
#include <limits>

namespace core::session {
namespace {

using filter::Column;
using filter::FieldId;
using filter::Value;

Column columnOf(const Series& series)
{
    return {series.integers, {}, 0, {}};
}

} // namespace

TableColumns::TableColumns(sqlite::Database& database, TableDictionaries& dictionaries,
                           StreamsOfCalls& streams, filter::Scope scope)
    : m_database(database), m_dictionaries(dictionaries), m_streams(streams), m_scope(scope),
      m_loader(database, scope == filter::Scope::Message ? "message_rows" : "call_rows",
               scope == filter::Scope::Message ? "id" : "key")
{
}

base::Result<Column> TableColumns::column(FieldId id)
{
    return m_scope == filter::Scope::Message ? messageColumn(id) : callColumn(id);
}

Series& TableColumns::used(Series& series)
{
    series.lastUse = ++m_clock;
    return series;
}

base::Result<std::span<const std::int64_t>> TableColumns::integers(const char* expression)
{
    Series& loaded = series(expression);
    if (auto done = m_loader.extendIntegers(loaded, expression, *m_ids); !done)
        return done.error();
    return std::span<const std::int64_t>{loaded.integers};
}

base::Result<std::span<const std::uint32_t>> TableColumns::codes(const char* expression)
{
    Series& loaded = series(expression);
    if (auto done = m_loader.extendCodes(loaded, expression, *m_ids); !done)
        return done.error();
    return std::span<const std::uint32_t>{loaded.codes};
}

base::Result<Column> TableColumns::numbers(const char* expression)
{
    const auto values = integers(expression);
    if (!values)
        return values.error();
    return Column{*values, {}, 0, {}};
}

base::Result<Column> TableColumns::rowNumbers()
{
    Series& made =
        used(m_derived[m_scope == filter::Scope::Message ? FieldId::MessageId : FieldId::CallKey].series);
    while (made.integers.size() < rows())
        made.integers.push_back(m_ids->idAt(made.integers.size()));
    return columnOf(made);
}

/// CSeq numbers; 0 is absent where there is no CSeq method either.
base::Result<Column> TableColumns::sequenceNumbers()
{
    const auto plain = integers("cseq");
    if (!plain)
        return plain.error();
    const auto starts = loadedCodes("start", Dictionary::Starts);
    if (!starts)
        return starts.error();
    Series& made = used(m_derived[FieldId::CSeqNumber].series);
    for (std::size_t row = made.integers.size(); row < rows(); ++row) {
        const bool isMissing =
            (*plain)[row] == 0 && m_dictionaries.starts[(*starts)->codes[row]].cseqMethod.empty();
        made.integers.push_back(isMissing ? Column::absent : (*plain)[row]);
    }
    return columnOf(made);
}

base::Result<Series*> TableColumns::loadedCodes(const char* expression,
                                                const std::function<std::uint32_t(std::uint32_t)>& check)
{
    Series& loaded = series(expression);
    if (auto done = m_loader.extendCodes(loaded, expression, *m_ids); !done)
        return done.error();
    for (const std::uint32_t row : loaded.uncheckedRows)
        loaded.codes[row] = check(loaded.codes[row]);
    loaded.uncheckedRows.clear();
    for (; loaded.checkedRows < loaded.codes.size(); ++loaded.checkedRows)
        loaded.codes[loaded.checkedRows] = check(loaded.codes[loaded.checkedRows]);
    return &loaded;
}

/// The codes with their dictionary behind them. A code that is not in the dictionary (the file is damaged,
/// or a ring let the row go while we read) becomes 0.
base::Result<Series*> TableColumns::loadedCodes(const char* expression, Dictionary dictionary)
{
    // The rows first: what they name is in the dictionary then.
    if (auto done = m_loader.extendCodes(series(expression), expression, *m_ids); !done)
        return done.error();
    if (auto done = m_dictionaries.load(dictionary); !done)
        return done.error();
    return loadedCodes(expression, [&](std::uint32_t id) { return m_dictionaries.codeOf(dictionary, id); });
}

base::Result<Column> TableColumns::coded(const char* expression, Dictionary dictionary, ValueOfCode value)
{
    const auto loaded = loadedCodes(expression, dictionary);
    if (!loaded)
        return loaded.error();
    return Column{{}, (*loaded)->codes, m_dictionaries.size(dictionary), std::move(value)};
}

base::Result<Column> TableColumns::coded(const char* expression, std::size_t count, ValueOfCode value)
{
    const auto loaded =
        loadedCodes(expression, [count](std::uint32_t code) { return code < count ? code : 0; });
    if (!loaded)
        return loaded.error();
    return Column{{}, (*loaded)->codes, count, std::move(value)};
}

base::Result<Column> TableColumns::path(ValueOfCode value)
{
    return coded("path", Dictionary::Paths, std::move(value));
}

base::Result<Column> TableColumns::start(ValueOfCode value)
{
    return coded("start", Dictionary::Starts, std::move(value));
}

base::Result<Column> TableColumns::text(const char* expression)
{
    return coded(expression, Dictionary::Strings,
                 [this](std::uint32_t code) { return Value{m_dictionaries.strings.at(code)}; });
}

base::Result<Column> TableColumns::enumerated(const char* expression, std::size_t count,
                                              std::string_view (*nameOf)(std::uint32_t))
{
    return coded(expression, count, [nameOf](std::uint32_t code) { return Value{nameOf(code)}; });
}

base::Result<Column> TableColumns::numbersOf(FieldId id, const char* expression, Dictionary dictionary,
                                             const std::function<std::int64_t(std::uint32_t)>& number)
{
    const auto loaded = loadedCodes(expression, dictionary);
    if (!loaded)
        return loaded.error();
    std::vector<std::int64_t> numberOfCode(m_dictionaries.size(dictionary));
    for (std::uint32_t code = 0; code < numberOfCode.size(); ++code)
        numberOfCode[code] = number(code);
    Series& made = used(m_derived[id].series);
    const auto& source = (*loaded)->codes;
    made.integers.reserve(source.size());
    for (std::size_t row = made.integers.size(); row < source.size(); ++row)
        made.integers.push_back(numberOfCode[source[row]]);
    return columnOf(made);
}

base::Result<Column> TableColumns::party(FieldId id, std::uint32_t PartyIds::*which)
{
    const auto loaded = loadedCodes("parties", Dictionary::Parties);
    if (!loaded)
        return loaded.error();
    if (auto done = m_dictionaries.load(Dictionary::Strings); !done)
        return done.error();
    Derived& derived = m_derived[id];
    Series& made = used(derived.series);
    const auto& source = (*loaded)->codes;
    // Far fewer texts than combinations of four: codes of their own make filters and sorting fast.
    derived.codeOfString.resize(m_dictionaries.strings.size());
    if (derived.stringOfCode.empty())
        derived.stringOfCode.push_back(0);
    made.codes.reserve(source.size());
    for (std::size_t row = made.codes.size(); row < source.size(); ++row) {
        const std::uint32_t string =
            m_dictionaries.codeOf(Dictionary::Strings, m_dictionaries.parties[source[row]].*which);
        std::uint32_t& code = derived.codeOfString[string];
        if (code == 0 && string != 0) {
            code = static_cast<std::uint32_t>(derived.stringOfCode.size());
            derived.stringOfCode.push_back(string);
        }
        made.codes.push_back(code);
    }
    return Column{{}, made.codes, derived.stringOfCode.size(), [this, &derived](std::uint32_t code) {
                      return Value{m_dictionaries.strings.at(derived.stringOfCode[code])};
                  }};
}

void TableColumns::setIds(std::shared_ptr<const IdRuns> ids)
{
    if (!ids->beginsWith(*m_ids)) {
        m_derived.clear(); // cheap to make again
        const auto kept = m_ids->keptBy(*ids);
        for (auto entry = m_series.begin(); entry != m_series.end();) {
            const bool isKept = kept && entry->second.keep(*kept);
            entry = isKept ? std::next(entry) : m_series.erase(entry);
        }
    }
    m_ids = std::move(ids);
}

base::Status TableColumns::reread(std::span<const std::int64_t> keys)
{
    m_derived.clear(); // cheap to make again
    for (auto& [expression, loaded] : m_series) {
        if (auto done = m_loader.reread(loaded, expression, *m_ids, keys); !done)
            return done;
    }
    return {};
}

base::Result<std::vector<std::int64_t>> TableColumns::rereadMarks()
{
    std::vector<std::int64_t> changed;
    const auto place = m_series.find(markedExpression);
    if (place == m_series.end())
        return changed;
    Series read;
    Series& known = place->second;
    if (auto done = m_loader.extendIntegers(read, markedExpression, *m_ids); !done)
        return done.error();
    for (std::size_t row = 0; row < known.integers.size(); ++row) {
        if (read.integers[row] != known.integers[row])
            changed.push_back(m_ids->idAt(row));
    }
    known.integers = std::move(read.integers);
    return changed;
}

void TableColumns::forgetAll()
{
    m_series.clear();
    m_derived.clear();
}

std::size_t TableColumns::footprint() const
{
    std::size_t bytes = 0;
    for (const auto& [expression, loaded] : m_series)
        bytes += loaded.footprint();
    for (const auto& [id, derived] : m_derived)
        bytes += derived.series.footprint() +
                 (derived.codeOfString.capacity() + derived.rowOfValue.capacity()) * sizeof(std::uint32_t);
    return bytes;
}

std::uint64_t TableColumns::oldestUse() const
{
    std::uint64_t oldest = std::numeric_limits<std::uint64_t>::max();
    for (const auto& [expression, loaded] : m_series)
        oldest = std::min(oldest, loaded.lastUse);
    for (const auto& [id, derived] : m_derived)
        oldest = std::min(oldest, derived.series.lastUse);
    return oldest;
}

bool TableColumns::forgetOldest()
{
    const std::uint64_t oldest = oldestUse();
    const auto isOldest = [oldest](const Series& series) { return series.lastUse == oldest; };
    return std::erase_if(m_series, [&](const auto& entry) { return isOldest(entry.second); }) +
               std::erase_if(m_derived, [&](const auto& entry) { return isOldest(entry.second.series); }) >
           0;
}

} // namespace core::session
