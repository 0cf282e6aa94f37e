// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/filter/record_data.h"

#include "core/base/ascii.h"
#include "core/sip/message.h"

#include <algorithm>
#include <cstdlib>
#include <thread>

namespace tests {

using namespace core;
using filter::Field;
using filter::FieldId;
using filter::Scope;
using filter::Value;

net::Endpoint endpoint(std::string_view text)
{
    const std::size_t colon = text.rfind(':');
    std::string_view host = text.substr(0, colon);
    if (host.starts_with('['))
        host = host.substr(1, host.size() - 2);
    return {*net::IpAddress::parse(host), *base::parseDecimal<std::uint16_t>(text.substr(colon + 1))};
}

std::string sipText(std::string_view lines)
{
    std::string text;
    for (const char c : lines)
        text += c == '\n' ? std::string{"\r\n"} : std::string{c};
    return text;
}

call::MessageRecord& RecordData::addMessage(std::string text, std::string_view source,
                                            std::string_view destination, net::Transport transport,
                                            std::int64_t milliseconds)
{
    bytes.push_back(std::move(text));
    sip::Message message;
    if (!message.parse(base::asBytes(bytes.back())))
        std::abort(); // the test itself is wrong
    call::MessageRecord record;
    record.id.value = static_cast<std::int64_t>(messages.size()) + 1;
    record.frame.value = record.id.value * 10;
    record.source.value = 1;
    record.captured = base::fromNanoseconds(1'700'000'000'000'000'000 + milliseconds * 1'000'000);
    record.path = {endpoint(source), endpoint(destination), transport};
    record.kind = message.kind();
    record.method = message.method();
    record.status = static_cast<std::uint16_t>(message.status());
    record.reason = message.reason();
    record.callId = message.callId();
    record.cseq = message.cseq().number;
    record.cseqMethod = message.cseq().method;
    record.fromUser = message.fromUser();
    record.fromHost = message.fromHost();
    record.toUser = message.toUser();
    record.toHost = message.toHost();
    record.userAgent = message.userAgent();
    record.size = static_cast<std::uint32_t>(message.size());
    record.hasSdp = message.hasSdp();
    record.defects = message.defects();
    auto owner = std::find_if(calls.begin(), calls.end(),
                              [&](const call::CallRecord& call) { return call.callId == record.callId; });
    if (owner == calls.end()) {
        call::CallRecord call;
        call.key.value = static_cast<std::int64_t>(calls.size()) + 1;
        call.callId = record.callId;
        call.fromUser = record.fromUser;
        call.fromHost = record.fromHost;
        call.toUser = record.toUser;
        call.toHost = record.toHost;
        call.method = record.cseqMethod;
        call.path = record.path;
        call.firstTime = record.captured;
        owner = calls.insert(calls.end(), call);
    }
    owner->lastTime = record.captured;
    ++owner->messages;
    owner->requests += record.kind == sip::Kind::Request ? 1 : 0;
    record.call = owner->key;
    messages.push_back(std::move(record));
    return messages.back();
}

std::size_t RecordData::rows(Scope scope) const
{
    return scope == Scope::Message ? messages.size() : calls.size();
}

Value RecordData::valueOfRow(const Field& field, std::size_t row) const
{
    if (field.scope == Scope::Call)
        return filter::valueOf({&field, {}}, calls[row]);
    return filter::valueOf({&field, {}}, messages[row], nullptr, sources);
}

std::uint32_t RecordData::intern(Stored& stored, const Value& value)
{
    const auto known = std::find(stored.values.begin(), stored.values.end(), value);
    if (known != stored.values.end())
        return static_cast<std::uint32_t>(known - stored.values.begin());
    if (const auto* text = std::get_if<std::string_view>(&value))
        stored.values.emplace_back(std::string_view{stored.texts.emplace_back(*text)});
    else
        stored.values.push_back(value);
    return static_cast<std::uint32_t>(stored.values.size() - 1);
}

/// Of a field of calls that has several values.
filter::Column RecordData::listColumn(const Field& field, Stored& stored) const
{
    stored = {};
    for (std::size_t row = 0; row < calls.size(); ++row) {
        for (const Value& value : filter::valuesOf({&field, {}}, calls[row])) {
            if (const auto* number = std::get_if<std::int64_t>(&value))
                stored.integers.push_back(*number);
            else
                stored.codes.push_back(intern(stored, value));
            stored.rowOfValue.push_back(static_cast<std::uint32_t>(row));
        }
    }
    filter::Column column{stored.integers, stored.codes, stored.values.size(),
                          [&stored](std::uint32_t code) { return stored.values[code]; }};
    column.rowOfValue = stored.rowOfValue;
    return column;
}

base::Result<filter::Column> RecordData::column(const Field& field)
{
    const auto [place, isNew] = m_columns.try_emplace(field.id);
    Stored& stored = place->second;
    if (field.scope == Scope::Call && field.isList)
        return listColumn(field, stored);
    const bool isDefects = field.id == FieldId::Defects;
    const bool isNumber = field.type != filter::ValueType::Text && field.type != filter::ValueType::Address &&
                          field.type != filter::ValueType::Endpoint;
    for (std::size_t row = 0; isNew && row < rows(field.scope); ++row) {
        if (isDefects) {
            stored.integers.push_back(static_cast<std::int64_t>(messages[row].defects.bits()));
        } else if (isNumber) {
            const Value value = valueOfRow(field, row);
            const auto* number = std::get_if<std::int64_t>(&value);
            stored.integers.push_back(number != nullptr ? *number : filter::Column::absent);
        } else {
            const Value value = valueOfRow(field, row);
            const bool isAbsent = std::holds_alternative<std::monostate>(value);
            stored.codes.push_back(intern(stored, isAbsent ? Value{std::string_view{}} : value));
        }
    }
    return filter::Column{stored.integers, stored.codes, stored.values.size(),
                          [&stored](std::uint32_t code) { return stored.values[code]; }};
}

base::Result<filter::Column> RecordData::findings(const filter::Bitmap& asked, const std::stop_token&)
{
    callsLookedAt += asked.count();
    return listColumn(filter::field(FieldId::CallFindings), m_columns[FieldId::CallFindings]);
}

base::Result<std::span<const std::uint32_t>> RecordData::callRowOfMessage()
{
    m_callRows.clear();
    for (const call::MessageRecord& message : messages)
        m_callRows.push_back(static_cast<std::uint32_t>(message.call.value - 1));
    return std::span<const std::uint32_t>{m_callRows};
}

base::Status
RecordData::scanMessages(const filter::Bitmap& candidates,
                         const std::function<void(std::size_t, std::span<const std::byte>)>& visit,
                         std::stop_token stop)
{
    ++scans;
    const auto scanEvery = [&](unsigned first) {
        for (std::size_t row = first; row < messages.size() && !stop.stop_requested(); row += threads) {
            if (!candidates.test(row))
                continue;
            ++rowsScanned;
            visit(row, bytesOf(row));
        }
    };
    std::vector<std::jthread> workers;
    for (unsigned i = 1; i < threads; ++i)
        workers.emplace_back([&scanEvery, i] { scanEvery(i); });
    scanEvery(0);
    return {};
}

std::span<const std::byte> RecordData::bytesOf(std::size_t row) const
{
    return base::asBytes(bytes[row]);
}

std::vector<filter::MessageWithBytes> RecordData::messagesOfCall(std::size_t row) const
{
    std::vector<filter::MessageWithBytes> found;
    for (std::size_t i = 0; i < messages.size(); ++i) {
        if (messages[i].call == calls[row].key)
            found.push_back({&messages[i], bytesOf(i)});
    }
    return found;
}

} // namespace tests
