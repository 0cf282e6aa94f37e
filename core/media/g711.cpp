// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/g711.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace core::media {
namespace {

using Table = std::array<std::int16_t, 256>;

/// G.711 table 2: all bits are inverted on the line; sign, segment, step.
constexpr std::int16_t expandMu(unsigned code)
{
    constexpr int bias = 0x84;
    const unsigned bits = ~code & 0xffU;
    const int magnitude = ((static_cast<int>(bits & 0x0fU) << 3) + bias) << (bits >> 4U & 7U);
    return static_cast<std::int16_t>((bits & 0x80U) != 0 ? bias - magnitude : magnitude - bias);
}

/// G.711 table 1: every other bit is inverted on the line.
constexpr std::int16_t expandA(unsigned code)
{
    const unsigned bits = code ^ 0x55U;
    const unsigned segment = bits >> 4U & 7U;
    int magnitude = (static_cast<int>(bits & 0x0fU) << 4) + 8;
    if (segment > 0)
        magnitude = (magnitude + 0x100) << (segment - 1);
    return static_cast<std::int16_t>((bits & 0x80U) != 0 ? magnitude : -magnitude);
}

constexpr Table makeTable(std::int16_t (*expand)(unsigned))
{
    Table table{};
    for (unsigned code = 0; code < table.size(); ++code)
        table[code] = expand(code);
    return table;
}

constexpr Table muTable = makeTable(expandMu);
constexpr Table aTable = makeTable(expandA);

} // namespace

std::int16_t linearSample(CompandingLaw law, std::byte code)
{
    return (law == CompandingLaw::Mu ? muTable : aTable)[std::to_integer<std::size_t>(code)];
}

void expand(CompandingLaw law, std::span<const std::byte> codes, std::span<std::int16_t> samples)
{
    const Table& table = law == CompandingLaw::Mu ? muTable : aTable;
    for (std::size_t i = 0; i < codes.size(); ++i)
        samples[i] = table[std::to_integer<std::size_t>(codes[i])];
}

std::int64_t energyOf(std::span<const std::int16_t> samples)
{
    std::int64_t energy = 0;
    for (const std::int16_t sample : samples)
        energy += std::int64_t{sample} * sample;
    return energy;
}

std::byte codeOf(CompandingLaw law, std::int16_t sample)
{
    const Table& table = law == CompandingLaw::Mu ? muTable : aTable;
    const auto nearest = std::min_element(table.begin(), table.end(), [sample](int left, int right) {
        return std::abs(left - sample) < std::abs(right - sample);
    });
    return static_cast<std::byte>(nearest - table.begin());
}

double levelOf(double meanSquare)
{
    // The loudest sine has 3.14 dBm0 (A) or 3.17 (mu) by G.711 section 2: 32768 / sqrt(2) / 10^(3.15 / 20).
    constexpr double reference = 16'120;
    constexpr double silence = -100;
    return meanSquare <= 0 ? silence
                           : std::max(silence, 10 * std::log10(meanSquare / (reference * reference)));
}

} // namespace core::media
