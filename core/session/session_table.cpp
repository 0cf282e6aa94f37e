// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/session_table.h"
#include "core/session/link_decisions.h"

#include "core/filter/registration_fields.h"
#include "core/session/call_changes.h"
#include "core/session/primary.h"
#include "core/session/reader_implementation.h"
#include "core/session/ring_state.h"
#include "core/session/row_sorter.h"
#include "core/session/sqlite/write_scope.h"
#include "core/session/table_columns.h"
#include "core/session/time_histogram.h"

#include <algorithm>
#include <utility>

namespace core::session {
namespace {

using base::ErrorCode;
using filter::Bitmap;
using filter::FieldId;
using filter::Scope;

constexpr std::uint32_t noRow = UINT32_MAX;

/// Not of the columns of this table: see setLegs(), setMeasures() and KnownRegistrations.
bool isMadeElsewhere(FieldId id)
{
    return id == FieldId::CallLegs || filter::isMeasure(id) || filter::isOfRegistrations(id);
}

} // namespace

class SessionTable::Implementation {
public:
    Implementation(std::unique_ptr<SessionReader> reader, std::size_t budget)
        : m_reader(std::move(reader)), m_budget(budget), m_dictionaries(database()),
          m_messages(database(), m_dictionaries, streamsOfCalls(), Scope::Message),
          m_calls(database(), m_dictionaries, streamsOfCalls(), Scope::Call),
          m_marksVersion(database(), marksVersionQuery), m_linksVersion(database(), linksVersionQuery),
          m_changes(database())
    {
    }

    [[nodiscard]] sqlite::Database& database() { return m_reader->implementation().database(); }

    [[nodiscard]] StreamsOfCalls& streamsOfCalls() { return m_reader->implementation().streamsOfCalls(); }

    [[nodiscard]] SessionReader& reader() { return *m_reader; }

    [[nodiscard]] TableColumns& columns(Scope scope)
    {
        return scope == Scope::Message ? m_messages : m_calls;
    }

    [[nodiscard]] const TableColumns& columns(Scope scope) const
    {
        return scope == Scope::Message ? m_messages : m_calls;
    }

    [[nodiscard]] base::Timestamp observedUntil() const { return m_progress.lastTime; }

    base::Result<Refresh> refresh();

    [[nodiscard]] const SessionProgress& progress() const { return m_progress; }

    base::Result<std::span<const std::uint32_t>> callRows();
    base::Status keepTimeRange(const Query& query, Bitmap& rows);
    base::Status sort(const Query& query, std::vector<std::uint32_t>& rows, const std::stop_token& stop);
    base::Status scan(const std::vector<std::uint32_t>& rows,
                      const std::function<void(std::size_t, std::span<const std::byte>)>& visit,
                      const std::stop_token& stop);
    base::Result<TimeHistogram> histogram(std::size_t bins, SessionTable& table);
    void keepWithinBudget();

private:
    void takeIds(SessionIds ids);
    base::Result<bool> takeChangedMarks(std::vector<std::int64_t>& changed);
    base::Result<bool> takeChangedLinks();

    std::unique_ptr<SessionReader> m_reader;
    std::size_t m_budget;
    TableDictionaries m_dictionaries;
    TableColumns m_messages;
    TableColumns m_calls;
    sqlite::Statement m_marksVersion;
    sqlite::Statement m_linksVersion;
    CallChanges m_changes;
    SessionProgress m_progress;
    SessionIds m_ids;
    std::int64_t m_seenMarks = 0;
    std::int64_t m_seenLinks = 0;
    bool m_isFirst = true;
    std::vector<std::uint32_t> m_callRows;
};

void SessionTable::Implementation::takeIds(SessionIds ids)
{
    if (ids.ring.dictionaryGeneration != m_ids.ring.dictionaryGeneration) {
        m_messages.forgetAll();
        m_calls.forgetAll();
        m_dictionaries.forgetAll();
    }
    if (ids.ring.generation != m_ids.ring.generation) {
        m_callRows.clear();
        m_calls.forgetLostStarts();
    }
    m_messages.setIds(ids.messages);
    m_calls.setIds(ids.calls);
    m_calls.forgetStreams();
    m_ids = std::move(ids);
}

/// Marks are set by anybody at any time, past the writer and its list of changes. True when they were.
base::Result<bool> SessionTable::Implementation::takeChangedMarks(std::vector<std::int64_t>& changed)
{
    const std::int64_t version = m_marksVersion.query().next() ? m_marksVersion.integer(0) : 0;
    const base::Status status = m_marksVersion.status();
    m_marksVersion.reset();
    if (!status)
        return status.error();
    if (version == std::exchange(m_seenMarks, version) || m_isFirst)
        return false;
    const auto marked = m_calls.rereadMarks();
    if (!marked)
        return marked.error();
    changed.insert(changed.end(), marked->begin(), marked->end());
    return true;
}

base::Result<bool> SessionTable::Implementation::takeChangedLinks()
{
    const std::int64_t version = m_linksVersion.query().next() ? m_linksVersion.integer(0) : 0;
    const base::Status status = m_linksVersion.status();
    m_linksVersion.reset();
    if (!status)
        return status.error();
    return version != std::exchange(m_seenLinks, version) && !m_isFirst;
}

base::Result<SessionTable::Refresh> SessionTable::Implementation::refresh()
{
    Refresh result;
    std::vector<std::int64_t> changed;
    SessionIds ids;
    {
        const sqlite::ReadScope scope{database()};
        const auto progress = m_reader->progress();
        if (!progress)
            return progress.error();
        auto changes = m_changes.read(*m_calls.ids());
        if (!changes)
            return changes.error();
        auto present = readSessionIds(database(), m_ids, progress->lastMessage, progress->lastCall);
        if (!present)
            return present.error();
        result.progress = *progress;
        changed = std::move(*changes);
        ids = std::move(*present);
    }
    const auto sources = m_reader->sources();
    if (!sources)
        return sources.error();
    std::vector<std::string> names;
    for (const SourceRow& source : *sources) {
        const auto id = static_cast<std::size_t>(std::max<std::int64_t>(source.id.value, 0));
        names.resize(std::max(names.size(), id));
        if (id > 0)
            names[id - 1] = source.name;
    }
    m_messages.setSourceNames(std::move(names));
    takeIds(std::move(ids));
    if (auto done = m_calls.reread(changed); !done)
        return done.error();
    const auto haveMarksChanged = takeChangedMarks(changed);
    if (!haveMarksChanged)
        return haveMarksChanged.error();
    result.haveMarksChanged = *haveMarksChanged;
    const auto haveLinksChanged = takeChangedLinks();
    if (!haveLinksChanged)
        return haveLinksChanged.error();
    result.haveLinksChanged = *haveLinksChanged;
    for (const std::int64_t key : changed)
        result.changedCalls.push_back({key});
    m_progress = result.progress;
    m_isFirst = false;
    keepWithinBudget();
    return result;
}

base::Result<std::span<const std::uint32_t>> SessionTable::Implementation::callRows()
{
    const auto keys = m_messages.codes("call");
    if (!keys)
        return keys.error();
    // No call becomes a row that does not exist.
    for (std::size_t row = m_callRows.size(); row < keys->size(); ++row)
        m_callRows.push_back(static_cast<std::uint32_t>(m_calls.ids()->rowOf((*keys)[row]).value_or(noRow)));
    return std::span<const std::uint32_t>{m_callRows};
}

base::Status SessionTable::Implementation::keepTimeRange(const Query& query, Bitmap& rows)
{
    const auto times = m_messages.integers("captured");
    if (!times)
        return times.error();
    const std::int64_t from = query.from ? base::toNanoseconds(*query.from) : INT64_MIN;
    const std::int64_t to = query.to ? base::toNanoseconds(*query.to) : INT64_MAX;
    const auto isInside = [&](std::size_t row) {
        return (*times)[row] >= from && (*times)[row] < to && (*times)[row] != filter::Column::absent;
    };
    Bitmap inside{rows.size()};
    if (query.scope == Scope::Message) {
        for (std::size_t row = 0; row < times->size(); ++row) {
            if (isInside(row))
                inside.set(row);
        }
    } else {
        const auto calls = callRows();
        if (!calls)
            return calls.error();
        for (std::size_t row = 0; row < times->size(); ++row) {
            if (isInside(row) && (*calls)[row] < inside.size())
                inside.set((*calls)[row]);
        }
    }
    rows &= inside;
    return {};
}

base::Status SessionTable::Implementation::sort(const Query& query, std::vector<std::uint32_t>& rows,
                                                const std::stop_token& stop)
{
    const filter::FieldReference& by = query.sortField;
    if (by.field == nullptr) {
        if (query.order == SortOrder::Descending)
            std::reverse(rows.begin(), rows.end());
        return {};
    }
    if (by.field->scope != query.scope)
        return base::Error{ErrorCode::FieldUnknown, m_reader->path().string(), std::string{by.field->name}};
    if (!by.field->isFromBytes) {
        if (!filter::hasColumn(by.field->id))
            return {}; // no row has a value
        const auto column = columns(query.scope).column(by.field->id);
        if (!column)
            return column.error();
        sortRows(rows, *by.field, *column, query.order);
        return {};
    }
    const bool isNumber = by.field->type == filter::ValueType::Integer;
    std::vector<std::string> texts(isNumber ? 0 : rows.size());
    std::vector<std::int64_t> numbers(isNumber ? m_messages.ids()->size() : 0, filter::Column::absent);
    const auto scanned = scan(
        rows,
        [&](std::size_t index, std::span<const std::byte> bytes) {
            thread_local sip::Message message;
            static const call::MessageRecord nothingStored;
            if (!message.parse(bytes))
                return;
            const filter::Value value = filter::valueOf(by, nothingStored, &message, {});
            if (const auto* number = std::get_if<std::int64_t>(&value); number != nullptr && isNumber)
                numbers[rows[index]] = *number;
            else if (const auto text = filter::textIn(value); text && !isNumber)
                texts[index] = *text;
        },
        stop);
    if (!scanned)
        return scanned;
    if (isNumber)
        sortRows(rows, *by.field, filter::Column{numbers, {}, 0, {}}, query.order);
    else
        sortRows(rows, texts, query.order);
    return {};
}

base::Status
SessionTable::Implementation::scan(const std::vector<std::uint32_t>& rows,
                                   const std::function<void(std::size_t, std::span<const std::byte>)>& visit,
                                   const std::stop_token& stop)
{
    std::vector<base::MessageId> ids;
    ids.reserve(rows.size());
    for (const std::uint32_t row : rows)
        ids.push_back({m_messages.ids()->idAt(row)});
    return m_reader->scanMessages(ids, visit, stop);
}

base::Result<TimeHistogram> SessionTable::Implementation::histogram(std::size_t bins, SessionTable& table)
{
    HistogramInput input;
    for (const auto& [target, id] : {std::pair{&HistogramInput::messageTimes, FieldId::MessageTime},
                                     std::pair{&HistogramInput::messageStatuses, FieldId::Status},
                                     std::pair{&HistogramInput::callStarts, FieldId::CallTime},
                                     std::pair{&HistogramInput::callDurations, FieldId::CallDuration}}) {
        const auto column = table.column(filter::field(id));
        if (!column)
            return column.error();
        input.*target = column->integers;
    }
    for (const auto& [target, id] : {std::pair{&HistogramInput::callTypes, FieldId::CallType},
                                     std::pair{&HistogramInput::callStates, FieldId::CallState}}) {
        const auto column = table.column(filter::field(id));
        if (!column)
            return column.error();
        input.*target = column->codes;
    }
    auto made = makeHistogram(input, m_progress.firstTime, m_progress.lastTime, bins);
    keepWithinBudget();
    return made;
}

/// Between two questions, so that no column vanishes while it is looked at.
void SessionTable::Implementation::keepWithinBudget()
{
    while (m_messages.footprint() + m_calls.footprint() + m_callRows.capacity() * sizeof(std::uint32_t) >
           m_budget) {
        if (m_callRows.capacity() > 0) {
            std::vector<std::uint32_t>{}.swap(m_callRows);
            continue;
        }
        TableColumns& older = m_messages.oldestUse() <= m_calls.oldestUse() ? m_messages : m_calls;
        if (!older.forgetOldest())
            return;
    }
}

base::Result<std::unique_ptr<SessionTable>> SessionTable::open(const std::filesystem::path& path,
                                                               std::size_t budget)
{
    auto reader = SessionReader::open(path);
    if (!reader)
        return reader.error();
    std::unique_ptr<SessionTable> table{
        new SessionTable(std::make_unique<Implementation>(std::move(*reader), budget))};
    if (const auto state = table->refresh(); !state)
        return state.error();
    return table;
}

SessionTable::SessionTable(std::unique_ptr<Implementation> implementation)
    : m_implementation(std::move(implementation))
{
}

SessionTable::~SessionTable() = default;

base::Result<SessionTable::Refresh> SessionTable::refresh()
{
    const SessionProgress before = m_implementation->progress();
    auto refreshed = m_implementation->refresh();
    if (refreshed && (refreshed->progress != before || refreshed->haveLinksChanged))
        m_legs.forget();
    if (refreshed && refreshed->progress != before)
        m_measures.forget();
    m_registrations.forget();
    if (refreshed)
        m_findings.forget(refreshed->changedCalls);
    return refreshed;
}

base::Result<filter::Column> SessionTable::findings(const Bitmap& calls, const std::stop_token& stop)
{
    return m_findings.column(reader(), *m_implementation->columns(Scope::Call).ids(), calls,
                             m_implementation->observedUntil(), stop);
}

base::Result<RowIndex> SessionTable::select(const Query& query, std::stop_token stop)
{
    const std::size_t count = rows(query.scope);
    const bool hasRange = query.from || query.to;
    if (query.filter.isEmpty() && !hasRange && query.sortField.field == nullptr &&
        query.order == SortOrder::Ascending)
        return RowIndex::dense(m_implementation->columns(query.scope).ids());

    m_stop = stop;
    Bitmap matching{count, true};
    if (!query.filter.isEmpty()) {
        if (query.filter.scope() != query.scope)
            return base::Error{ErrorCode::FilterInvalid, reader().path().string(), {}};
        auto filtered = query.filter.evaluate(*this, stop);
        if (!filtered)
            return filtered.error();
        matching = std::move(*filtered);
    }
    if (hasRange) {
        if (auto done = m_implementation->keepTimeRange(query, matching); !done)
            return done.error();
    }
    auto rows = rowsOf(matching);
    if (query.sortField.field != nullptr && isMadeElsewhere(query.sortField.field->id)) {
        const auto made = column(*query.sortField.field);
        if (!made)
            return made.error();
        sortRows(rows, *query.sortField.field, *made, query.order);
    } else if (auto done = m_implementation->sort(query, rows, stop); !done) {
        return done.error();
    }
    m_implementation->keepWithinBudget();
    if (stop.stop_requested())
        return base::Error{ErrorCode::Cancelled, reader().path().string(), {}};
    return RowIndex::listed(std::move(rows), m_implementation->columns(query.scope).ids());
}

base::Result<TimeHistogram> SessionTable::histogram(std::size_t bins, std::stop_token stop)
{
    if (stop.stop_requested())
        return base::Error{ErrorCode::Cancelled, reader().path().string(), {}};
    return m_implementation->histogram(bins, *this);
}

SessionReader& SessionTable::reader()
{
    return m_implementation->reader();
}

std::size_t SessionTable::rows(Scope scope) const
{
    return m_implementation->columns(scope).rows();
}

base::Result<filter::Column> SessionTable::column(const filter::Field& field)
{
    if (field.id == FieldId::CallLegs)
        return m_legs.column(*this, rows(Scope::Call), m_stop);
    if (filter::isMeasure(field.id))
        return m_measures.column(*this, filter::measureOf(field.id), m_stop);
    if (filter::isOfRegistrations(field.id)) {
        if (auto done = m_registrations.load(reader(), *m_implementation->columns(Scope::Call).ids()); !done)
            return done.error();
        return m_registrations.column(field.id);
    }
    return m_implementation->columns(field.scope).column(field.id);
}

base::Result<std::span<const std::uint32_t>> SessionTable::callRowOfMessage()
{
    return m_implementation->callRows();
}

base::Status
SessionTable::scanMessages(const Bitmap& candidates,
                           const std::function<void(std::size_t, std::span<const std::byte>)>& visit,
                           std::stop_token stop)
{
    const std::vector<std::uint32_t> rows = rowsOf(candidates);
    return m_implementation->scan(
        rows, [&](std::size_t index, std::span<const std::byte> bytes) { visit(rows[index], bytes); }, stop);
}

} // namespace core::session
