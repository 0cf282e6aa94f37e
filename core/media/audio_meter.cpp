// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/audio_meter.h"

#include <algorithm>
#include <array>
#include <chrono>

namespace core::media {
namespace {

CompandingLaw lawOf(Codec codec)
{
    return codec == Codec::Pcmu ? CompandingLaw::Mu : CompandingLaw::A;
}

} // namespace

AudioMeter::AudioMeter(Codec codec) : m_silence(lawOf(codec)), m_detector(lawOf(codec)) {}

void AudioMeter::add(const RtpHeader& header, Codec codec, base::Timestamp captured)
{
    // Packets hold whole milliseconds, mostly five or ten; with the tag of SRTP behind them they do not.
    constexpr std::size_t fiveMilliseconds = 40;
    if (header.payload.empty() || header.payload.size() % fiveMilliseconds != 0)
        return;
    const auto step = static_cast<std::int16_t>(header.sequence - m_lastSequence);
    if (m_hasPacket && step <= 0 && step > -1000)
        return;
    if (m_hasPacket && step != 1) {
        if (const auto digit = m_detector.interrupt())
            keep(digit->digit);
    }
    m_hasPacket = true;
    m_lastSequence = header.sequence;
    listen(header.payload, lawOf(codec), captured);
}

void AudioMeter::listen(std::span<const std::byte> payload, CompandingLaw law, base::Timestamp captured)
{
    constexpr base::Duration sampleTime = std::chrono::microseconds{125};
    std::array<std::int16_t, 320> samples;
    while (!payload.empty()) {
        const auto codes = payload.first(std::min(payload.size(), samples.size()));
        const auto expanded = std::span{samples}.first(codes.size());
        expand(law, codes, expanded);
        m_silence.addSamples(expanded);
        for (const InbandDigit& digit : m_detector.addSamples(expanded, captured))
            keep(digit.digit);
        captured += sampleTime * static_cast<std::int64_t>(codes.size());
        payload = payload.subspan(codes.size());
    }
}

void AudioMeter::finish()
{
    if (const auto digit = m_detector.interrupt())
        keep(digit->digit);
}

void AudioMeter::keep(char digit)
{
    if (m_digits.size() < mostDigits)
        m_digits += digit;
}

} // namespace core::media
