// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/strong_id.h"
#include "core/base/timestamp.h"
#include "core/call/call_record.h"
#include "core/call/call_tracker.h"
#include "core/call/message_record.h"
#include "core/net/frame.h"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace core::session {

/// What became of a frame. Every received frame has exactly one, so the sums per source add up.
/// The numbers are stored: never reuse one.
enum class FrameFate : std::uint8_t {
    SipMessage = 0, ///< delivered or completed at least one SIP message
    SipPart = 1,    ///< TCP segment or fragment of a SIP message that another frame completes
    KeepAlive = 2,
    OtherPayload = 3, ///< UDP, TCP or SCTP payload that is not SIP (RTP, DNS, HTTP, ...)
    HepOther = 4,     ///< HEP with another payload type
    HepMalformed = 5,
    TcpControl = 6,
    TcpRepeated = 7,
    HeldIncomplete = 8, ///< fragment or segment whose rest never came
    OtherProtocol = 9,
    UnknownLinkType = 10,
    Malformed = 11,
};
inline constexpr std::size_t frameFateCount = 12;
/// "sip-message", "keep-alive", ...
[[nodiscard]] std::string_view name(FrameFate fate);

/// Separate block streams, so that reading signalling never unpacks media. The numbers are stored.
enum class BlockStream : std::uint8_t { Signalling = 0, Media = 1, Rest = 2, Assembled = 3 };

struct SourceRow {
    base::SourceId id;
    /// "file", "interface", "hep".
    std::string kind;
    std::string name;
    std::string interfaceName;
    net::LinkType link = net::LinkType::Ethernet;
    std::uint64_t received = 0;
    std::uint64_t receivedBytes = 0;
    std::uint64_t stored = 0;
    std::uint64_t droppedByKernel = 0;
    std::uint64_t droppedByQueue = 0;
    std::uint64_t refused = 0;
    std::uint64_t messages = 0;
    /// Received frames by what became of them; sums up to `received`.
    std::array<std::uint64_t, frameFateCount> fates{};
    base::Timestamp firstTime;
    base::Timestamp lastTime;
    /// Damage that was met: error name, and a sentence with the place. Empty when none.
    std::vector<std::string> warnings;
};

struct StoredFrame {
    base::FrameNumber number;
    net::FrameHeader header; ///< header.offset is 0
    std::vector<std::byte> bytes;
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

    bool operator==(const SessionProgress&) const = default;
};

/// A remark of the user's on a call or a frame; survives reindexing.
struct Mark {
    std::string callId;
    base::FrameNumber frame;
    std::string label;
    std::string note;
};

} // namespace core::session
