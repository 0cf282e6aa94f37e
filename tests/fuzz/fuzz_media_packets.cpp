// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/media_protocol.h"
#include "core/media/rtcp_extended.h"
#include "core/media/rtp_header.h"
#include "core/media/stream_table.h"
#include "core/media/udptl.h"

#include <cstdint>
#include <cstdlib>

using namespace core::media;

namespace {

void require(bool isTrue)
{
    if (!isTrue)
        std::abort();
}

unsigned touch(std::span<const std::byte> bytes)
{
    unsigned sum = 0;
    for (const std::byte b : bytes)
        sum += std::to_integer<unsigned>(b);
    return sum;
}

unsigned touch(std::string_view text)
{
    return touch(std::as_bytes(std::span{text.data(), text.size()}));
}

unsigned readReports(std::span<const std::byte> datagram)
{
    unsigned sum = 0;
    RtcpReader reader{datagram};
    while (const auto packet = reader.next()) {
        sum += touch(packet->body);
        if (const auto report = readReport(*packet)) {
            for (std::size_t i = 0; i < report->blocks.size(); ++i)
                sum += report->blocks[i].ssrc;
        }
        SdesReader items{*packet};
        while (const auto item = items.next())
            sum += touch(item->text);
        if (const auto bye = readBye(*packet)) {
            for (std::size_t i = 0; i < bye->sourceCount(); ++i)
                sum += bye->source(i);
            sum += touch(bye->reason);
        }
        if (const auto application = readApplication(*packet))
            sum += touch(application->data);
        XrReader blocks{*packet};
        while (const auto block = blocks.next()) {
            for (std::size_t i = 0; i < delayCount(*block); ++i)
                sum += delayAt(*block, i).ssrc;
            sum += voipMetrics(*block) ? 1U : 0U;
            sum += statisticsSummary(*block) ? 1U : 0U;
            sum += receiverReferenceTime(*block) ? 1U : 0U;
        }
    }
    return sum;
}

/// Counts what it is told.
class Sink final : public StreamSink {
public:
    void onStreamFound(const MediaStream&) override {}

    void onInterval(const MediaStream&, const IntervalRow& row) override { packets += row.packets; }

    void onEvent(const MediaStream&, const TelephoneEvent&) override {}

    void onStreamAttributed(const MediaStream&) override {}

    void onStreamEnded(const MediaStream&, StreamEnd) override {}

    std::uint64_t packets = 0;
};

/// The input as many short packets of one path: nothing may be counted twice or get lost.
void followStreams(std::span<const std::byte> input)
{
    Sink sink;
    StreamTableLimits limits;
    limits.streams = 4;
    limits.suspects = 2;
    StreamTable table{sink, limits};
    AnnouncedMedia media;
    media.call.value = 1;
    media.parties[0].emplace();
    media.parties[0]->receiver = mediaEndpoint(std::array<std::byte, 4>{}, 1000);
    media.parties[0]->formats.set(101, formatOf({"telephone-event", 8000, 1, {}, 0}));
    if (!input.empty() && (input[0] & std::byte{1}) != std::byte{0})
        table.announce(std::move(media));
    const MediaPath path{mediaEndpoint(std::array<std::byte, 4>{std::byte{1}}, 2000),
                         mediaEndpoint(std::array<std::byte, 4>{}, 1000)};
    core::base::Timestamp time{std::chrono::seconds{1}};
    constexpr std::size_t size = 20;
    for (std::size_t at = 0; at + size <= input.size(); at += size) {
        const RtpParsing parsed = parseRtp(input.subspan(at, size), true);
        if (!parsed)
            continue;
        time += std::chrono::milliseconds{std::to_integer<int>(input[at + 3]) * 8};
        table.add(path, parsed.header, {time, time, 0, 0});
    }
    table.finish();
    const StreamTableCounters& counters = table.counters();
    require(counters.packets == counters.streamPackets + counters.unconfirmedPackets);
    require(sink.packets == counters.streamPackets);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto input = std::as_bytes(std::span{data, size});
    [[maybe_unused]] static volatile unsigned kept = 0;
    unsigned sum = readReports(input);
    for (const bool isTruncated : {false, true}) {
        const RtpParsing parsed = parseRtp(input, isTruncated);
        if (parsed) {
            sum += touch(parsed.header.payload) + touch(parsed.header.contributors);
            ExtensionReader elements{parsed.header};
            while (const auto element = elements.next())
                sum += touch(element->data);
        }
        static_cast<void>(mediaProtocol(input, FaxExpectation::Announced, isTruncated));
    }
    if (const auto fax = parseUdptl(input))
        sum += touch(fax->primary);
    followStreams(input);
    kept = sum; // so that the reading is not left out
    return 0;
}
