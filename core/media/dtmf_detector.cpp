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
/// A tone of 40 ms, the shortest that Q.24 asks for, holds two whole blocks wherever they begin.
constexpr std::size_t blockSize = 102;
constexpr base::Duration sampleTime = std::chrono::microseconds{125};
constexpr base::Duration blockTime = blockSize * sampleTime;

/// Q.23: rows, then columns, in Hz.
constexpr std::array<double, 8> tones{697, 770, 852, 941, 1209, 1336, 1477, 1633};
constexpr std::string_view keys = "123A456B789C*0#D";

const std::array<double, 8>& coefficients()
{
    static const std::array<double, 8> values = [] {
        std::array<double, 8> made{};
        std::transform(tones.begin(), tones.end(), made.begin(), [](double frequency) {
            return 2 * std::cos(2 * std::numbers::pi * frequency / sampleRate);
        });
        return made;
    }();
    return values;
}

/// The strongest of four, and how much stronger than the next.
struct Peak {
    std::size_t index = 0;
    double power = 0;
    double next = 0;
};

Peak peakOf(std::span<const double, 4> powers)
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

void DtmfDetector::addSample(double sample)
{
    const std::array<double, 8>& factors = coefficients();
    for (std::size_t i = 0; i < toneCount; ++i) {
        Filter& filter = m_filters[i];
        const double now = sample + factors[i] * filter.last - filter.before;
        filter.before = std::exchange(filter.last, now);
    }
    m_energy += sample * sample;
    ++m_samples;
}

DtmfDetector::Verdict DtmfDetector::judgeBlock() const
{
    constexpr double weakest = -35;       // dBm0; Q.24 asks for less than -25
    constexpr double standsOut = 6.3;     // 8 dB above the other tones of its group
    constexpr double columnLouder = 6.3;  // 8 dB, twice what Q.24 allows
    constexpr double rowLouder = 6.3;     // "
    constexpr double shareOfEnergy = 0.7; // speech has its energy elsewhere too
    std::array<double, toneCount> powers{};
    for (std::size_t i = 0; i < toneCount; ++i) {
        const Filter& f = m_filters[i];
        powers[i] = f.last * f.last + f.before * f.before - coefficients()[i] * f.last * f.before;
    }
    const Peak row = peakOf(std::span{powers}.first<4>());
    const Peak column = peakOf(std::span{powers}.last<4>());
    const double level = levelOf(m_energy / blockSize);
    const double inTones = (row.power + column.power) * 2 / (blockSize * std::max(m_energy, 1.0));
    const bool isDigit = level > weakest && row.power > standsOut * row.next &&
                         column.power > standsOut * column.next && column.power < columnLouder * row.power &&
                         row.power < rowLouder * column.power && inTones > shareOfEnergy;
    return isDigit ? Verdict{keys[row.index * 4 + column.index], level} : Verdict{};
}

/// A digit begins with its second block in a row and ends with the second one without it.
std::optional<InbandDigit> DtmfDetector::endBlock(base::Timestamp begin)
{
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
    m_filters = {};
    m_energy = 0;
    m_samples = 0;
    return ended;
}

std::vector<InbandDigit> DtmfDetector::add(std::span<const std::byte> payload, base::Timestamp captured)
{
    std::vector<InbandDigit> ended;
    base::Timestamp time = captured;
    for (const std::byte code : payload) {
        if (m_samples == 0)
            m_blockBegin = time;
        addSample(linearSample(m_law, code));
        time += sampleTime;
        if (m_samples < blockSize)
            continue;
        if (const auto digit = endBlock(m_blockBegin))
            ended.push_back(*digit);
    }
    return ended;
}

std::optional<InbandDigit> DtmfDetector::interrupt()
{
    m_filters = {};
    m_energy = 0;
    m_samples = 0;
    m_lastDigit = 0;
    m_misses = 0;
    return std::exchange(m_open, std::nullopt);
}

} // namespace core::media
