// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flow/flow_message.h"
#include "core/flow/media_arrow.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace core::flow {

/// A column of the ladder: a host, or one port of a host that talks to itself.
struct Lane {
    net::IpAddress address;
    /// 0: the lane is the whole host.
    std::uint16_t port = 0;
    /// What FlowOptions::hostName says, else the address; with the port when the lane is one port.
    std::string title;
    /// Messages that begin or end here, repetitions included.
    std::size_t messages = 0;
    /// Stands for all hosts beyond maximumLanes; address and port say nothing then.
    bool isRest = false;
};

/// A flow has at most this many lanes and one for the rest: thousands of strangers may share a Call-ID.
inline constexpr std::size_t maximumLanes = 60;

/// Where and when one packet was seen.
struct Sighting {
    /// The message that it is at that capture point.
    base::MessageId message;
    /// See FlowMessage::place.
    std::string place;
    base::Timestamp time;
    /// Since the first sighting.
    base::Duration delay{};
};

/// A clock that people corrected, of a capture point.
struct CorrectedClock {
    std::string place;
    /// By how much it is ahead; times in the flow are earlier by that.
    base::Duration ahead{};
};

/// One message, with the repetitions that were folded into it.
struct Arrow {
    base::MessageId message;
    base::CallKey call;
    /// Position of the call among the calls of the flow, in order of appearance: for colours.
    std::size_t callIndex = 0;
    /// Of several sessions that share the Call-ID, see dialogNumbers(); else 0.
    std::size_t dialog = 0;
    /// Index into CallFlow::lanes. They are equal when a host talks to itself on one port.
    std::size_t fromLane = 0;
    std::size_t toLane = 0;
    std::uint16_t fromPort = 0;
    std::uint16_t toPort = 0;
    net::Transport transport = net::Transport::Unknown;

    base::Timestamp time;
    /// Since the first arrow of the flow. Negative never: arrows are ordered by time.
    base::Duration sinceStart{};
    /// Since the arrow before this one; zero for the first.
    base::Duration sincePrevious{};

    sip::Kind kind = sip::Kind::Request;
    std::uint16_t status = 0;
    /// "INVITE", "180 Ringing".
    std::string label;
    /// "1 INVITE".
    std::string cseq;
    std::string sdp;
    bool isInvalid = false;

    /// Set when the arrow itself is a repetition that was not folded (its original is elsewhere, or
    /// folding is off).
    base::MessageId retransmissionOf;
    base::MessageId duplicateOf;

    /// Repetitions folded into this arrow: how many of each, and from this arrow's time to the last
    /// retransmission.
    std::size_t retransmissions = 0;
    std::size_t duplicates = 0;
    base::Duration retransmissionSpan{};
    /// From this arrow's time to the duplicate that is furthest from it; below zero when it was seen before.
    base::Duration duplicateDelay{};
    /// The messages behind these numbers, in order of time.
    std::vector<base::MessageId> folded;
    /// In order of time, with the arrow's own message. Empty when one capture point saw it, or when
    /// duplicates are not folded.
    std::vector<Sighting> sightings;
};

/// Nothing happened for longer than FlowOptions::quiet, folded messages included.
struct QuietGap {
    base::Timestamp begin;
    base::Duration length{};
};

using FlowRow = std::variant<Arrow, QuietGap, MediaArrow>;

/// A ladder as plain data: whoever draws it (window, text, SVG, Mermaid) only adds positions.
struct CallFlow {
    std::vector<Lane> lanes;
    /// In order from top to bottom.
    std::vector<FlowRow> rows;
    /// Calls in order of appearance; Arrow::callIndex points here.
    std::vector<base::CallKey> calls;
    base::Timestamp begin;
    base::Timestamp end;
    /// RTP streams beyond FlowOptions::mostStreams, which are not in it.
    std::size_t omittedStreams = 0;
    /// Of the capture points that saw messages of the flow.
    std::vector<CorrectedClock> correctedClocks;

    /// Row that shows the message, also when it was folded; nothing when it is not in the flow.
    [[nodiscard]] std::optional<std::size_t> rowOf(base::MessageId message) const;
};

enum class Media : std::uint8_t { Leave, Show };

enum class Repetitions : std::uint8_t { Fold, Show };

struct FlowOptions {
    Repetitions retransmissions = Repetitions::Fold;
    Repetitions duplicates = Repetitions::Fold;
    /// For loadCallFlow(): no more messages than these, the first ones; 0: all.
    std::size_t mostMessages = 0;
    /// For loadCallFlow(): whether the RTP streams of the calls are in the flow too.
    Media media = Media::Leave;
    /// No more of them than these, the first ones; a hostile call may have thousands.
    std::size_t mostStreams = 200;
    /// Longer pauses become a row of their own; zero: none do.
    base::Duration quiet = std::chrono::seconds{10};
    /// A name for a host, empty when there is none. May be null.
    std::function<std::string(const net::IpAddress&)> hostName;
};

/// Lays the messages of one or several calls out: who talks to whom, in which order. Pure; any thread.
///
/// Rows are ordered by time, then request before its response, then id. The first lane is the caller (who
/// sent the first INVITE, else the first request); the others stand in order of appearance, moved where
/// that brings hosts that talk to each other side by side. A host that sends to itself (a proxy and a phone
/// on one machine) has one lane per port, any other host one lane.
///
/// `streams` stand where they begin, between the addresses that the media really took; those of other calls
/// than the messages' are left out. It is not quiet while media flows.
[[nodiscard]] CallFlow layOut(std::span<const FlowMessage> messages, const FlowOptions& options = {},
                              std::span<const MediaArrow> streams = {});

} // namespace core::flow
