// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/media/stream_table.h"

#include "tests/support/rtp_builder.h"

#include <QtTest>
#include <string>
#include <vector>

// A table of streams with somebody who listens, and somebody who talks.
namespace tests::media {

using namespace core::media;
using namespace tests::support;
using namespace std::chrono_literals;
using core::base::Timestamp;

inline constexpr Timestamp start{1'700'000'000s};

inline MediaEndpoint at(std::string_view text, std::uint16_t port)
{
    return mediaEndpoint(address(text).bytes(), port);
}

/// What a session would keep: one line per call, and sums.
class Notes : public StreamSink {
public:
    void onStreamFound(const MediaStream& stream) override
    {
        text += "found " + std::to_string(stream.id) + originOf(stream) + '\n';
    }

    void onInterval(const MediaStream& stream, const IntervalRow& row) override
    {
        packets += row.packets;
        lastInterval = row;
        QVERIFY(stream.id != 0);
    }

    void onEvent(const MediaStream& stream, const TelephoneEvent& event) override
    {
        text += "digit " + std::to_string(stream.id) + ' ' + event.digit().value_or('_') + '\n';
    }

    void onStreamAttributed(const MediaStream& stream) override
    {
        text += "attributed " + std::to_string(stream.id) + originOf(stream) + '\n';
    }

    void onStreamEnded(const MediaStream& stream, StreamEnd why) override
    {
        const char* const names[] = {"finished", "idle", "evicted"};
        if (isTelling)
            text += "ended " + std::to_string(stream.id) + ' ' + names[int(why)] + '\n';
        total = stream.statistics.total();
        ended.push_back(stream.id);
    }

    static std::string originOf(const MediaStream& stream)
    {
        switch (stream.origin) {
        case StreamOrigin::Heuristic:
            return " heuristic " + std::to_string(stream.confidence);
        case StreamOrigin::Signalling:
            return " call " + std::to_string(stream.media->call.value) + " to " +
                   std::to_string(stream.receiver);
        case StreamOrigin::Symmetric:
            return " symmetric call " + std::to_string(stream.media->call.value) + " to " +
                   std::to_string(stream.receiver);
        case StreamOrigin::Reports:
            return " reports";
        }
        return {};
    }

    std::string text;
    std::uint64_t packets = 0;
    IntervalRow lastInterval;
    StreamCounters total;
    std::vector<std::uint64_t> ended;
    bool isTelling = true;
};

/// Sends 20 ms packets over one path.
struct Talker {
    StreamTable& table;
    MediaPath path;
    Rtp packet;
    Timestamp time = start;

    void send(int count = 1)
    {
        for (int i = 0; i < count; ++i) {
            const Bytes bytes = rtp(packet);
            const RtpParsing parsed = parseRtp(bytes);
            QVERIFY(parsed);
            table.add(path, parsed.header, {time, time, 46});
            ++packet.sequence;
            packet.timestamp += 160;
            time += 20ms;
        }
    }
};

inline AnnouncedParty party(const MediaEndpoint& receiver)
{
    AnnouncedParty party;
    party.receiver = receiver;
    party.formats.set(101, formatOf({"telephone-event", 8000, 1, "", 0}));
    return party;
}

inline AnnouncedMedia call(std::int64_t key, const MediaEndpoint& caller, const MediaEndpoint& callee)
{
    AnnouncedMedia media;
    media.call.value = key;
    media.parties = {party(caller), party(callee)};
    return media;
}

inline const MediaEndpoint alice = at("192.0.2.1", 4000);
inline const MediaEndpoint bob = at("198.51.100.2", 5000);

} // namespace tests::media
