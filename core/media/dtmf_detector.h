// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/timestamp.h"
#include "core/media/g711.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace core::media {

/// A digit that was dialled in the sound itself.
struct InbandDigit {
    char digit = 0; ///< '0' to '9', '*', '#', 'A' to 'D'
    base::Timestamp begin;
    base::Duration duration{}; ///< in steps of 12.75 ms
    double level = 0;          ///< dBm0
};

/// Finds DTMF (ITU-T Q.23, Q.24) in a G.711 stream with the Goertzel algorithm: two tones that stand out from
/// the other six and from everything else, not too different from each other, for at least 25 ms. One thread.
class DtmfDetector {
public:
    explicit DtmfDetector(CompandingLaw law) : m_law(law) {}

    /// The payload of the next packet; `captured` is taken for the time of its first sample. Hands out digits
    /// that have ended.
    [[nodiscard]] std::vector<InbandDigit> add(std::span<const std::byte> payload, base::Timestamp captured);

    /// The same of linear samples.
    [[nodiscard]] std::vector<InbandDigit> addSamples(std::span<const std::int16_t> samples,
                                                      base::Timestamp captured);

    /// Samples are missing here, or the stream has ended: a digit that was heard ends.
    [[nodiscard]] std::optional<InbandDigit> interrupt();

private:
    /// A tone of 40 ms, the shortest that Q.24 asks for, holds two whole blocks wherever they begin.
    static constexpr std::size_t blockSize = 102;

    struct Verdict {
        char digit = 0; ///< 0: none
        double level = 0;
    };

    [[nodiscard]] Verdict judgeBlock() const;
    std::optional<InbandDigit> endBlock(base::Timestamp begin);

    CompandingLaw m_law;
    /// Of the block, until it is whole.
    std::array<std::int16_t, blockSize> m_block{};
    std::size_t m_samples = 0;
    base::Timestamp m_blockBegin;
    /// Of the block before.
    char m_lastDigit = 0;
    std::optional<InbandDigit> m_open;
    unsigned m_misses = 0;
};

} // namespace core::media
