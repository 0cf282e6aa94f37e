// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/table_columns.h"

#include "core/call/call_record.h"

#include <algorithm>
#include <limits>

namespace core::session {
namespace {

using filter::Column;
using filter::FieldId;
using filter::Value;

std::string_view callTypeName(std::uint32_t code)
{
    return name(static_cast<call::CallType>(code));
}

std::string_view callStateName(std::uint32_t code)
{
    return name(static_cast<call::CallState>(code));
}

std::string_view endedByName(std::uint32_t code)
{
    return code == 0 ? std::string_view{} : name(static_cast<call::EndedBy>(code));
}

std::int64_t unlessZero(std::int64_t number)
{
    return number != 0 ? number : Column::absent;
}

Column columnOf(const Series& series)
{
    return {series.integers, {}, 0, {}};
}

} // namespace

TableColumns::TableColumns(sqlite::Database& database, TableDictionaries& dictionaries, filter::Scope scope)
    : m_database(database), m_dictionaries(dictionaries), m_scope(scope),
      m_loader(database, scope == filter::Scope::Message ? "message_rows" : "call_rows",
               scope == filter::Scope::Message ? "id" : "key")
{
}

base::Result<Column> TableColumns::column(FieldId id)
{
    return m_scope == filter::Scope::Message ? messageColumn(id) : callColumn(id);
}

base::Result<Column> TableColumns::messageColumn(FieldId id)
{
    const auto& paths = m_dictionaries.paths;
    const auto& starts = m_dictionaries.starts;
    const auto& agents = m_dictionaries.agents;
    const auto agentCount = [&agents] { return agents.size(); };
    switch (id) {
    case FieldId::MessageId:
        return rowNumbers();
    case FieldId::MessageTime:
        return numbers("captured");
    case FieldId::MessageSource:
        return coded(
            "source", nullptr, [this] { return m_sourceNames.size() + 1; },
            [this](std::uint32_t code) {
                return Value{code == 0 ? std::string_view{} : std::string_view{m_sourceNames[code - 1]}};
            });
    case FieldId::SourceAddress:
        return path([&paths](std::uint32_t code) { return Value{paths[code].source.address}; });
    case FieldId::DestinationAddress:
        return path([&paths](std::uint32_t code) { return Value{paths[code].destination.address}; });
    case FieldId::Transport:
        return path([&paths](std::uint32_t code) { return Value{name(paths[code].transport)}; });
    case FieldId::SourcePort:
        return numbersOf(id, "path", &TableDictionaries::loadPaths,
                         [&paths](std::uint32_t code) { return unlessZero(paths[code].source.port); });
    case FieldId::DestinationPort:
        return numbersOf(id, "path", &TableDictionaries::loadPaths,
                         [&paths](std::uint32_t code) { return unlessZero(paths[code].destination.port); });
    case FieldId::Kind:
        return start([&starts](std::uint32_t code) {
            return Value{std::string_view{starts[code].kind == sip::Kind::Request ? "request" : "response"}};
        });
    case FieldId::Method:
        return start([&starts](std::uint32_t code) { return Value{std::string_view{starts[code].method}}; });
    case FieldId::Status:
        return numbersOf(id, "start", &TableDictionaries::loadStarts,
                         [&starts](std::uint32_t code) { return unlessZero(starts[code].status); });
    case FieldId::Reason:
        return start([&starts](std::uint32_t code) { return Value{std::string_view{starts[code].reason}}; });
    case FieldId::CSeqMethod:
        return start(
            [&starts](std::uint32_t code) { return Value{std::string_view{starts[code].cseqMethod}}; });
    case FieldId::CSeqNumber:
        return sequenceNumbers();
    case FieldId::CallId:
        return coded(
            "call", &TableDictionaries::loadCallIds, [this] { return m_dictionaries.callIds.size(); },
            [this](std::uint32_t code) { return Value{m_dictionaries.callIds.at(code)}; });
    case FieldId::FromUser:
        return party(id, &PartyIds::fromUser);
    case FieldId::FromHost:
        return party(id, &PartyIds::fromHost);
    case FieldId::ToUser:
        return party(id, &PartyIds::toUser);
    case FieldId::ToHost:
        return party(id, &PartyIds::toHost);
    case FieldId::UserAgent:
        return text("user_agent");
    case FieldId::CorrelationId:
        return text("correlation");
    case FieldId::AgentName:
        return coded("agent", &TableDictionaries::loadAgents, agentCount,
                     [&agents](std::uint32_t code) { return Value{std::string_view{agents[code].name}}; });
    case FieldId::AgentId:
        return numbersOf(id, "agent", &TableDictionaries::loadAgents,
                         [&agents](std::uint32_t code) { return unlessZero(agents[code].id); });
    case FieldId::Size:
        return numbers("size >> 2");
    case FieldId::HasSdp:
        return numbers("size & 1");
    case FieldId::FrameNumber:
        return numbers("id + frame");
    case FieldId::Retransmission:
        return numbers("CASE WHEN repeats > 0 THEN id - repeats END");
    case FieldId::Duplicate:
        return numbers("CASE WHEN repeats < 0 THEN id + repeats END");
    case FieldId::Defects:
        return numbers("defects");
    default:
        return base::Error{base::ErrorCode::FieldUnknown, m_database.path(),
                           std::string{filter::field(id).name}};
    }
}

base::Result<Column> TableColumns::callColumn(FieldId id)
{
    const auto& paths = m_dictionaries.paths;
    switch (id) {
    case FieldId::CallKey:
        return rowNumbers();
    case FieldId::CallTime:
        return numbers("first_time");
    case FieldId::CallDuration:
        return numbers("last_time");
    case FieldId::CallType:
        return enumerated("type", static_cast<std::size_t>(call::CallType::Publication) + 1, callTypeName);
    case FieldId::CallState:
        return enumerated("state", static_cast<std::size_t>(call::CallState::Answered) + 1, callStateName);
    case FieldId::CallEndedBy:
        return enumerated("ended_by", static_cast<std::size_t>(call::EndedBy::Timeout) + 1, endedByName);
    case FieldId::CallCallId:
        return coded(
            "key", &TableDictionaries::loadCallIds, [this] { return m_dictionaries.callIds.size(); },
            [this](std::uint32_t code) { return Value{m_dictionaries.callIds.at(code)}; });
    case FieldId::CallFromUser:
        return party(id, &PartyIds::fromUser);
    case FieldId::CallFromHost:
        return party(id, &PartyIds::fromHost);
    case FieldId::CallToUser:
        return party(id, &PartyIds::toUser);
    case FieldId::CallToHost:
        return party(id, &PartyIds::toHost);
    case FieldId::CallSource:
        return path([&paths](std::uint32_t code) { return Value{paths[code].source}; });
    case FieldId::CallDestination:
        return path([&paths](std::uint32_t code) { return Value{paths[code].destination}; });
    case FieldId::CallMethod:
        return text("method");
    case FieldId::CallMessages:
        return numbers("messages");
    case FieldId::CallRequests:
        return numbers("requests");
    case FieldId::CallRetransmissions:
        return numbers("retransmissions");
    case FieldId::CallFinalStatus:
        return numbers("nullif(final_status, 0)");
    case FieldId::CallPdd:
        return numbers("first_provisional - invite_time");
    case FieldId::CallSetup:
        return numbers("answer_time - invite_time");
    case FieldId::CallRing:
        return numbers("answer_time - ring_time");
    case FieldId::CallTalk:
        return numbers("end_time - answer_time");
    default:
        return base::Error{base::ErrorCode::FieldUnknown, m_database.path(),
                           std::string{filter::field(id).name}};
    }
}

Series& TableColumns::used(Series& series)
{
    series.lastUse = ++m_clock;
    return series;
}

base::Result<std::span<const std::int64_t>> TableColumns::integers(const char* expression)
{
    Series& loaded = series(expression);
    if (auto done = m_loader.extendIntegers(loaded, expression, m_rows); !done)
        return done.error();
    return std::span<const std::int64_t>{loaded.integers};
}

base::Result<std::span<const std::uint32_t>> TableColumns::codes(const char* expression)
{
    Series& loaded = series(expression);
    if (auto done = m_loader.extendCodes(loaded, expression, m_rows); !done)
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
    while (made.integers.size() < m_rows)
        made.integers.push_back(static_cast<std::int64_t>(made.integers.size()) + 1);
    return columnOf(made);
}

/// CSeq numbers; 0 is absent where there is no CSeq method either.
base::Result<Column> TableColumns::sequenceNumbers()
{
    const auto plain = integers("cseq");
    if (!plain)
        return plain.error();
    const auto starts =
        loadedCodes("start", &TableDictionaries::loadStarts, [this] { return m_dictionaries.starts.size(); });
    if (!starts)
        return starts.error();
    Series& made = used(m_derived[FieldId::CSeqNumber].series);
    for (std::size_t row = made.integers.size(); row < m_rows; ++row) {
        const bool isMissing =
            (*plain)[row] == 0 && m_dictionaries.starts[(*starts)->codes[row]].cseqMethod.empty();
        made.integers.push_back(isMissing ? Column::absent : (*plain)[row]);
    }
    return columnOf(made);
}

/// The codes with their dictionary behind them. A code that is not in the dictionary (the file is damaged)
/// becomes 0.
base::Result<Series*> TableColumns::loadedCodes(const char* expression, Load load,
                                                const std::function<std::size_t()>& size)
{
    Series& loaded = series(expression);
    if (auto done = m_loader.extendCodes(loaded, expression, m_rows); !done)
        return done.error();
    if (load != nullptr) {
        if (auto done = (m_dictionaries.*load)(); !done)
            return done.error();
    }
    const std::size_t count = size();
    for (; loaded.checkedRows < loaded.codes.size(); ++loaded.checkedRows) {
        if (loaded.codes[loaded.checkedRows] >= count)
            loaded.codes[loaded.checkedRows] = 0;
    }
    return &loaded;
}

base::Result<Column> TableColumns::coded(const char* expression, Load load, std::function<std::size_t()> size,
                                         ValueOfCode value)
{
    const auto loaded = loadedCodes(expression, load, size);
    if (!loaded)
        return loaded.error();
    return Column{{}, (*loaded)->codes, size(), std::move(value)};
}

base::Result<Column> TableColumns::path(ValueOfCode value)
{
    return coded(
        "path", &TableDictionaries::loadPaths, [this] { return m_dictionaries.paths.size(); },
        std::move(value));
}

base::Result<Column> TableColumns::start(ValueOfCode value)
{
    return coded(
        "start", &TableDictionaries::loadStarts, [this] { return m_dictionaries.starts.size(); },
        std::move(value));
}

base::Result<Column> TableColumns::text(const char* expression)
{
    return coded(
        expression, &TableDictionaries::loadStrings, [this] { return m_dictionaries.strings.size(); },
        [this](std::uint32_t code) { return Value{m_dictionaries.strings.at(code)}; });
}

base::Result<Column> TableColumns::enumerated(const char* expression, std::size_t count,
                                              std::string_view (*nameOf)(std::uint32_t))
{
    return coded(
        expression, nullptr, [count] { return count; },
        [nameOf](std::uint32_t code) { return Value{nameOf(code)}; });
}

base::Result<Column> TableColumns::numbersOf(FieldId id, const char* expression, Load load,
                                             const std::function<std::int64_t(std::uint32_t)>& number)
{
    const auto size = [this, load]() -> std::size_t {
        if (load == &TableDictionaries::loadPaths)
            return m_dictionaries.paths.size();
        return load == &TableDictionaries::loadStarts ? m_dictionaries.starts.size()
                                                      : m_dictionaries.agents.size();
    };
    const auto loaded = loadedCodes(expression, load, size);
    if (!loaded)
        return loaded.error();
    std::vector<std::int64_t> numberOfCode(size());
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
    const auto loaded = loadedCodes("parties", &TableDictionaries::loadParties,
                                    [this] { return m_dictionaries.parties.size(); });
    if (!loaded)
        return loaded.error();
    if (auto done = m_dictionaries.loadStrings(); !done)
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
        std::uint32_t string = m_dictionaries.parties[source[row]].*which;
        if (string >= derived.codeOfString.size())
            string = 0;
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

base::Status TableColumns::reread(std::span<const std::int64_t> keys)
{
    m_derived.clear(); // cheap to make again
    for (auto& [expression, loaded] : m_series) {
        if (auto done = m_loader.reread(loaded, expression, keys); !done)
            return done;
    }
    return {};
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
        bytes += derived.series.footprint() + derived.codeOfString.capacity() * sizeof(std::uint32_t);
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
