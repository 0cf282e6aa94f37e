// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/call/call_record.h"
#include "core/call/contact.h"
#include "core/call/packed_text.h"
#include "core/call/saturating_time.h"
#include "core/call/seen_messages.h"
#include "core/sip/message.h"

#include <cstdint>
#include <limits>

namespace core::call {

/// A CallRecord in its smallest form, and what the tracker knows of a call only while it is in memory.
struct TrackedCall {
    static constexpr base::Timestamp noTime = base::Timestamp::min();
    static constexpr std::uint32_t noSlot = std::numeric_limits<std::uint32_t>::max();

    // As in CallRecord; absent times are noTime.
    PackedText text;
    base::CallKey key;
    base::MessageId firstMessage;
    base::MessageId lastMessage;
    base::Timestamp firstTime = noTime;
    base::Timestamp lastTime = noTime;
    base::Timestamp inviteTime = noTime;
    base::Timestamp firstProvisional = noTime;
    base::Timestamp ringTime = noTime;
    base::Timestamp answerTime = noTime;
    base::Timestamp endTime = noTime;
    base::Timestamp expires = noTime;
    net::Path path;
    std::uint32_t messages = 0;
    std::uint32_t requests = 0;
    std::uint32_t retransmissions = 0;
    std::uint32_t inviteCSeq = 0;
    std::uint16_t finalStatus = 0;
    CallType type = CallType::Other;
    CallState state = CallState::Unknown;
    EndedBy endedBy = EndedBy::Nobody;

    // Known in memory only; forgetTransient() puts it back to what a reload from the session gives.
    SeenMessages seen;
    /// Something happens at this time unless a message comes first.
    base::Timestamp deadline = base::Timestamp::max();
    /// Digest of the top Via's branch of the attempt that counts; 0 when not known.
    std::uint64_t branch = 0;
    /// Digest of the Contact that the attempt binds; 0 when it binds none.
    std::uint64_t contact = 0;
    /// Seconds that the attempt asked for.
    std::uint32_t requestedExpiry = noExpiry;
    /// endTime was taken from a BYE on the first hop.
    bool hasEndOnFirstHop = false;
    /// An ACK followed although no final response of the attempt was captured.
    bool isAcknowledged = false;

    // Bookkeeping of the tracker.
    bool isChanged = false;
    /// Has left, but its last change was not taken yet.
    bool hasLeft = false;
    std::uint8_t list = 3; ///< CallStore::NoList
    std::uint32_t slot = noSlot;
    std::uint32_t previous = noSlot;
    std::uint32_t next = noSlot;
    std::uint64_t hash = 0;
    /// Arrival of the last message, or the moment of the last timeout.
    base::Timestamp activity = noTime;
    /// Time of the entry in the queue of deadlines that speaks for this call.
    base::Timestamp queued = base::Timestamp::max();
    std::size_t countedBytes = 0;

    void fill(CallRecord& record) const;
    void load(const CallRecord& record);
    void forgetTransient();

    [[nodiscard]] std::size_t footprint() const { return text.footprint() + seen.footprint(); }
};

/// The methods that tracking tells apart.
enum class Method : std::uint8_t {
    Invite,
    Ack,
    Bye,
    Cancel,
    Register,
    Subscribe,
    Notify,
    Message,
    Options,
    Publish,
    Prack,
    Update,
    Info,
    Refer,
    Other,
};

[[nodiscard]] Method parseMethod(std::string_view text);

/// Keyed digest of one text; never 0.
[[nodiscard]] std::uint64_t digestOf(std::string_view text);

} // namespace core::call
