// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flow/media_arrow.h"

#include "core/media/voice_quality.h"

#include <array>
#include <cstdio>

namespace core::flow {
namespace {

std::string decimal(double value, int digits)
{
    std::array<char, 64> text{};
    const int length = std::snprintf(text.data(), text.size(), "%.*f", digits, value);
    return {text.data(), static_cast<std::size_t>(length)};
}

} // namespace

MediaArrow mediaArrow(const session::StreamRow& stream)
{
    const media::StreamCounters& counters = stream.counters;
    MediaArrow arrow;
    arrow.stream = stream.id;
    arrow.call = stream.call;
    arrow.from = stream.path.source;
    arrow.to = stream.path.destination;
    arrow.begin = counters.first;
    arrow.end = counters.last;
    arrow.codec = stream.codec;
    arrow.packets = counters.packets;
    arrow.lossPercent = counters.lossPercent();
    if (counters.clockRate != 0)
        arrow.jitter = counters.jitter.mean;
    if (const auto quality = media::qualityOf(counters, media::codecOf(stream.codec)))
        arrow.mos = quality->mos;
    return arrow;
}

std::string mediaName(const MediaArrow& arrow)
{
    if (arrow.codec == media::faxName)
        return arrow.codec;
    return arrow.codec.empty() ? "RTP" : "RTP " + arrow.codec;
}

std::string mediaFigures(const MediaArrow& arrow)
{
    std::string text = std::to_string(arrow.packets) + (arrow.packets == 1 ? " packet, " : " packets, ") +
                       decimal(std::chrono::duration<double>{arrow.end - arrow.begin}.count(), 3) +
                       " s, loss " + decimal(arrow.lossPercent, 2) + " %";
    if (arrow.jitter)
        text += ", jitter " + decimal(*arrow.jitter, 2) + " ms";
    if (arrow.mos)
        text += ", MOS " + decimal(*arrow.mos, 2);
    return text;
}

} // namespace core::flow
