// SPDX-License-Identifier: GPL-3.0-or-later
// Which series and dictionary each field of the filter language comes from.
#include "core/call/call_record.h"
#include "core/filter/stream_fields.h"
#include "core/net/layer_stack.h"
#include "core/session/table_columns.h"

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

} // namespace

base::Result<Column> TableColumns::messageColumn(FieldId id)
{
    const auto& paths = m_dictionaries.paths;
    const auto& starts = m_dictionaries.starts;
    const auto& agents = m_dictionaries.agents;
    switch (id) {
    case FieldId::MessageId:
        return rowNumbers();
    case FieldId::MessageTime:
        return numbers("captured");
    case FieldId::MessageSource:
        return coded("source", m_sourceNames.size() + 1, [this](std::uint32_t code) {
            return Value{code == 0 ? std::string_view{} : std::string_view{m_sourceNames[code - 1]}};
        });
    case FieldId::SourceAddress:
        return path([&paths](std::uint32_t code) { return Value{paths[code].source.address}; });
    case FieldId::DestinationAddress:
        return path([&paths](std::uint32_t code) { return Value{paths[code].destination.address}; });
    case FieldId::Transport:
        return path([&paths](std::uint32_t code) { return Value{name(paths[code].transport)}; });
    case FieldId::Tunnel:
        return path([&paths](std::uint32_t code) { return Value{std::string_view{paths[code].tunnel}}; });
    case FieldId::Vlan:
        return numbersOf(id, "path", Dictionary::Paths, [&paths](std::uint32_t code) {
            const auto vlan = net::vlanOf(paths[code].tunnel);
            return vlan ? std::int64_t{*vlan} : Column::absent;
        });
    case FieldId::SourcePort:
        return numbersOf(id, "path", Dictionary::Paths,
                         [&paths](std::uint32_t code) { return unlessZero(paths[code].source.port); });
    case FieldId::DestinationPort:
        return numbersOf(id, "path", Dictionary::Paths,
                         [&paths](std::uint32_t code) { return unlessZero(paths[code].destination.port); });
    case FieldId::Kind:
        return start([&starts](std::uint32_t code) {
            return Value{std::string_view{starts[code].kind == sip::Kind::Request ? "request" : "response"}};
        });
    case FieldId::Method:
        return start([&starts](std::uint32_t code) { return Value{std::string_view{starts[code].method}}; });
    case FieldId::Status:
        return numbersOf(id, "start", Dictionary::Starts,
                         [&starts](std::uint32_t code) { return unlessZero(starts[code].status); });
    case FieldId::Reason:
        return start([&starts](std::uint32_t code) { return Value{std::string_view{starts[code].reason}}; });
    case FieldId::CSeqMethod:
        return start(
            [&starts](std::uint32_t code) { return Value{std::string_view{starts[code].cseqMethod}}; });
    case FieldId::CSeqNumber:
        return sequenceNumbers();
    case FieldId::CallId:
        // Codes are keys as long as no call is left out; else they are not to be mixed with "call".
        return coded(m_ids->lastId() == static_cast<std::int64_t>(rows()) ? "call" : "+call",
                     Dictionary::CallIds,
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
        return coded("agent", Dictionary::Agents,
                     [&agents](std::uint32_t code) { return Value{std::string_view{agents[code].name}}; });
    case FieldId::AgentId:
        return numbersOf(id, "agent", Dictionary::Agents,
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
        return coded("key", Dictionary::CallIds,
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
    case FieldId::CallMarked:
        return numbers(markedExpression);
    case FieldId::CallLostStart:
        return numbers(lostStartExpression);
    case FieldId::CallStreams:
    case FieldId::CallMos:
        return streamColumn(id);
    default:
        if (filter::isOfStreams(id))
            return streamColumn(id);
        return base::Error{base::ErrorCode::FieldUnknown, m_database.path(),
                           std::string{filter::field(id).name}};
    }
}

} // namespace core::session
