// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/timestamp.h"
#include "core/media/g711.h"

#include <cstdint>
#include <span>

namespace core::media {

/// How much of a G.711 stream is silence that was sent all the same, which no gap between packets shows: a
/// muted microphone, one-way audio. Judged in pieces of 20 ms. Fixed size; one thread.
class SilenceMeter {
public:
    /// Quieter than the noise of a quiet room on a telephone.
    static constexpr double defaultThreshold = -60; ///< dBm0

    explicit SilenceMeter(CompandingLaw law, double threshold = defaultThreshold)
        : m_law(law), m_threshold(threshold)
    {
    }

    void add(std::span<const std::byte> payload);
    /// The same of linear samples.
    void addSamples(std::span<const std::int16_t> samples);

    /// Of whole pieces.
    [[nodiscard]] base::Duration heard() const { return m_pieces * pieceTime; }

    [[nodiscard]] base::Duration silent() const { return m_silentPieces * pieceTime; }

    [[nodiscard]] base::Duration longestSilence() const { return m_longest * pieceTime; }

    /// Of the pieces that were not silent, in dBm0; -100 when there are none.
    [[nodiscard]] double speechLevel() const;

private:
    static constexpr base::Duration pieceTime = std::chrono::milliseconds{20};
    static constexpr std::uint32_t pieceSize = 160;

    void endPiece();

    CompandingLaw m_law;
    double m_threshold;
    std::int64_t m_energy = 0;
    std::uint32_t m_samples = 0;
    std::int64_t m_pieces = 0;
    std::int64_t m_silentPieces = 0;
    std::int64_t m_run = 0;
    std::int64_t m_longest = 0;
    double m_speechEnergy = 0;
};

} // namespace core::media
