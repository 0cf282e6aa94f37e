// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/media/codec.h"

#include <cstdint>
#include <string_view>

namespace core::media {

/// Where the figures of a codec come from.
enum class ImpairmentSource : std::uint8_t {
    /// ITU-T G.113 Appendix I has both figures.
    Published,
    /// It has Ie; how the codec bears loss is taken to be that of G.711 without concealment, the E-model's
    /// default, which is too strict for codecs that conceal losses.
    LossAssumed,
    /// It has neither for what was sent. Mostly Ie is taken to be 0: what is judged is the network, not the
    /// codec.
    Assumed,
};

/// "published", "loss-assumed", "assumed".
[[nodiscard]] std::string_view name(ImpairmentSource source);

/// Equipment impairment factor and packet-loss robustness factor of ITU-T G.107.
struct CodecImpairment {
    double ie = 0;
    double bpl = 4.3;
    ImpairmentSource source = ImpairmentSource::Assumed;
};

/// Whether the receiver fills in for lost packets of G.711 (G.711 Appendix I), which nobody can see from
/// outside. Other codecs conceal by their specification.
enum class Concealment : std::uint8_t { None, Used };

[[nodiscard]] CodecImpairment impairmentOf(Codec codec, Concealment concealment);

} // namespace core::media
