// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/silence_meter.h"

#include <algorithm>
#include <array>

namespace core::media {

void SilenceMeter::add(std::span<const std::byte> payload)
{
    std::array<std::int16_t, pieceSize> samples;
    while (!payload.empty()) {
        const auto codes = payload.first(std::min<std::size_t>(payload.size(), samples.size()));
        const auto expanded = std::span{samples}.first(codes.size());
        expand(m_law, codes, expanded);
        addSamples(expanded);
        payload = payload.subspan(codes.size());
    }
}

void SilenceMeter::addSamples(std::span<const std::int16_t> samples)
{
    while (!samples.empty()) {
        const auto part = samples.first(std::min<std::size_t>(samples.size(), pieceSize - m_samples));
        m_energy += energyOf(part);
        m_samples += static_cast<std::uint32_t>(part.size());
        if (m_samples == pieceSize)
            endPiece();
        samples = samples.subspan(part.size());
    }
}

void SilenceMeter::endPiece()
{
    ++m_pieces;
    const auto energy = static_cast<double>(m_energy);
    if (levelOf(energy / pieceSize) < m_threshold) {
        ++m_silentPieces;
        m_longest = std::max(m_longest, ++m_run);
    } else {
        m_run = 0;
        m_speechEnergy += energy;
    }
    m_energy = 0;
    m_samples = 0;
}

double SilenceMeter::speechLevel() const
{
    const std::int64_t pieces = m_pieces - m_silentPieces;
    return levelOf(pieces == 0 ? 0 : m_speechEnergy / (static_cast<double>(pieces) * pieceSize));
}

} // namespace core::media
