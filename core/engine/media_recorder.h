// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/call/info_digits.h"
#include "core/call/media_offers.h"
#include "core/engine/frame_decoder.h"
#include "core/media/stream_table.h"
#include "core/session/session_writer.h"

#include <optional>
#include <unordered_map>
#include <vector>

namespace core::engine {

/// RTP packets and what SDP says of them -> rows of streams and of their intervals. A stream's row is written
/// when it is found, after each interval and at its end. On the session thread.
class MediaRecorder : private media::StreamSink {
public:
    explicit MediaRecorder(session::SessionWriter& writer) : m_writer(writer), m_table(*this) {}

    /// `call` is the message's.
    void takeMessage(const sip::Message& message, base::CallKey call);
    /// Packets of RTP and RTCP come in the order of their frames.
    void takePacket(const FoundRtp& packet, base::Timestamp arrived);

    /// `call` is the one that the report names; none: it names none that is known.
    void takeReport(const FoundReport& found, base::CallKey call, base::Timestamp arrived);

    /// Whether the message brings a report of RFC 6035.
    [[nodiscard]] static bool hasQualityReport(const sip::Message& message);
    /// Nothing when it cannot be read.
    [[nodiscard]] static std::optional<media::MediaReport> qualityReport(const sip::Message& message);

    struct ReportOrigin {
        net::Path path; ///< of the message
        base::Timestamp captured;
        base::Timestamp arrived;
        base::CallKey call;
    };

    void takeQualityReport(const media::MediaReport& report, const ReportOrigin& origin);

    /// What was recorded before of packets that were not stored or are gone: it is written again, and packets
    /// do not count any more. Before the first packet.
    void keep(const std::vector<session::StreamRow>& streams,
              const std::vector<session::StreamIntervalRow>& intervals);

    /// What an earlier recording heard of streams whose packets were stored without their payload: it is
    /// written with the stream of the same id and SSRC when this one hears nothing. Before the first packet.
    void recall(const std::vector<session::StreamRow>& streams);

    /// No more packets: writes what is left of all streams.
    void finish() { m_table.finish(); }

    [[nodiscard]] bool hasUncommitted() const { return m_hasUncommitted; }

    void committed() { m_hasUncommitted = false; }

private:
    void onStreamFound(const media::MediaStream& stream) override;
    void onInterval(const media::MediaStream& stream, const media::IntervalRow& row) override;
    void onEvent(const media::MediaStream& stream, const media::TelephoneEvent& event) override;
    void onStreamAttributed(const media::MediaStream& stream) override;
    void onStreamReported(const media::MediaStream& stream) override;
    void onStreamEnded(const media::MediaStream& stream, media::StreamEnd why) override;
    bool takeFax(const FoundRtp& packet, const media::MediaPath& path, base::Timestamp arrived);
    void addReports(const media::MediaReport& report, const media::ReportContext& context);
    void sweep(base::Timestamp arrived);
    void announceNews();
    void write(const media::MediaStream& stream);
    void writeSound(const media::MediaStream& stream, session::StreamRow& row) const;

    session::SessionWriter& m_writer;
    media::StreamTable m_table;
    call::MediaOffers m_offers;
    call::InfoDigits m_infoDigits;
    std::unordered_map<std::int64_t, session::StreamRow> m_recalled; ///< by id
    /// Found by the packet that is being taken, and written when that is counted too.
    const media::MediaStream* m_found = nullptr;
    base::Timestamp m_nextSweep;
    bool m_isKept = false;
    bool m_hasUncommitted = false;
};

} // namespace core::engine
