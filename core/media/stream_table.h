// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/media/stream_pool.h"

#include <cstdint>
#include <span>
#include <string_view>

namespace core::media {

/// Why a stream is no longer followed.
enum class StreamEnd : std::uint8_t {
    Finished, ///< the recording ended
    Idle,     ///< no packets for the time that the owner of the table allows
    Evicted,  ///< there was no room for another stream
};

/// Receives what a StreamTable finds, on its thread, during its calls. References live during the call.
class StreamSink {
public:
    virtual ~StreamSink() = default;
    /// Its packets so far are counted, but for the one that made it a stream.
    virtual void onStreamFound(const MediaStream& stream) = 0;
    virtual void onInterval(const MediaStream& stream, const IntervalRow& row) = 0;
    virtual void onEvent(const MediaStream& stream, const TelephoneEvent& event) = 0;
    /// SDP named what had been found by its packets alone, or said something new about it.
    virtual void onStreamAttributed(const MediaStream& stream) = 0;

    /// Somebody reported on it other than in RTCP; StreamOrigin::Reports: it may be new.
    virtual void onStreamReported(const MediaStream& /*stream*/) {}

    /// After the rows of its last interval.
    virtual void onStreamEnded(const MediaStream& stream, StreamEnd why) = 0;
};

struct StreamTableLimits {
    std::size_t streams = 65'536;
    /// Of them without any packet, known from reports alone.
    std::size_t reported = 16'384;
    /// Candidates that no signalling announced and whose packets do not suffice yet.
    std::size_t suspects = 4'096;
    AnnouncementLimits announcements;
    /// From which confidence on a suspect is a stream.
    unsigned confidence = 85;
    base::Duration interval = StreamStatistics::defaultInterval;
};

/// What came in; `packets` is the sum of the others and of what suspects hold now.
struct StreamTableCounters {
    std::uint64_t packets = 0;
    /// Of streams, those included that they had as suspects.
    std::uint64_t streamPackets = 0;
    /// Of suspects that were given up: probably no RTP.
    std::uint64_t unconfirmedPackets = 0;
    std::uint64_t streams = 0;
    std::uint64_t evictedStreams = 0;
    std::uint64_t givenUpSuspects = 0;
    std::uint64_t evictedEndpoints = 0;
    /// Report blocks, SRs and metrics of RTCP about no stream that is known.
    std::uint64_t strayReports = 0;
};

/// Around a report that came in no packet of RTCP.
struct ReportContext {
    MediaPath path; ///< of the packet that the report was made of, or of the message that brought it
    base::Timestamp captured;
    base::Timestamp arrived;
    /// The call that whoever reports named; none: nobody did.
    base::CallKey call;
    std::string_view reporter;
};

/// From path and SSRC to the statistics of the stream: takes RTP packets, asks what SDP announced, follows
/// symmetric media through NAT, and tells packets without signalling from those that only look like RTP.
/// Bounded, whatever comes; a packet of a known stream allocates nothing. One thread.
class StreamTable {
public:
    /// `sink` outlives the table.
    explicit StreamTable(StreamSink& sink, const StreamTableLimits& limits = {});
    StreamTable(const StreamTable&) = delete;
    StreamTable& operator=(const StreamTable&) = delete;

    /// SDP said something. Streams that run already learn of it with their next packet.
    void announce(AnnouncedMedia media) { m_announcements.announce(std::move(media)); }

    /// `header` comes from parseRtp().
    void add(const MediaPath& path, const RtpHeader& header, const RtpArrival& arrival);

    /// A packet of UDPTL where fax was announced; its stream has no SSRC, jitter and quality.
    void addFax(const MediaPath& path, std::uint16_t sequence, std::span<const std::byte> datagram,
                const RtpArrival& arrival);

    /// A datagram of RTCP: what it says of streams that are known is kept with them.
    void addControl(const MediaPath& path, std::span<const std::byte> datagram, base::Timestamp captured);

    /// What somebody reports of a stream is kept with it. One that is not known becomes one of its own, of
    /// StreamOrigin::Reports, until its first packet comes.
    void addReport(const StreamReport& report, const ReportContext& context);

    /// Whether fax was announced for the destination; for mediaProtocol().
    [[nodiscard]] FaxExpectation faxAt(const MediaEndpoint& destination) const;

    /// Ends streams, and gives up suspects, whose last packet arrived before `time`.
    void closeIdle(base::Timestamp time);

    /// Ends all streams, in the order of their ids.
    void finish();

    [[nodiscard]] const StreamTableCounters& counters() const;

private:
    /// The SSRCs that a path has had.
    struct PathHistory {
        std::uint32_t ssrcs = 0;
        std::uint64_t lastStream = 0;
        std::uint32_t lastSsrc = 0;
    };

    /// A stream by its call and SSRC, whatever its path.
    struct CallSource {
        base::CallKey call;
        std::uint32_t ssrc = 0;

        bool operator==(const CallSource&) const = default;
    };

    struct CallSourceHash {
        std::size_t operator()(const CallSource& source) const;
    };

    [[nodiscard]] static const PayloadMap& faxFormats();
    PooledStream& suspectFor(const StreamKey& key);
    void addToSuspect(PooledStream& suspect, const RtpHeader& header, const RtpArrival& arrival);
    PooledStream& promote(PooledStream& suspect);
    void attribute(PooledStream& pooled);
    void count(PooledStream& pooled, const RtpHeader& header, const RtpArrival& arrival);
    void countEvents(PooledStream& pooled, const RtpHeader& header, const RtpArrival& arrival);
    static void listen(MediaStream& stream, const RtpHeader& header, const RtpArrival& arrival);
    void takeEvent(MediaStream& stream, const TelephoneEvent& event);
    [[nodiscard]] MediaStream* streamOf(const MediaPath& controlPath, std::uint32_t ssrc);
    [[nodiscard]] PooledStream* find(const MediaPath& controlPath, std::uint32_t ssrc);
    [[nodiscard]] PooledStream* findReported(const StreamReport& report, const MediaPath& path,
                                             base::CallKey call);
    [[nodiscard]] PooledStream* addReported(const StreamReport& report, const MediaPath& path,
                                            const ReportContext& context);
    [[nodiscard]] MediaPath mediaPathOf(const MediaPath& controlPath) const;
    void reveal(PooledStream& pooled);
    void attributeReported(PooledStream& pooled, base::CallKey call);
    void indexByCall(PooledStream& pooled);
    void forgetIndex(PooledStream& pooled);
    void takeReport(const MediaPath& path, const RtcpReport& report, base::Timestamp captured);
    void takeExtended(const MediaPath& path, const RtcpPacket& packet);
    void giveUp(PooledStream& suspect);
    void end(PooledStream& pooled, StreamEnd why);
    void placeOnPath(MediaStream& stream);

    StreamSink& m_sink;
    StreamTableLimits m_limits;
    AnnouncementBook m_announcements;
    StreamPool m_streams;
    StreamPool m_suspects;
    std::unordered_map<MediaPath, PathHistory, MediaPathHash> m_paths;
    /// The newest stream with an SSRC from one address to another; keys have no ports.
    std::unordered_map<StreamKey, StreamKey, StreamKeyHash> m_hosts;
    std::unordered_map<CallSource, StreamKey, CallSourceHash> m_sources;
    std::size_t m_reported = 0; ///< streams without packets
    mutable StreamTableCounters m_counters;
};

} // namespace core::media
