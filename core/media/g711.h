// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace core::media {

/// The two companding laws of ITU-T G.711: PCMU and PCMA.
enum class CompandingLaw : std::uint8_t { Mu, A };

/// A code word as a linear sample of 16 bits.
[[nodiscard]] std::int16_t linearSample(CompandingLaw law, std::byte code);

/// The same of many; `samples` is as long as `codes`.
void expand(CompandingLaw law, std::span<const std::byte> codes, std::span<std::int16_t> samples);

/// The sum of the squares.
[[nodiscard]] std::int64_t energyOf(std::span<const std::int16_t> samples);

/// The code word that is nearest to a sample.
[[nodiscard]] std::byte codeOf(CompandingLaw law, std::int16_t sample);

/// In dBm0: 0 for a sine of the reference level, 3.1 for the loudest that the law can carry; -100 for
/// silence.
[[nodiscard]] double levelOf(double meanSquare);

} // namespace core::media
