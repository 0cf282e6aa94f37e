// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/strong_id.h"
#include "core/base/timestamp.h"
#include "core/call/call_record.h"
#include "core/call/call_tracker.h"
#include "core/call/message_record.h"
#include "core/net/frame.h"
#include "core/net/frame_detail.h"
#include "core/session/frame_choice.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace core::session {

/// What became of a frame. Every received frame has exactly one, so the sums per source add up. A frame
/// that is several of these counts as the first in the order of rank(). A frame that waits for others is
/// Incomplete until it is known what it belongs to; when nothing comes any more, that is final.
/// The numbers are stored: never reuse one.
enum class FrameFate : std::uint8_t {
    SipMessage = 0,   ///< delivered or completed at least one SIP message
    SipPart = 1,      ///< TCP segment or fragment of a SIP message that another frame completes
    KeepAlive = 2,    ///< empty lines, empty datagrams
    OtherPayload = 3, ///< UDP, TCP or SCTP payload that is not SIP (RTP, DNS, HTTP, ...)
    HepOther = 4,     ///< HEP with another payload type
    HepMalformed = 5, ///< not HEP on a HEP listener, or broken HEP
    TcpControl = 6,   ///< TCP without data
    Repeated = 7,     ///< a TCP segment, fragment or SCTP chunk that was there already
    Incomplete = 8,   ///< fragment or segment whose rest did not come, or not yet
    OtherProtocol = 9,
    UnknownLinkType = 10,
    Malformed = 11,
    TcpGap = 12, ///< TCP data of a SIP connection that belongs to no message: bytes before it were lost
    Undecryptable = 13, ///< encrypted, and not decrypted: it may hide SIP
    LostFromFile = 14,  ///< was received and stored; a damaged file was read without it
};
inline constexpr std::size_t frameFateCount = 15;
/// "sip-message", "keep-alive", ...
[[nodiscard]] std::string_view name(FrameFate fate);
/// The same in words, in English: "part of a SIP message".
[[nodiscard]] std::string_view sentence(FrameFate fate);
/// Of the fates of a frame that is several things, the one with the lowest rank counts.
[[nodiscard]] int rank(FrameFate fate);
/// Broken, or of a kind that we cannot read.
[[nodiscard]] bool isNotUnderstood(FrameFate fate);

/// Frames of one source that had the same fate for the same reason.
struct FrameTally {
    /// The first frames are remembered as examples, at most this many.
    static constexpr std::size_t mostExamples = 10;

    FrameFate fate = FrameFate::OtherPayload;
    net::FrameDetail detail = net::FrameDetail::None;
    std::uint64_t frames = 0;
    /// Of these: not kept in the file, because the user chose so.
    std::uint64_t notStored = 0;
    /// Ascending.
    std::vector<base::FrameNumber> examples;

    bool operator==(const FrameTally&) const = default;
};

/// Separate block streams, so that reading signalling never unpacks media. The numbers are stored.
enum class BlockStream : std::uint8_t { Signalling = 0, Media = 1, Rest = 2, Assembled = 3 };

struct SourceRow {
    base::SourceId id;
    /// "file", "interface", "hep".
    std::string kind;
    std::string name;
    std::string interfaceName;
    net::LinkType link = net::LinkType::Ethernet;
    /// Everything that reached us: the tallies, and what was refused or dropped by our queue.
    std::uint64_t received = 0;
    std::uint64_t receivedBytes = 0;
    std::uint64_t stored = 0;
    /// Never reached us, and is not part of `received`.
    std::uint64_t droppedByKernel = 0;
    std::uint64_t droppedByQueue = 0;
    /// By a HEP listener: wrong key, or an address that is not allowed.
    std::uint64_t refused = 0;
    std::uint64_t messages = 0;
    /// Received frames by what became of them, ordered by fate and detail.
    std::vector<FrameTally> tallies;
    base::Timestamp firstTime;
    base::Timestamp lastTime;
    /// Damage that was met: error name, and a sentence with the place. Empty when none.
    std::vector<std::string> warnings;
    /// Unknown of what earlier programs recorded.
    std::optional<FrameChoice> choice;

    /// Frames with this fate.
    [[nodiscard]] std::uint64_t count(FrameFate fate) const;
    /// What became of all received frames, added up: equals `received`.
    [[nodiscard]] std::uint64_t accounted() const;
};

struct StoredFrame {
    base::FrameNumber number;
    net::FrameHeader header; ///< header.offset is 0
    std::vector<std::byte> bytes;
    /// What a capture file said of it; see net::AgentComment.
    std::string comment = {};

    /// As decoders take it; valid while this stays as it is.
    [[nodiscard]] net::FrameView view() const { return net::viewOf(number, header, bytes, comment); }
};

/// A message on its way into the session.
struct NewMessage {
    const sip::Message* message = nullptr;
    call::MessageTrack track;
    base::Timestamp captured;
    base::Timestamp arrived;
    base::SourceId source;
    net::Path path;
    /// The frame that completes the message.
    base::FrameNumber frame;
    /// Where the message lies in that frame; when it does not lie whole within one frame, `isWithinFrame`
    /// is false, its bytes are stored again as assembled bytes, and `frames` lists all its frames.
    std::uint32_t frameOffset = 0;
    bool isWithinFrame = true;
    std::span<const base::FrameNumber> frames;
    std::uint32_t agentId = 0;
    std::string_view agentName;
    std::string_view correlationId;
    /// LayerStack::text() of the headers in front of it; empty without a tunnel.
    std::string_view tunnel;
};

/// How far a session has got. Published only after the commit that made it true.
struct SessionProgress {
    base::MessageId lastMessage;
    base::CallKey lastCall;
    base::FrameNumber lastFrame;
    std::uint64_t fileBytes = 0;
    std::uint64_t walBytes = 0;
    base::Timestamp firstTime;
    base::Timestamp lastTime;
    // What a ring has let go since the session began.
    std::uint64_t framesGone = 0;
    std::uint64_t messagesGone = 0;
    std::uint64_t callsGone = 0;

    // What the lists have.
    [[nodiscard]] std::uint64_t messages() const
    {
        return static_cast<std::uint64_t>(lastMessage.value) - messagesGone;
    }

    [[nodiscard]] std::uint64_t calls() const
    {
        return static_cast<std::uint64_t>(lastCall.value) - callsGone;
    }

    bool operator==(const SessionProgress&) const = default;
};

/// A name of a computer, from a capture file or from the user; survives reindexing.
struct HostName {
    net::IpAddress address;
    std::string name;

    bool operator==(const HostName&) const = default;
};

/// A remark of the user's on a call (frame 0) or on one of its frames; survives reindexing.
struct Mark {
    std::string callId;
    base::FrameNumber frame;
    std::string label;
    std::string note;
};

/// By how much the clock of a capture point is ahead, as people decided; survives reindexing.
struct ClockCorrection {
    std::string source; ///< its name
    std::uint32_t agentId = 0;
    std::string agentName;
    base::Duration offset{};

    bool operator==(const ClockCorrection&) const = default;
};

/// What people decided about the link between two calls. The numbers are stored: never reuse one.
enum class LinkVerdict : std::uint8_t {
    Accepted = 1, ///< it stays, whatever the messages say
    Rejected = 2, ///< the two do not belong together
    Made = 3,     ///< by hand, without evidence
};

/// Survives reindexing.
struct LinkDecision {
    // Call-IDs.
    std::string first;
    std::string second;
    LinkVerdict verdict = LinkVerdict::Accepted;
    std::string note;

    bool operator==(const LinkDecision&) const = default;
};

} // namespace core::session
