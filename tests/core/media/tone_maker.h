// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/media/g711.h"
#include "tests/support/frame_builder.h"

#include <cmath>
#include <numbers>
#include <random>
#include <vector>

namespace tests::media {

/// One sine of a sound.
struct Tone {
    double hertz = 0;
    double level = -10; ///< dBm0
};

/// Sound of 8 kHz as G.711, made piece by piece.
class Sound {
public:
    explicit Sound(core::media::CompandingLaw law = core::media::CompandingLaw::A) : m_law(law) {}

    Sound& tones(const std::vector<Tone>& sines, int milliseconds, double noiseLevel = -100)
    {
        std::normal_distribution<double> noise{0, amplitude(noiseLevel) / std::numbers::sqrt2};
        for (int i = 0; i < milliseconds * 8; ++i) {
            double sample = noiseLevel > -100 ? noise(m_random) : 0;
            for (const Tone& tone : sines)
                sample += amplitude(tone.level) * std::sin(2 * std::numbers::pi * tone.hertz * i / 8000);
            m_codes.push_back(core::media::codeOf(m_law, static_cast<std::int16_t>(std::lround(sample))));
        }
        return *this;
    }

    Sound& silence(int milliseconds) { return tones({}, milliseconds); }

    [[nodiscard]] const support::Bytes& codes() const { return m_codes; }

private:
    /// Of a sine: 0 dBm0 is 16120 rms.
    static double amplitude(double level) { return 16'120 * std::numbers::sqrt2 * std::pow(10, level / 20); }

    core::media::CompandingLaw m_law;
    support::Bytes m_codes;
    std::mt19937 m_random{7};
};

} // namespace tests::media
