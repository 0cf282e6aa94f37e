// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/row_sorter.h"

#include "core/sip/defect.h"

#include <algorithm>
#include <array>
#include <bit>
#include <limits>
#include <map>
#include <numeric>
#include <utility>

namespace core::session {
namespace {

using filter::Column;
using filter::Value;

constexpr std::uint64_t noKey = std::numeric_limits<std::uint64_t>::max();

struct KeyedRow {
    std::uint64_t key = 0;
    std::uint32_t row = 0;
};

/// Least significant digit first, eleven bits at a time, which is stable; digits that no key has are left
/// out. A million rows by time take 30 ms.
void radixSort(std::vector<KeyedRow>& rows, std::uint64_t largestKey)
{
    static constexpr unsigned digitBits = 11;
    static constexpr std::uint64_t digitMask = (1U << digitBits) - 1;
    std::vector<KeyedRow> other(rows.size());
    const auto bits = static_cast<unsigned>(std::bit_width(largestKey));
    for (unsigned shift = 0; shift < bits; shift += digitBits) {
        std::array<std::uint32_t, digitMask + 1> places{};
        for (const KeyedRow& row : rows)
            ++places[row.key >> shift & digitMask];
        std::uint32_t place = 0;
        for (std::uint32_t& count : places)
            place += std::exchange(count, place);
        for (const KeyedRow& row : rows)
            other[places[row.key >> shift & digitMask]++] = row;
        rows.swap(other);
    }
}

/// `keyOf(row)` counts from 0; noKey is "no value".
template <typename KeyOf>
void sortByKey(std::vector<std::uint32_t>& rows, SortOrder order, KeyOf keyOf)
{
    std::vector<KeyedRow> keyed;
    keyed.reserve(rows.size());
    std::uint64_t largest = 0;
    for (const std::uint32_t row : rows) {
        keyed.push_back({keyOf(row), row});
        if (keyed.back().key != noKey)
            largest = std::max(largest, keyed.back().key);
    }
    for (KeyedRow& row : keyed) {
        if (row.key == noKey)
            row.key = largest + 1;
        else if (order == SortOrder::Descending)
            row.key = largest - row.key;
    }
    radixSort(keyed, largest + 1);
    std::transform(keyed.begin(), keyed.end(), rows.begin(), [](const KeyedRow& row) { return row.row; });
}

void sortByNumber(std::vector<std::uint32_t>& rows, std::span<const std::int64_t> numbers, SortOrder order)
{
    std::int64_t smallest = std::numeric_limits<std::int64_t>::max();
    for (const std::uint32_t row : rows) {
        if (numbers[row] != Column::absent)
            smallest = std::min(smallest, numbers[row]);
    }
    sortByKey(rows, order, [&](std::uint32_t row) {
        // Two numbers at opposite ends of the range come so close to noKey that one place must give way.
        return numbers[row] == Column::absent
                   ? noKey
                   : std::min(static_cast<std::uint64_t>(numbers[row]) - static_cast<std::uint64_t>(smallest),
                              noKey - 2);
    });
}

bool isAbsent(const Value& value)
{
    const auto* text = std::get_if<std::string_view>(&value);
    return std::holds_alternative<std::monostate>(value) || (text != nullptr && text->empty());
}

/// Place of each code among the codes that occur, by value; equal values share one.
std::vector<std::uint64_t> ranksOf(const std::vector<std::uint32_t>& rows, const Column& column)
{
    std::vector<bool> occurs(column.codeCount);
    for (const std::uint32_t row : rows)
        occurs[column.codes[row]] = true;
    std::vector<std::pair<Value, std::uint32_t>> values;
    std::vector<std::uint64_t> ranks(column.codeCount, noKey);
    for (std::uint32_t code = 0; code < column.codeCount; ++code) {
        if (!occurs[code])
            continue;
        if (Value value = column.valueOfCode(code); !isAbsent(value))
            values.emplace_back(std::move(value), code);
    }
    std::sort(values.begin(), values.end());
    std::uint64_t rank = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (i > 0 && values[i].first != values[i - 1].first)
            ++rank;
        ranks[values[i].second] = rank;
    }
    return ranks;
}

std::string textOf(std::int64_t defects)
{
    std::string text;
    sip::DefectSet{static_cast<std::uint64_t>(defects)}.forEach([&text](sip::Defect defect) {
        if (!text.empty())
            text += ',';
        text += name(defect);
    });
    return text;
}

/// By the names as they are shown.
void sortByDefects(std::vector<std::uint32_t>& rows, std::span<const std::int64_t> sets, SortOrder order)
{
    std::map<std::int64_t, std::uint64_t> rankOfSet;
    for (const std::uint32_t row : rows)
        rankOfSet.emplace(sets[row], noKey);
    std::vector<std::pair<std::string, std::int64_t>> texts;
    for (const auto& [set, rank] : rankOfSet) {
        if (set != 0 && set != Column::absent)
            texts.emplace_back(textOf(set), set);
    }
    std::sort(texts.begin(), texts.end());
    for (std::size_t i = 0; i < texts.size(); ++i)
        rankOfSet[texts[i].second] = i;
    sortByKey(rows, order, [&](std::uint32_t row) { return rankOfSet.find(sets[row])->second; });
}

/// The first value of each row; `none` where there is none.
template <typename Value>
std::vector<Value> firstOf(std::span<const Value> values, std::span<const std::uint32_t> rowOfValue,
                           std::size_t rows, Value none)
{
    std::vector<Value> firsts(rows, none);
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (rowOfValue[i] < rows && firsts[rowOfValue[i]] == none)
            firsts[rowOfValue[i]] = values[i];
    }
    return firsts;
}

} // namespace

std::vector<std::uint32_t> rowsOf(const filter::Bitmap& bitmap)
{
    std::vector<std::uint32_t> rows;
    rows.reserve(bitmap.count());
    bitmap.forEach([&rows](std::size_t row) { rows.push_back(static_cast<std::uint32_t>(row)); });
    return rows;
}

void sortRows(std::vector<std::uint32_t>& rows, const filter::Field& field, const Column& column,
              SortOrder order)
{
    if (rows.empty())
        return;
    if (column.rowOfValue) {
        const std::size_t count = std::size_t{*std::max_element(rows.begin(), rows.end())} + 1;
        const auto integers = firstOf(column.integers, *column.rowOfValue, count, Column::absent);
        if (column.codes.empty())
            return sortRows(rows, field, Column{integers, {}, 0, {}}, order);
        const auto codes = firstOf(column.codes, *column.rowOfValue, count, std::uint32_t{0});
        return sortRows(rows, field, Column{{}, codes, column.codeCount, column.valueOfCode}, order);
    }
    if (field.id == filter::FieldId::Defects)
        return sortByDefects(rows, column.integers, order);
    if (column.codes.empty())
        return sortByNumber(rows, column.integers, order);
    const std::vector<std::uint64_t> ranks = ranksOf(rows, column);
    sortByKey(rows, order, [&](std::uint32_t row) { return ranks[column.codes[row]]; });
}

void sortRows(std::vector<std::uint32_t>& rows, std::span<const std::string> texts, SortOrder order)
{
    std::vector<std::uint32_t> positions(rows.size());
    std::iota(positions.begin(), positions.end(), 0U);
    std::stable_sort(positions.begin(), positions.end(), [&](std::uint32_t a, std::uint32_t b) {
        const std::string& first = texts[a];
        const std::string& second = texts[b];
        if (first.empty() || second.empty())
            return !first.empty() && second.empty();
        return order == SortOrder::Ascending ? first < second : second < first;
    });
    const std::vector<std::uint32_t> before = rows;
    std::transform(positions.begin(), positions.end(), rows.begin(),
                   [&](std::uint32_t position) { return before[position]; });
}

} // namespace core::session
