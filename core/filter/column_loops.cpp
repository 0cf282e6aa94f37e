// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/filter/column_loops.h"

#include <algorithm>

namespace core::filter {
namespace {

/// The tight loop: no branch and no call per row, one store per 64 rows.
template <typename Test>
Bitmap filled(std::size_t rows, const Bitmap& candidates, Test test)
{
    Bitmap result{rows};
    std::vector<std::uint64_t>& words = result.words();
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::uint64_t open = candidates.words()[i];
        if (open == 0)
            continue;
        const std::size_t first = i * Bitmap::bitsPerWord;
        const std::size_t count = std::min(Bitmap::bitsPerWord, rows - first);
        std::uint64_t word = 0;
        for (std::size_t bit = 0; bit < count; ++bit)
            word |= std::uint64_t{test(first + bit)} << bit;
        words[i] = word & open;
    }
    return result;
}

Bitmap matchingNumbers(std::span<const std::int64_t> values, const Predicate& predicate,
                       const Bitmap& candidates, MatchBudget& budget)
{
    const std::size_t rows = candidates.size();
    if (predicate.isAnything())
        return filled(rows, candidates, [&](std::size_t row) { return values[row] != Column::absent; });
    const Predicate::Numbers* numbers = predicate.numbers();
    if (numbers == nullptr) {
        return filled(rows, candidates, [&](std::size_t row) {
            return values[row] != Column::absent && predicate.matches(Value{values[row]}, budget);
        });
    }
    // A value lies in a range when its distance from the first is at most that of the last, counted without
    // sign: one comparison instead of two.
    Bitmap result{rows};
    for (const NumberRange& range : numbers->ranges) {
        const auto first = static_cast<std::uint64_t>(range.first);
        const std::uint64_t reach = static_cast<std::uint64_t>(range.last) - first;
        result |= filled(rows, candidates, [&](std::size_t row) {
            return static_cast<std::uint64_t>(values[row]) - first <= reach;
        });
    }
    return result;
}

Bitmap matchingDefects(std::span<const std::int64_t> bits, const Predicate& predicate,
                       const Bitmap& candidates, MatchBudget& budget)
{
    sip::DefectSet wanted;
    for (unsigned i = 0; i < sip::defectCount; ++i) {
        const auto defect = static_cast<sip::Defect>(i);
        if (predicate.matches(Value{sip::name(defect)}, budget))
            wanted.add(defect);
    }
    return filled(candidates.size(), candidates, [bits, mask = wanted.bits()](std::size_t row) {
        return (static_cast<std::uint64_t>(bits[row]) & mask) != 0;
    });
}

Bitmap matchingCodes(const Column& column, const Predicate& predicate, const Bitmap& candidates,
                     MatchBudget& budget, const std::stop_token& stop)
{
    const auto passes = [&](std::uint32_t code) {
        const Value value = column.valueOfCode(code);
        const auto text = textIn(value);
        const bool isAbsent = text && text->empty();
        return !isAbsent && predicate.matches(value, budget);
    };
    // Few rows left and many words in the dictionary: ask for those rows only.
    constexpr std::size_t few = 8;
    if (candidates.count() < column.codeCount / few) {
        Bitmap result{candidates.size()};
        candidates.forEach([&](std::size_t row) {
            if (passes(column.codes[row]))
                result.set(row);
        });
        return result;
    }
    std::vector<std::uint8_t> hits(column.codeCount);
    constexpr std::uint32_t codesBetweenChecks = 4'096;
    for (std::uint32_t code = 0; code < column.codeCount; ++code) {
        if (code % codesBetweenChecks == 0 && (stop.stop_requested() || budget.isSpent()))
            return Bitmap{candidates.size()};
        hits[code] = passes(code) ? 1 : 0;
    }
    return filled(candidates.size(), candidates,
                  [&hits, codes = column.codes](std::size_t row) { return hits[codes[row]] != 0; });
}

/// Rows of which any value passes.
Bitmap matchingAnyValue(const Field& field, const Column& column, const Predicate& predicate,
                        const Bitmap& candidates, MatchBudget& budget, const std::stop_token& stop)
{
    const std::span<const std::uint32_t> rows = *column.rowOfValue;
    Bitmap open{rows.size()};
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i] < candidates.size() && candidates.test(rows[i]))
            open.set(i);
    }
    const Column values{column.integers, column.codes, column.codeCount, column.valueOfCode};
    Bitmap result{candidates.size()};
    matchingRows(field, values, predicate, open, budget, stop).forEach([&](std::size_t i) {
        result.set(rows[i]);
    });
    return result;
}

} // namespace

Bitmap matchingRows(const Field& field, const Column& column, const Predicate& predicate,
                    const Bitmap& candidates, MatchBudget& budget, const std::stop_token& stop)
{
    if (candidates.size() == 0)
        return candidates;
    if (column.rowOfValue)
        return matchingAnyValue(field, column, predicate, candidates, budget, stop);
    if (!column.codes.empty())
        return matchingCodes(column, predicate, candidates, budget, stop);
    if (field.id == FieldId::Defects)
        return matchingDefects(column.integers, predicate, candidates, budget);
    return matchingNumbers(column.integers, predicate, candidates, budget);
}

} // namespace core::filter
