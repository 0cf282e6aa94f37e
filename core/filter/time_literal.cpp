// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/filter/time_literal.h"

#include "core/base/ascii.h"
#include "core/filter/literal.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <limits>

namespace core::filter {
namespace {

constexpr std::int64_t second = 1'000'000'000;

struct Unit {
    std::string_view name;
    std::int64_t nanoseconds;
};

constexpr std::array units{
    Unit{"ns", 1},
    Unit{"us", 1'000},
    Unit{"ms", 1'000'000},
    Unit{"s", second},
    Unit{"sec", second},
    Unit{"second", second},
    Unit{"seconds", second},
    Unit{"m", 60 * second},
    Unit{"min", 60 * second},
    Unit{"minute", 60 * second},
    Unit{"minutes", 60 * second},
    Unit{"h", 3'600 * second},
    Unit{"hour", 3'600 * second},
    Unit{"hours", 3'600 * second},
    Unit{"d", 86'400 * second},
    Unit{"day", 86'400 * second},
    Unit{"days", 86'400 * second},
};

const Unit* findUnit(std::string_view name)
{
    const auto* found = std::find_if(units.begin(), units.end(), [&](const Unit& unit) {
        return base::equalsIgnoringCase(unit.name, name);
    });
    return found == units.end() ? nullptr : found;
}

/// Takes fixed pieces off the front of a date; fails for good at the first that does not fit.
class DateReader {
public:
    explicit DateReader(std::string_view text) : m_rest(text) {}

    unsigned number(std::size_t digits)
    {
        const auto value = base::parseDecimal<unsigned>(m_rest.substr(0, digits));
        m_failed = m_failed || m_rest.size() < digits || !value;
        m_rest.remove_prefix(std::min(digits, m_rest.size()));
        return value.value_or(0);
    }

    bool take(std::string_view anyOf)
    {
        if (m_rest.empty() || anyOf.find(m_rest.front()) == std::string_view::npos)
            return false;
        m_rest.remove_prefix(1);
        return true;
    }

    void expect(char c) { m_failed = !take({&c, 1}) || m_failed; }

    /// Digits after a decimal point, as nanoseconds.
    std::int64_t fraction()
    {
        const std::size_t end = std::min(m_rest.find_first_not_of("0123456789"), m_rest.size());
        const auto value = readScaled("0." + std::string{m_rest.substr(0, end)}, second);
        m_failed = m_failed || end == 0 || !value;
        m_rest.remove_prefix(end);
        return value.value_or(0);
    }

    void fail() { m_failed = true; }

    [[nodiscard]] bool isAtEnd() const { return m_rest.empty(); }

    [[nodiscard]] bool failed() const { return m_failed; }

    [[nodiscard]] char next() const { return m_rest.empty() ? '\0' : m_rest.front(); }

private:
    std::string_view m_rest;
    bool m_failed = false;
};

std::int64_t readClock(DateReader& reader)
{
    const unsigned hour = reader.number(2);
    reader.expect(':');
    const unsigned minute = reader.number(2);
    unsigned seconds = 0;
    std::int64_t fraction = 0;
    if (reader.take(":")) {
        seconds = reader.number(2);
        if (reader.take("."))
            fraction = reader.fraction();
    }
    if (hour > 23 || minute > 59 || seconds > 60)
        reader.fail();
    return (std::int64_t{hour} * 3'600 + std::int64_t{minute} * 60 + seconds) * second + fraction;
}

/// "Z", "+01:00" or nothing: what must be subtracted to get UTC.
std::int64_t readOffset(DateReader& reader)
{
    const char sign = reader.next();
    if (reader.take("Zz") || !reader.take("+-"))
        return 0;
    const std::int64_t hours = reader.number(2);
    reader.take(":");
    const std::int64_t minutes = reader.number(2);
    return (hours * 60 + minutes) * 60 * second * (sign == '-' ? -1 : 1);
}

std::optional<std::int64_t> readDate(std::string_view text)
{
    DateReader reader{text};
    const std::chrono::year year{static_cast<int>(reader.number(4))};
    reader.expect('-');
    const std::chrono::month month{reader.number(2)};
    reader.expect('-');
    const std::chrono::day day{reader.number(2)};
    const std::chrono::year_month_day date{year, month, day};
    std::int64_t sinceMidnight = 0;
    if (reader.take(" Tt"))
        sinceMidnight = readClock(reader);
    const std::int64_t offset = readOffset(reader);
    constexpr std::chrono::year earliest{1700};
    constexpr std::chrono::year latest{2250};
    if (reader.failed() || !reader.isAtEnd() || !date.ok() || year < earliest || year > latest)
        return std::nullopt;
    const std::chrono::nanoseconds midnight = std::chrono::sys_days{date}.time_since_epoch();
    return midnight.count() + sinceMidnight - offset;
}

} // namespace

std::optional<std::int64_t> readScaled(std::string_view text, std::int64_t scale)
{
    const bool isNegative = text.starts_with('-');
    if (isNegative)
        text.remove_prefix(1);
    const std::size_t point = std::min(text.find('.'), text.size());
    const auto whole = base::parseDecimal<std::int64_t>(text.substr(0, point));
    if (!whole || *whole > std::numeric_limits<std::int64_t>::max() / scale - 1)
        return std::nullopt;
    long double fraction = 0;
    if (point < text.size()) {
        const std::string_view digits = text.substr(point + 1, 18);
        const auto value = base::parseDecimal<std::int64_t>(digits);
        if (!value || text.find_first_not_of("0123456789", point + 1) != std::string_view::npos)
            return std::nullopt;
        fraction =
            static_cast<long double>(*value) * std::pow(10.0L, -static_cast<long double>(digits.size()));
    }
    const std::int64_t result = *whole * scale + std::llround(fraction * static_cast<long double>(scale));
    return isNegative ? -result : result;
}

std::optional<std::int64_t> readDuration(std::string_view text)
{
    const std::size_t endOfNumber = std::min(text.find_first_not_of("-.0123456789"), text.size());
    const std::string_view name = base::trimmed(text.substr(endOfNumber));
    const Unit* unit = findUnit(name.empty() ? "s" : name);
    return unit == nullptr ? std::nullopt : readScaled(text.substr(0, endOfNumber), unit->nanoseconds);
}

std::optional<std::int64_t> readTime(std::string_view text)
{
    if (const auto seconds = readScaled(text, second))
        return seconds;
    return readDate(text);
}

bool isDurationUnit(std::string_view text)
{
    return findUnit(text) != nullptr;
}

bool looksLikeClock(std::string_view text)
{
    return text.size() >= 5 && base::isDigit(text[0]) && base::isDigit(text[1]) && text[2] == ':';
}

std::optional<std::int64_t> readRelativeTime(std::string_view text)
{
    constexpr std::string_view now = "now";
    if (!base::startsWithIgnoringCase(text, now))
        return std::nullopt;
    const std::string_view rest = base::trimmed(text.substr(now.size()));
    if (rest.empty())
        return 0;
    const std::string_view distance = base::trimmed(rest.substr(1));
    if ((rest.front() != '-' && rest.front() != '+') || distance.empty() || !base::isDigit(distance.front()))
        return std::nullopt;
    const auto duration = readDuration(distance);
    return duration && rest.front() == '-' ? std::optional{-*duration} : duration;
}

bool isNow(std::string_view text)
{
    constexpr std::string_view now = "now";
    return base::startsWithIgnoringCase(text, now) &&
           (text.size() == now.size() || text[now.size()] == '-' || text[now.size()] == '+');
}

} // namespace core::filter
