// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/voice_quality.h"

#include <algorithm>
#include <cmath>

namespace core::media {
namespace {

// The default values of G.107 table 2.
constexpr double sendLoudness = 8;       // SLR
constexpr double receiveLoudness = 2;    // RLR
constexpr double sidetoneMasking = 15;   // STMR
constexpr double receiveSidetone = 18;   // LSTR = STMR + Dr
constexpr double sendDFactor = 3;        // Ds
constexpr double weightedEchoPath = 110; // WEPL
constexpr double distortionUnits = 1;    // qdu
constexpr double circuitNoise = -70;     // Nc
constexpr double noiseFloor = -64;       // Nfor
constexpr double roomNoiseSend = 35;     // Ps
constexpr double roomNoiseReceive = 35;  // Pr

double power(double decibel)
{
    return std::pow(10, decibel / 10);
}

double decibel(double power)
{
    return 10 * std::log10(power);
}

double root(double sum, double degree)
{
    return std::pow(sum, 1 / degree);
}

/// G.107 equations 7-3 to 7-7: all noise as if it were at the 0 dBr point, in dBm0p.
double noiseSum()
{
    const double overall = sendLoudness + receiveLoudness;
    const double fromSender = roomNoiseSend - sendLoudness - sendDFactor - 100 +
                              0.004 * std::pow(roomNoiseSend - overall - sendDFactor - 14, 2);
    const double atReceiver = roomNoiseReceive + decibel(1 + power(10 - receiveSidetone));
    const double fromReceiver = receiveLoudness - 121 + atReceiver + 0.008 * std::pow(atReceiver - 35, 2);
    return decibel(power(circuitNoise) + power(fromSender) + power(fromReceiver) +
                   power(noiseFloor + receiveLoudness));
}

/// Equation 7-2.
double basicRatio(double noise)
{
    return 15 - 1.5 * (sendLoudness + noise);
}

/// Equations 7-8 to 7-17: what impairs speech while it is spoken.
double simultaneousImpairment(double ratio, double noise, double delay, double echoLoudness)
{
    const double overall = sendLoudness + receiveLoudness;
    const double loud = (overall + 0.2 * (64 + noise - receiveLoudness)) / 8;
    const double tooLow = 20 * (root(1 + std::pow(loud, 8), 8) - loud);

    const double sidetone = -decibel(power(-sidetoneMasking) + std::exp(-delay / 4) * power(-echoLoudness));
    const double badSidetone = 12 * root(1 + std::pow((sidetone - 13) / 6, 8), 8) -
                               28 * root(1 + std::pow((sidetone + 1) / 19.4, 35), 35) -
                               13 * root(1 + std::pow((sidetone - 3) / 33, 13), 13) + 29;

    const double q = 37 - 15 * std::log10(distortionUnits);
    const double g = 1.07 + 0.258 * q + 0.0602 * q * q;
    const double y = (ratio - 100) / 15 + 46 / 8.4 - g / 9;
    const double z = 46.0 / 30 - g / 40;
    const double quantizing = 15 * std::log10(1 + std::pow(10, y) + std::pow(10, z));
    return tooLow + badSidetone + quantizing;
}

/// Equations 7-19 to 7-23.
double talkerEcho(double noise, double delay, double echoLoudness)
{
    const double masked = echoLoudness - 40 * std::log10((1 + delay / 10) / (1 + delay / 150)) +
                          6 * std::exp(-0.3 * delay * delay);
    const double withoutEcho = -1.5 * (noise - receiveLoudness);
    const double half = (withoutEcho - (80 + 2.5 * (masked - 14))) / 2;
    return (half + std::sqrt(half * half + 100) - 1) * (1 - std::exp(-delay));
}

/// Equations 7-25 and 7-26.
double listenerEcho(double ratio, double roundTrip)
{
    const double half = (ratio - 10.5 * (weightedEchoPath + 7) * std::pow(roundTrip + 1, -0.25)) / 2;
    return half + std::sqrt(half * half + 169);
}

/// Equations 7-27 and 7-28: delay alone, without echo.
double absoluteDelay(double delay)
{
    if (delay <= 100)
        return 0;
    const double x = std::log2(delay / 100);
    return 25 * (root(1 + std::pow(x, 6), 6) - 3 * root(1 + std::pow(x / 3, 6), 6) + 2);
}

/// What came late was missed when the next one came, so it counts for the runs but is not missing.
struct Losses {
    std::int64_t missing = 0;
    double missed = 0;
    double runs = 0;
    double expected = 0;
};

std::optional<VoiceQuality> ofLosses(const Losses& losses, Codec codec, const QualityAssumptions& assumptions)
{
    if (!isAudible(codec) || losses.expected <= 0)
        return std::nullopt;
    QualityInput input;
    input.codec = codec;
    input.lossPercent = std::clamp(100 * static_cast<double>(losses.missing) / losses.expected, 0.0, 100.0);
    input.burstRatio = burstRatio(losses.missed, losses.runs, losses.expected);
    return voiceQuality(input, assumptions);
}

} // namespace

double mosOf(double r)
{
    if (r <= 0)
        return 1;
    if (r >= 100)
        return 4.5;
    // The polynomial dips below 1 for R between 0 and 6.5.
    return std::max(1.0, 1 + 0.035 * r + r * (r - 60) * (100 - r) * 7e-6);
}

double burstRatio(double missed, double runs, double expected)
{
    if (runs <= 0 || missed <= 0 || expected <= 0 || missed >= expected)
        return 1;
    return std::max(1.0, missed / runs * (1 - missed / expected));
}

VoiceQuality voiceQuality(const QualityInput& input, const QualityAssumptions& assumptions)
{
    VoiceQuality quality;
    quality.assumptions = assumptions;
    quality.codec = impairmentOf(input.codec, assumptions.concealment);
    const double delay = std::max(0.0, assumptions.oneWayDelayMs);
    const double noise = noiseSum();
    const double ratio = basicRatio(noise);

    quality.delayImpairment = talkerEcho(noise, delay, assumptions.talkerEchoLoudnessDb) +
                              listenerEcho(ratio, 2 * delay) + absoluteDelay(delay);
    // Equation 7-29.
    const double loss = std::clamp(input.lossPercent, 0.0, 100.0);
    const double ie = quality.codec.ie;
    quality.equipmentImpairment =
        ie + (95 - ie) * loss / (loss / std::max(1.0, input.burstRatio) + quality.codec.bpl);

    const double simultaneous = simultaneousImpairment(ratio, noise, delay, assumptions.talkerEchoLoudnessDb);
    quality.r =
        std::clamp(ratio - simultaneous - quality.delayImpairment - quality.equipmentImpairment, 0.0, 100.0);
    quality.mos = mosOf(quality.r);
    return quality;
}

std::optional<VoiceQuality> qualityOf(const IntervalRow& row, Codec codec,
                                      const QualityAssumptions& assumptions)
{
    return ofLosses({row.missing, static_cast<double>(row.missed), static_cast<double>(row.lossRuns),
                     static_cast<double>(row.expected)},
                    codec, assumptions);
}

std::optional<VoiceQuality> qualityOf(const StreamCounters& counters, Codec codec,
                                      const QualityAssumptions& assumptions)
{
    return ofLosses({counters.missing, static_cast<double>(counters.gaps.missed),
                     static_cast<double>(counters.gaps.losses), static_cast<double>(counters.expected)},
                    codec, assumptions);
}

} // namespace core::media
