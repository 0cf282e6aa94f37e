// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/filter/field.h"

#include "core/base/ascii.h"
#include "core/filter/registration_fields.h"
#include "core/filter/sdp_values.h"
#include "core/filter/stream_fields.h"
#include "core/net/layer_stack.h"
#include "core/sip/name_addr.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>

namespace core::filter {
namespace {

Value present(std::string_view text)
{
    return text.empty() ? Value{} : Value{text};
}

Value unlessZero(std::int64_t number)
{
    return number == 0 ? Value{} : Value{number};
}

Value measured(const std::optional<base::Duration>& duration)
{
    return duration ? Value{duration->count()} : Value{};
}

std::string_view sourceName(base::SourceId source, std::span<const std::string> sources)
{
    const auto index = static_cast<std::size_t>(source.value - 1);
    return source && index < sources.size() ? std::string_view{sources[index]} : std::string_view{};
}

std::string_view firstContact(const sip::Message& message)
{
    std::string_view rest = message.header(sip::HeaderName::Contact);
    std::string_view first;
    sip::nextValue(rest, first);
    return first;
}

/// Line folds are how a header was written, not what it says.
Value headerText(std::string_view value)
{
    if (value.find_first_of("\r\n") == std::string_view::npos)
        return present(value);
    return sip::unfolded(value);
}

/// Fields that only the bytes have.
Value fromBytes(const FieldReference& reference, const sip::Message& message)
{
    switch (reference.field->id) {
    case FieldId::FromTag:
        return present(message.fromTag());
    case FieldId::ToTag:
        return present(message.toTag());
    case FieldId::RequestUri:
        return present(message.requestUri());
    case FieldId::Contact:
        return headerText(firstContact(message));
    case FieldId::Branch:
        return present(message.branch());
    case FieldId::AnyHeader:
        return headerText(message.header(std::string_view{reference.headerName}));
    default:
        return present(base::asText(message.bytes()));
    }
}

/// Of all headers of that name, not only the first.
std::vector<Value> fromHeaders(std::string_view name, const sip::Message& message)
{
    std::vector<Value> values;
    const sip::HeaderName known = sip::headerName(name);
    for (const sip::HeaderField& header : message.headers()) {
        const bool isOfName =
            header.name == known &&
            (known != sip::HeaderName::Other || base::equalsIgnoringCase(message.nameOf(header), name));
        if (Value value = isOfName ? headerText(message.valueOf(header)) : Value{};
            !std::holds_alternative<std::monostate>(value))
            values.push_back(std::move(value));
    }
    return values;
}

Value storedValue(FieldId id, const call::MessageRecord& record, std::span<const std::string> sources)
{
    switch (id) {
    case FieldId::MessageId:
        return record.id.value;
    case FieldId::MessageTime:
        return base::toNanoseconds(record.captured);
    case FieldId::MessageSource:
        return present(sourceName(record.source, sources));
    case FieldId::SourceAddress:
        return record.path.source.address;
    case FieldId::SourcePort:
        return unlessZero(record.path.source.port);
    case FieldId::DestinationAddress:
        return record.path.destination.address;
    case FieldId::DestinationPort:
        return unlessZero(record.path.destination.port);
    case FieldId::Transport:
        return net::name(record.path.transport);
    case FieldId::Kind:
        return std::string_view{record.kind == sip::Kind::Request ? "request" : "response"};
    case FieldId::Method:
        return present(record.method);
    case FieldId::Status:
        return unlessZero(record.status);
    case FieldId::Reason:
        return present(record.reason);
    case FieldId::CallId:
        return present(record.callId);
    case FieldId::CSeqNumber:
        return record.cseq == 0 && record.cseqMethod.empty() ? Value{} : Value{std::int64_t{record.cseq}};
    case FieldId::CSeqMethod:
        return present(record.cseqMethod);
    case FieldId::FromUser:
        return present(record.fromUser);
    case FieldId::FromHost:
        return present(record.fromHost);
    case FieldId::ToUser:
        return present(record.toUser);
    case FieldId::ToHost:
        return present(record.toHost);
    case FieldId::UserAgent:
        return present(record.userAgent);
    case FieldId::Size:
        return std::int64_t{record.size};
    case FieldId::AgentId:
        return unlessZero(record.agentId);
    case FieldId::AgentName:
        return present(record.agentName);
    case FieldId::CorrelationId:
        return present(record.correlationId);
    case FieldId::Retransmission:
        return unlessZero(record.retransmissionOf.value);
    case FieldId::Duplicate:
        return unlessZero(record.duplicateOf.value);
    case FieldId::HasSdp:
        return std::int64_t{record.hasSdp};
    case FieldId::FrameNumber:
        return record.frame.value;
    case FieldId::Tunnel:
        return present(record.tunnel);
    case FieldId::Vlan: {
        const auto vlan = net::vlanOf(record.tunnel);
        return vlan ? Value{std::int64_t{*vlan}} : Value{};
    }
    default:
        return {};
    }
}

Value countOf(const std::optional<std::vector<call::CallStream>>& streams)
{
    return streams ? Value{static_cast<std::int64_t>(streams->size())} : Value{};
}

Value lowestMos(const std::optional<std::vector<call::CallStream>>& streams)
{
    Value lowest;
    if (!streams)
        return lowest;
    for (const call::CallStream& stream : *streams) {
        const auto* known = std::get_if<std::int64_t>(&lowest);
        const auto* mos = std::get_if<std::int64_t>(&stream[call::StreamField::Mos]);
        if (mos != nullptr && (known == nullptr || *mos < *known))
            lowest = *mos;
    }
    return lowest;
}

bool isListOfCalls(FieldId id)
{
    return id == FieldId::CallFindings || isMeasure(id) || isOfStreams(id) || isOfRegistrations(id);
}

/// A view of the record where it is a text.
Value valueOfStream(FieldId id, const call::CallStream& stream)
{
    const call::StreamValue& value = stream[streamFieldOf(id)];
    if (const auto* number = std::get_if<std::int64_t>(&value))
        return *number;
    if (const auto* text = std::get_if<std::string>(&value))
        return present(*text);
    if (const auto* address = std::get_if<net::IpAddress>(&value))
        return *address;
    return {};
}

bool allows(Guard guard, const Value& value, net::Transport transport)
{
    const auto* address = std::get_if<net::IpAddress>(&value);
    switch (guard) {
    case Guard::None:
    case Guard::Presence:
        return true;
    case Guard::Udp:
        return transport == net::Transport::Udp;
    case Guard::Tcp:
        return transport == net::Transport::Tcp || transport == net::Transport::Tls ||
               transport == net::Transport::Ws || transport == net::Transport::Wss;
    case Guard::Ipv4:
        return address != nullptr && !address->isIpv6();
    case Guard::Ipv6:
        return address != nullptr && address->isIpv6();
    }
    return false;
}

std::string joined(const std::vector<Value>& values, ValueType type)
{
    std::string text;
    for (const Value& value : values) {
        if (!text.empty())
            text += ',';
        text += formatValue(value, type);
    }
    return text;
}

std::string formatNumber(std::int64_t number, ValueType type)
{
    switch (type) {
    case ValueType::Time:
        return base::formatEpoch(base::fromNanoseconds(number));
    case ValueType::Duration:
        return base::formatSeconds(base::Duration{number});
    case ValueType::Boolean:
        return number != 0 ? "true" : "false";
    case ValueType::Decimal: {
        std::array<char, 32> text{};
        const int length =
            std::snprintf(text.data(), text.size(), "%.3f", static_cast<double>(number) / 1000);
        return {text.data(), static_cast<std::size_t>(length)};
    }
    default:
        return std::to_string(number);
    }
}

} // namespace

std::vector<Value> valuesOf(const FieldReference& reference, const call::MessageRecord& record,
                            const sip::Message* message, std::span<const std::string> sources)
{
    std::vector<Value> values;
    const auto add = [&](Value value) {
        if (!std::holds_alternative<std::monostate>(value))
            values.push_back(std::move(value));
    };
    const auto part = [&](FieldId id) {
        return valueOf({&field(id), {}, reference.guard}, record, message, sources);
    };
    switch (reference.field->id) {
    case FieldId::Defects:
        record.defects.forEach([&](sip::Defect defect) { add(sip::name(defect)); });
        break;
    case FieldId::AnyAddress:
        add(part(FieldId::SourceAddress));
        add(part(FieldId::DestinationAddress));
        break;
    case FieldId::AnyPort:
        add(part(FieldId::SourcePort));
        add(part(FieldId::DestinationPort));
        break;
    case FieldId::SdpMedia:
    case FieldId::SdpCodec:
    case FieldId::SdpAddress:
    case FieldId::SdpPort:
    case FieldId::SdpProtocol:
    case FieldId::SdpDirection:
        return message != nullptr ? valuesOfSdp(reference.field->id, *message) : values;
    case FieldId::AnyHeader:
        return message != nullptr ? fromHeaders(reference.headerName, *message) : values;
    default:
        add(valueOf(reference, record, message, sources));
    }
    return values;
}

std::vector<Value> valuesOf(const FieldReference& reference, const call::CallRecord& record)
{
    std::vector<Value> values;
    const auto add = [&values](Value value) {
        if (!std::holds_alternative<std::monostate>(value))
            values.push_back(std::move(value));
    };
    const FieldId id = reference.field->id;
    if (id == FieldId::CallFindings) {
        values.assign(record.findings.begin(), record.findings.end());
    } else if (isMeasure(id)) {
        for (const call::MeasuredDelay& delay : record.measures) {
            if (delay.measure == measureOf(id))
                values.emplace_back(delay.nanoseconds);
        }
    } else if (isOfRegistrations(id)) {
        for (const call::RegistrationRecord& binding : record.registrations)
            addValues(values, id, binding);
    } else if (!isOfStreams(id)) {
        add(valueOf(reference, record));
    } else if (record.streams) {
        for (const call::CallStream& stream : *record.streams)
            add(valueOfStream(id, stream));
    }
    return values;
}

Value valueOf(const FieldReference& reference, const call::MessageRecord& record, const sip::Message* message,
              std::span<const std::string> sources)
{
    const Field& asked = *reference.field;
    if (asked.isList) {
        const std::vector<Value> values = valuesOf(reference, record, message, sources);
        return values.empty() ? Value{} : values.front();
    }
    Value value;
    if (!asked.isFromBytes)
        value = storedValue(asked.id, record, sources);
    else if (message != nullptr)
        value = fromBytes(reference, *message);
    if (std::holds_alternative<std::monostate>(value) ||
        !allows(reference.guard, value, record.path.transport))
        return {};
    return reference.guard == Guard::Presence ? Value{std::int64_t{1}} : value;
}

Value valueOf(const FieldReference& reference, const call::CallRecord& record)
{
    switch (reference.field->id) {
    case FieldId::CallKey:
        return record.key.value;
    case FieldId::CallTime:
        return base::toNanoseconds(record.firstTime);
    case FieldId::CallDuration:
        return record.duration().count();
    case FieldId::CallType:
        return call::name(record.type);
    case FieldId::CallState:
        return call::name(record.state);
    case FieldId::CallCallId:
        return present(record.callId);
    case FieldId::CallFromUser:
        return present(record.fromUser);
    case FieldId::CallFromHost:
        return present(record.fromHost);
    case FieldId::CallToUser:
        return present(record.toUser);
    case FieldId::CallToHost:
        return present(record.toHost);
    case FieldId::CallSource:
        return record.path.source;
    case FieldId::CallDestination:
        return record.path.destination;
    case FieldId::CallMessages:
        return std::int64_t{record.messages};
    case FieldId::CallRequests:
        return std::int64_t{record.requests};
    case FieldId::CallRetransmissions:
        return std::int64_t{record.retransmissions};
    case FieldId::CallMethod:
        return present(record.method);
    case FieldId::CallFinalStatus:
        return unlessZero(record.finalStatus);
    case FieldId::CallPdd:
        return measured(record.postDialDelay());
    case FieldId::CallSetup:
        return measured(record.setup());
    case FieldId::CallRing:
        return measured(record.ring());
    case FieldId::CallTalk:
        return measured(record.talk());
    case FieldId::CallEndedBy:
        return record.endedBy == call::EndedBy::Nobody ? Value{} : Value{call::name(record.endedBy)};
    case FieldId::CallLegs:
        return record.legs ? Value{std::int64_t{*record.legs}} : Value{};
    case FieldId::CallMarked:
        return std::int64_t{record.isMarked};
    case FieldId::CallLostStart:
        return std::int64_t{record.hasLostStart};
    case FieldId::CallStreams:
        return countOf(record.streams);
    case FieldId::CallMos:
        return lowestMos(record.streams);
    default: {
        if (!isListOfCalls(reference.field->id))
            return {};
        const std::vector<Value> values = valuesOf(reference, record);
        return values.empty() ? Value{} : values.front();
    }
    }
}

std::string formatValue(const Value& value, ValueType type)
{
    if (const auto* number = std::get_if<std::int64_t>(&value))
        return formatNumber(*number, type);
    if (const auto text = textIn(value))
        return std::string{*text};
    if (const auto* address = std::get_if<net::IpAddress>(&value))
        return address->toString();
    if (const auto* endpoint = std::get_if<net::Endpoint>(&value))
        return endpoint->toString();
    return {};
}

std::string textOf(const FieldReference& reference, const call::MessageRecord& record,
                   const sip::Message* message, std::span<const std::string> sources)
{
    if (!reference.field->isList)
        return formatValue(valueOf(reference, record, message, sources), typeOf(reference));
    return joined(valuesOf(reference, record, message, sources), typeOf(reference));
}

std::string textOf(const FieldReference& reference, const call::CallRecord& record)
{
    return joined(valuesOf(reference, record), typeOf(reference));
}

} // namespace core::filter
