// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/codec_impairment.h"

namespace core::media {

std::string_view name(ImpairmentSource source)
{
    switch (source) {
    case ImpairmentSource::Published:
        return "published";
    case ImpairmentSource::LossAssumed:
        return "loss-assumed";
    case ImpairmentSource::Assumed:
        return "assumed";
    }
    return {};
}

CodecImpairment impairmentOf(Codec codec, Concealment concealment)
{
    constexpr double defaultRobustness =
        4.3; // of G.107 table 2: G.711 without concealment in packets of 10 ms
    constexpr double concealedG711 = 25.1;
    using enum ImpairmentSource;
    switch (codec) {
    case Codec::Pcmu:
    case Codec::Pcma:
        return {0, concealment == Concealment::Used ? concealedG711 : defaultRobustness, Published};
    case Codec::G729: // annex A with VAD
        return {11, 19.0, Published};
    case Codec::G723: // 6.3 kbit/s with VAD
        return {15, 16.1, Published};
    case Codec::GsmEfr:
        return {5, 10.0, Published};
    case Codec::Amr: // as if it were its mode of 12.2 kbit/s, which is GSM-EFR
        return {5, 10.0, Assumed};
    case Codec::Gsm:
        return {20, defaultRobustness, LossAssumed};
    case Codec::GsmHr:
        return {23, defaultRobustness, LossAssumed};
    case Codec::G726: // at 32 kbit/s
    case Codec::G728: // at 16 kbit/s
        return {7, defaultRobustness, LossAssumed};
    default:
        return {0, defaultRobustness, Assumed};
    }
}

} // namespace core::media
