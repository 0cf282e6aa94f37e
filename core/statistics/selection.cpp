// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/selection.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>
#include <span>
#include <utility>
#include <variant>

namespace core::statistics {
namespace {

base::Result<filter::Bitmap> evaluated(filter::FilterData& data, filter::Scope scope, const std::string& text,
                                       const std::stop_token& stop)
{
    const auto parsed = filter::Filter::parse(text, scope);
    if (const auto* wrong = std::get_if<filter::FilterError>(&parsed))
        return base::Error{base::ErrorCode::FilterInvalid, text,
                           "column " + std::to_string(wrong->column()) + ": " + wrong->sentence()};
    return std::get<filter::Filter>(parsed).evaluate(data, stop);
}

/// "id in {3, 7 .. 9}": nothing when that is no longer a filter that somebody reads. Rows sorted and
/// distinct.
std::optional<std::string> idCondition(std::span<const std::int64_t> ids, std::span<const std::uint32_t> rows)
{
    constexpr std::size_t most = 50;
    std::string text;
    std::size_t entries = 0;
    for (std::size_t first = 0; first < rows.size();) {
        std::size_t last = first;
        while (last + 1 < rows.size() && ids[rows[last + 1]] == ids[rows[last]] + 1)
            ++last;
        if (++entries > most)
            return std::nullopt;
        text += (text.empty() ? "id in {" : ", ") + std::to_string(ids[rows[first]]);
        if (last > first)
            text += " .. " + std::to_string(ids[rows[last]]);
        first = last + 1;
    }
    return entries == 0 ? std::nullopt : std::optional{text + "}"};
}

} // namespace

base::Result<Selection> Selection::make(filter::FilterData& data, std::string filter, std::stop_token stop)
{
    Selection made;
    made.m_data = &data;
    made.m_stop = std::move(stop);
    auto calls = evaluated(data, filter::Scope::Call, filter, made.m_stop);
    if (!calls)
        return calls.error();
    auto messages = evaluated(data, filter::Scope::Message, filter, made.m_stop);
    if (!messages)
        return messages.error();
    made.m_calls = *std::move(calls);
    made.m_messages = *std::move(messages);
    made.m_filter = std::move(filter);
    return made;
}

base::Result<filter::Bitmap> Selection::matching(filter::Scope scope, const std::string& condition) const
{
    if (const auto known = m_known.find(condition); scope == filter::Scope::Call && known != m_known.end())
        return known->second;
    auto found = evaluated(*m_data, scope, condition, m_stop);
    if (!found)
        return found;
    *found &= rows(scope);
    if (scope == filter::Scope::Call)
        m_known.emplace(condition, *found);
    return found;
}

base::Result<Row> Selection::row(std::string name, filter::Scope scope, const std::string& condition) const
{
    const auto found = matching(scope, condition);
    if (!found)
        return found.error();
    return Row{std::move(name), {}, scope, found->count(), filterWith(condition)};
}

base::Result<Row> Selection::rowOfCalls(std::string name, std::vector<std::uint32_t> callRows,
                                        const std::string& condition) const
{
    const auto keys = column(filter::FieldId::CallKey);
    if (!keys)
        return keys.error();
    std::sort(callRows.begin(), callRows.end());
    callRows.erase(std::unique(callRows.begin(), callRows.end()), callRows.end());
    const auto listed = idCondition(keys->integers, callRows);
    return row(std::move(name), filter::Scope::Call, listed.value_or(condition));
}

bool Selection::isEverything() const
{
    return m_filter.find_first_not_of(" \t\r\n") == std::string::npos;
}

std::string Selection::filterWith(const std::string& condition) const
{
    if (isEverything())
        return condition;
    return "(" + m_filter + ") and (" + condition + ")";
}

base::Status Selection::check() const
{
    if (m_stop.stop_requested())
        return base::Error{base::ErrorCode::Cancelled, {}, {}};
    return {};
}

std::string filterText(std::string_view text)
{
    std::string result = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            result += '\\';
            result += c;
        } else if (byte < 0x20 || byte >= 0x7F) {
            std::array<char, 5> hex{};
            std::snprintf(hex.data(), hex.size(), "\\x%02x", static_cast<unsigned>(byte));
            result += hex.data();
        } else {
            result += c;
        }
    }
    return result + '"';
}

std::string secondsText(std::int64_t nanoseconds)
{
    constexpr std::uint64_t second = 1'000'000'000;
    const std::uint64_t size = nanoseconds < 0 ? 0 - static_cast<std::uint64_t>(nanoseconds)
                                               : static_cast<std::uint64_t>(nanoseconds);
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "%s%llu.%09llu", nanoseconds < 0 ? "-" : "",
                  static_cast<unsigned long long>(size / second),
                  static_cast<unsigned long long>(size % second));
    return text.data();
}

double seconds(std::int64_t nanoseconds)
{
    return static_cast<double>(nanoseconds) / 1e9;
}

std::optional<double> percent(std::uint64_t part, std::uint64_t whole)
{
    if (whole == 0)
        return std::nullopt;
    return 100.0 * static_cast<double>(part) / static_cast<double>(whole);
}

} // namespace core::statistics
