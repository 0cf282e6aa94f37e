// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/adapt/format.h"

#include "ui/adapt/text.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <cstdlib>

namespace ui::adapt {
namespace {

using namespace std::chrono;
using core::base::Duration;
using core::base::Timestamp;

/// For translators: these texts belong to no class.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(ui::adapt)
};

QString twoDigits(std::int64_t number)
{
    return QStringLiteral("%1").arg(number, 2, 10, QLatin1Char('0'));
}

QDateTime toDateTime(Timestamp time, Zone zone)
{
    const qint64 milliseconds = floor<std::chrono::milliseconds>(time).time_since_epoch().count();
    return zone == Zone::Utc ? QDateTime::fromMSecsSinceEpoch(milliseconds, Qt::UTC)
                             : QDateTime::fromMSecsSinceEpoch(milliseconds);
}

/// Seconds of the local zone east of UTC. Asked once per half hour of data: QTimeZone is slow, a column of
/// times is long, and zones change at half hours at most.
std::int64_t offsetOfZone(Timestamp time, Zone zone)
{
    if (zone == Zone::Utc)
        return 0;
    thread_local std::int64_t knownSlot = INT64_MIN;
    thread_local std::int64_t knownOffset = 0;
    const std::int64_t slot = floor<minutes>(time).time_since_epoch().count() / 30;
    if (slot != knownSlot) {
        knownSlot = slot;
        knownOffset = toDateTime(time, Zone::Local).offsetFromUtc();
    }
    return knownOffset;
}

QString decimal(double number, int decimals)
{
    return QString::number(number, 'f', decimals);
}

/// floor(number * 10^decimals) / 10^decimals from nanoseconds, free of floating-point surprises.
QString seconds(Duration value, int decimals)
{
    std::int64_t step = 1'000'000'000;
    for (int i = 0; i < decimals; ++i)
        step /= 10;
    const std::int64_t steps = value.count() / step;
    return decimal(static_cast<double>(steps) * static_cast<double>(step) / 1e9, decimals);
}

QString clock(Duration value, int decimals)
{
    const std::int64_t whole = duration_cast<std::chrono::seconds>(value).count();
    const std::int64_t hours = whole / 3600;
    const std::int64_t minutes = whole / 60 % 60;
    QString rest = twoDigits(whole % 60);
    if (decimals > 0)
        rest += QLatin1Char('.') + QString::number(value.count() / 100'000'000 % 10);
    if (hours > 0)
        return QString::number(hours) + QLatin1Char(':') + twoDigits(minutes) + QLatin1Char(':') +
               twoDigits(whole % 60);
    return QString::number(minutes) + QLatin1Char(':') + rest;
}

} // namespace

QString timeOfDay(Timestamp time, Zone zone, Precision precision)
{
    const std::int64_t offset = offsetOfZone(time, zone);
    const auto shifted = time + std::chrono::seconds{offset};
    const auto ofDay = shifted - floor<days>(shifted);
    const std::int64_t nanoseconds = duration_cast<Duration>(ofDay).count();
    const std::int64_t whole = nanoseconds / 1'000'000'000;
    QString result = twoDigits(whole / 3600) + QLatin1Char(':') + twoDigits(whole / 60 % 60) +
                     QLatin1Char(':') + twoDigits(whole % 60) + QLatin1Char('.') +
                     QStringLiteral("%1").arg(nanoseconds / 1'000'000 % 1000, 3, 10, QLatin1Char('0'));
    if (precision == Precision::Microseconds)
        result +=
            QLatin1Char(' ') + QStringLiteral("%1").arg(nanoseconds / 1000 % 1000, 3, 10, QLatin1Char('0'));
    return result;
}

QString date(Timestamp time, Zone zone)
{
    return toDateTime(time, zone).date().toString(Qt::ISODate);
}

QString dateAndTime(Timestamp time, Zone zone)
{
    return date(time, zone) + QLatin1Char(' ') + timeOfDay(time, zone);
}

QString span(Timestamp from, Timestamp to, Zone zone, Timestamp now)
{
    const QDateTime begin = toDateTime(from, zone);
    const QDateTime end = toDateTime(to, zone);
    const QDate today = toDateTime(now, zone).date();
    const auto dayOf = [&](const QDate& day) {
        if (day == today)
            return Words::tr("Today");
        if (day.year() == today.year())
            return QLocale().toString(day, QStringLiteral("ddd d MMM"));
        return QLocale().toString(day, QStringLiteral("d MMM yyyy"));
    };
    const QString hours = QStringLiteral("HH:mm");
    QString result = dayOf(begin.date()) + QLatin1Char(' ') + begin.toString(hours) + QStringLiteral(" – ");
    if (end.date() != begin.date())
        result += dayOf(end.date()) + QLatin1Char(' ');
    return result + end.toString(hours);
}

QString zoneName(Zone zone)
{
    const int offset = zone == Zone::Utc ? 0 : QDateTime::currentDateTime().offsetFromUtc();
    if (offset == 0)
        return QStringLiteral("UTC");
    QString result = QStringLiteral("UTC") + QLatin1Char(offset < 0 ? '-' : '+') +
                     QString::number(std::abs(offset) / 3600);
    if (offset % 3600 != 0)
        result += QLatin1Char(':') + twoDigits(std::abs(offset) / 60 % 60);
    return result;
}

QString duration(Duration value)
{
    if (value < Duration::zero())
        return QStringLiteral("−") + duration(-value);
    if (value < 10s)
        return seconds(value, 2) + QStringLiteral(" s");
    if (value < 60s)
        return seconds(value, 1) + QStringLiteral(" s");
    return clock(value, 1);
}

QString delta(Duration value)
{
    if (value < 1s) {
        const std::int64_t tenths = value.count() / 100'000;
        return decimal(static_cast<double>(tenths) / 10.0, 1) + QStringLiteral(" ms");
    }
    if (value < 60s)
        return seconds(value, 3) + QStringLiteral(" s");
    return clock(value, 1);
}

QString fineDelta(Duration value)
{
    if (value < 1ms)
        return QString::number(std::chrono::duration_cast<std::chrono::microseconds>(value).count()) +
               QStringLiteral(" µs");
    return delta(value);
}

QString longDuration(Duration value)
{
    const std::int64_t whole = duration_cast<std::chrono::seconds>(value).count();
    if (whole < 60)
        return Words::tr("%1 s").arg(whole);
    if (whole < 3600)
        return Words::tr("%1 min %2 s").arg(whole / 60).arg(twoDigits(whole % 60));
    if (whole / 60 % 60 == 0)
        return Words::tr("%1 h").arg(whole / 3600);
    return Words::tr("%1 h %2 min").arg(whole / 3600).arg(twoDigits(whole / 60 % 60));
}

QString count(std::uint64_t number)
{
    return QLocale().toString(static_cast<qulonglong>(number));
}

QString size(std::uint64_t bytes)
{
    constexpr std::uint64_t step = 1024;
    if (bytes < step)
        return QString::number(bytes) + QStringLiteral(" B");
    double value = static_cast<double>(bytes) / step;
    const char16_t* unit = u" KiB";
    if (value >= step) {
        value /= step;
        unit = u" MiB";
    }
    if (value >= step) {
        value /= step;
        unit = u" GiB";
    }
    return QLocale().toString(value, 'f', value < 10 ? 1 : 0) + QString::fromUtf16(unit);
}

QString rate(double perSecond)
{
    return QLocale().toString(perSecond, 'f', perSecond < 100 ? 1 : 0);
}

QString endpoint(const core::net::Endpoint& endpoint)
{
    return exact(endpoint.toString());
}

QString sourceName(std::string_view name)
{
    const bool isUrl = name.find("://") != std::string_view::npos;
    const std::size_t slash = isUrl ? std::string_view::npos : name.rfind('/');
    return text(slash == std::string_view::npos ? name : name.substr(slash + 1));
}

QString transport(core::net::Transport transport)
{
    return exact(core::net::name(transport)).toUpper();
}

} // namespace ui::adapt
