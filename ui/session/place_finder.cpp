// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/place_finder.h"

#include "ui/adapt/text.h"

#include <QDateTime>
#include <QStringList>

#include <array>
#include <chrono>

namespace ui::session {
namespace {

using core::base::CallKey;
using core::base::Error;
using core::base::ErrorCode;
using core::base::MessageId;
using core::base::Result;
using core::base::Timestamp;
using core::filter::Scope;
using core::session::SessionReader;

Error unknown(Scope scope, std::string what)
{
    return {scope == Scope::Call ? ErrorCode::CallUnknown : ErrorCode::MessageUnknown, std::move(what), {}};
}

Result<Timestamp> timeOf(SessionReader& reader, Scope scope, std::int64_t id)
{
    if (scope == Scope::Call) {
        const auto calls = reader.calls(std::array{CallKey{id}});
        if (!calls)
            return calls.error();
        return calls->empty() ? Result<Timestamp>{unknown(scope, std::to_string(id))}
                              : calls->front().firstTime;
    }
    const auto messages = reader.messages(std::array{MessageId{id}});
    if (!messages)
        return messages.error();
    return messages->empty() ? Result<Timestamp>{unknown(scope, std::to_string(id))}
                             : messages->front().captured;
}

/// The first such time of day in a session that begins at `first`.
Timestamp whenever(QTime time, Timestamp first, adapt::Zone zone)
{
    const auto milliseconds = std::chrono::floor<std::chrono::milliseconds>(first.time_since_epoch()).count();
    const QDateTime begin =
        QDateTime::fromMSecsSinceEpoch(milliseconds, zone == adapt::Zone::Utc ? Qt::UTC : Qt::LocalTime);
    QDateTime wanted = begin;
    wanted.setTime(time);
    if (wanted.addSecs(1) <= begin) // a second has many messages, and the first may stand in the middle of it
        wanted = wanted.addDays(1);
    return Timestamp{std::chrono::milliseconds{wanted.toMSecsSinceEpoch()}};
}

/// Rows stand in the order of arrival, which is nearly that of time.
Result<std::int64_t> firstAfter(SessionReader& reader, Scope scope, const core::session::IdRuns& ids,
                                Timestamp wanted)
{
    std::size_t low = 0;
    std::size_t high = ids.size() - 1;
    while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        const auto time = timeOf(reader, scope, ids.idAt(middle));
        if (!time)
            return time.error();
        if (*time < wanted)
            low = middle + 1;
        else
            high = middle;
    }
    return ids.idAt(low);
}

/// A call that has lost its start begins with the first message that is left.
Result<std::int64_t> ofCall(SessionReader& reader, Scope scope, const std::string& callId)
{
    const auto call = reader.findCall(callId);
    if (!call)
        return call.error();
    if (scope == Scope::Call)
        return call->key.value;
    if (!call->hasLostStart)
        return call->firstMessage.value;
    const auto messages = reader.messagesOfCall(call->key);
    if (!messages)
        return messages.error();
    return messages->empty() ? Result<std::int64_t>{unknown(Scope::Message, callId)}
                             : Result<std::int64_t>{messages->front().value};
}

} // namespace

Place parsePlace(const QString& text)
{
    const QString clean = text.trimmed();
    bool isNumber = false;
    if (const qint64 number = clean.toLongLong(&isNumber); isNumber)
        return std::int64_t{number};
    for (const char* format : {"h:mm:ss.z", "h:mm:ss", "h:mm"}) {
        if (const QTime time = QTime::fromString(clean, QLatin1String(format)); time.isValid())
            return time;
    }
    return adapt::bytes(clean);
}

Result<std::int64_t> findPlace(SessionReader& reader, const Place& place, Scope scope, adapt::Zone zone)
{
    if (const auto* callId = std::get_if<std::string>(&place))
        return ofCall(reader, scope, *callId);
    const auto progress = reader.progress();
    if (!progress)
        return progress.error();
    const auto ids = scope == Scope::Call ? reader.callKeys() : reader.messageIds();
    if (!ids)
        return ids.error();
    if (const auto* number = std::get_if<std::int64_t>(&place)) {
        return ids->rowOf(*number) ? Result<std::int64_t>{*number}
                                   : Result<std::int64_t>{unknown(scope, std::to_string(*number))};
    }
    if (ids->size() == 0)
        return unknown(scope, {});
    return firstAfter(reader, scope, *ids, whenever(std::get<QTime>(place), progress->firstTime, zone));
}

} // namespace ui::session
