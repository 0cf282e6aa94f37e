// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/media/codec_impairment.h"
#include "core/media/stream_counters.h"

#include <optional>

// The E-model of ITU-T G.107 with its default values, fed with what a stream shows and with what has to be
// assumed about the rest. It rates narrowband telephony.
namespace core::media {

/// What was not measured. It belongs beside every R and MOS that is shown.
struct QualityAssumptions {
    /// Mouth to ear, in ms: network, packetisation and jitter buffer. G.107's T and Ta, and half of its Tr.
    double oneWayDelayMs = 150;
    /// G.107's default: an echo of the talker that is 65 dB down.
    double talkerEchoLoudnessDb = 65;
    Concealment concealment = Concealment::None;
    /// Packets that come later than the receiver can wait are lost to it. No jitter buffer is modelled: none
    /// is counted as such.
    bool isJitterIgnored = true;
};

/// What was measured.
struct QualityInput {
    Codec codec = Codec::Unknown;
    double lossPercent = 0; ///< 0 to 100
    /// G.107's BurstR: how long losses are on average, against the same number of losses at random. 1:
    /// random.
    double burstRatio = 1;
};

struct VoiceQuality {
    double r = 0;                   ///< G.107: 0 to 100
    double mos = 1;                 ///< estimated conversational MOS, 1 to 4.5
    double delayImpairment = 0;     ///< Id
    double equipmentImpairment = 0; ///< Ie-eff
    CodecImpairment codec;
    QualityAssumptions assumptions;
};

[[nodiscard]] VoiceQuality voiceQuality(const QualityInput& input,
                                        const QualityAssumptions& assumptions = {});

/// G.107 Annex B; 1 at and below R = 0, 4.5 at and above 100.
[[nodiscard]] double mosOf(double r);

/// G.107's BurstR from the runs of losses: their mean length times the share of packets that came. At least
/// 1: losses spread more evenly than chance are no better in the model. `missed` packets in `runs` runs, of
/// `expected`.
[[nodiscard]] double burstRatio(double missed, double runs, double expected);

/// Of an interval; nothing when its payload is no speech. Loss is what was missing, duplicates aside.
[[nodiscard]] std::optional<VoiceQuality> qualityOf(const IntervalRow& row, Codec codec,
                                                    const QualityAssumptions& assumptions = {});

/// Of a whole stream.
[[nodiscard]] std::optional<VoiceQuality> qualityOf(const StreamCounters& counters, Codec codec,
                                                    const QualityAssumptions& assumptions = {});

} // namespace core::media
