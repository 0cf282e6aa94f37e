// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/dtmf_detector.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string_view>
#include <utility>

namespace core::media {
namespace {

constexpr double sampleRate = 8000;
constexpr base::Duration sampleTime = std::chrono::microseconds{125};
constexpr std::size_t toneCount = 8;

/// Q.23: rows, then columns, in Hz.
constexpr std::array<double, 8> tones{697, 770, 852, 941, 1209, 1336, 1477, 1633};
constexpr std::string_view keys = "123A456B789C*0#D";

using Powers = std::array<float, toneCount>;

const Powers& coefficients()
{
    static const Powers values = [] {
        Powers made{};
        std::transform(tones.begin(), tones.end(), made.begin(), [](double frequency) {
            return static_cast<float>(2 * std::cos(2 * std::numbers::pi * frequency / sampleRate));
        });
        return made;
    }();
    return values;
}

/// Four numbers that are calculated with at once; compilers do not find that out by themselves here.
using Four = float __attribute__((vector_size(16)));

Four load(std::span<const float, 4> values)
{
    return Four{values[0], values[1], values[2], values[3]};
}

/// Goertzel's filter of each tone over a whole block: rows and columns side by side.
Powers powersIn(std::span<const std::int16_t> block)
{
    const Powers& factors = coefficients();
    const std::array<Four, 2> factor{load(std::span{factors}.first<4>()), load(std::span{factors}.last<4>())};
    std::array<Four, 2> last{};
    std::array<Four, 2> before{};
    for (const std::int16_t sample : block) {
        const auto value = static_cast<float>(sample);
        for (std::size_t group = 0; group < 2; ++group) {
            const Four now = value - before[group] + factor[group] * last[group];
            before[group] = last[group];
            last[group] = now;
        }
    }
    Powers powers{};
    for (std::size_t tone = 0; tone < toneCount; ++tone) {
        const float newest = last[tone / 4][tone % 4];
        const float older = before[tone / 4][tone % 4];
        powers[tone] = newest * newest + older * older - factors[tone] * newest * older;
    }
    return powers;
}

/// The strongest of four, and how much stronger than the next.
struct Peak {
    std::size_t index = 0;
    float power = 0;
    float next = 0;
};

Peak peakOf(std::span<const float, 4> powers)
{
    Peak peak;
    for (std::size_t i = 0; i < powers.size(); ++i) {
        if (powers[i] > peak.power) {
            peak.next = peak.power;
            peak.power = powers[i];
            peak.index = i;
        } else {
            peak.next = std::max(peak.next, powers[i]);
        }
    }
    return peak;
}

} // namespace

DtmfDetector::Verdict DtmfDetector::judgeBlock() const
{
    constexpr double weakest = -35;       // dBm0; Q.24 asks for less than -25
    constexpr double standsOut = 6.3;     // 8 dB above the other tones of its group
    constexpr double columnLouder = 6.3;  // 8 dB, twice what Q.24 allows
    constexpr double rowLouder = 6.3;     // "
    constexpr double shareOfEnergy = 0.7; // speech has its energy elsewhere too
    const auto energy = static_cast<double>(energyOf(m_block));
    const double level = levelOf(energy / blockSize);
    if (level <= weakest)
        return {};
    const Powers powers = powersIn(m_block);
    const Peak row = peakOf(std::span{powers}.first<4>());
    const Peak column = peakOf(std::span{powers}.last<4>());
    const double inTones = (row.power + column.power) * 2 / (blockSize * energy);
    const bool isDigit = row.power > standsOut * row.next && column.power > standsOut * column.next &&
                         column.power < columnLouder * row.power && row.power < rowLouder * column.power &&
                         inTones > shareOfEnergy;
    return isDigit ? Verdict{keys[row.index * 4 + column.index], level} : Verdict{};
}

/// A digit begins with its second block in a row and ends with the second one without it.
std::optional<InbandDigit> DtmfDetector::endBlock(base::Timestamp begin)
{
    constexpr base::Duration blockTime = blockSize * sampleTime;
    const Verdict verdict = judgeBlock();
    std::optional<InbandDigit> ended;
    if (m_open && verdict.digit == m_open->digit) {
        m_open->duration = begin + blockTime - m_open->begin;
        m_misses = 0;
    } else if (m_open && ++m_misses == 2) {
        ended = std::exchange(m_open, std::nullopt);
    }
    if (!m_open && verdict.digit != 0 && verdict.digit == m_lastDigit) {
        m_open = InbandDigit{verdict.digit, begin - blockTime, 2 * blockTime, verdict.level};
        m_misses = 0;
    }
    m_lastDigit = verdict.digit;
    m_samples = 0;
    return ended;
}

std::vector<InbandDigit> DtmfDetector::add(std::span<const std::byte> payload, base::Timestamp captured)
{
    std::vector<std::int16_t> samples(payload.size());
    expand(m_law, payload, samples);
    return addSamples(samples, captured);
}

std::vector<InbandDigit> DtmfDetector::addSamples(std::span<const std::int16_t> samples,
                                                  base::Timestamp captured)
{
    std::vector<InbandDigit> ended;
    base::Timestamp time = captured;
    while (!samples.empty()) {
        if (m_samples == 0)
            m_blockBegin = time;
        const auto part = samples.first(std::min(samples.size(), blockSize - m_samples));
        std::copy(part.begin(), part.end(), m_block.begin() + static_cast<std::ptrdiff_t>(m_samples));
        m_samples += part.size();
        time += sampleTime * static_cast<std::int64_t>(part.size());
        samples = samples.subspan(part.size());
        if (m_samples < blockSize)
            break;
        if (const auto digit = endBlock(m_blockBegin))
            ended.push_back(*digit);
    }
    return ended;
}

std::optional<InbandDigit> DtmfDetector::interrupt()
{
    m_samples = 0;
    m_lastDigit = 0;
    m_misses = 0;
    return std::exchange(m_open, std::nullopt);
}

} // namespace core::media
