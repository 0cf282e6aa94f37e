// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/silence_meter.h"

#include <algorithm>

namespace core::media {

void SilenceMeter::add(std::span<const std::byte> payload)
{
    for (const std::byte code : payload) {
        const double sample = linearSample(m_law, code);
        m_energy += sample * sample;
        if (++m_samples == pieceSize)
            endPiece();
    }
}

void SilenceMeter::endPiece()
{
    ++m_pieces;
    if (levelOf(m_energy / pieceSize) < m_threshold) {
        ++m_silentPieces;
        m_longest = std::max(m_longest, ++m_run);
    } else {
        m_run = 0;
        m_speechEnergy += m_energy;
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
