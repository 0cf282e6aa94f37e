// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/call/tracked_call.h"
#include "core/dialog/story_message.h"
#include "core/dialog/timers.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace core::dialog {

/// One time that a request or response was sent.
struct Sending {
    Index message = nothing;
    Repeat repeat = Repeat::First;
    /// Since it was sent before; zero for the first time.
    base::Duration pause{};
};

/// A response with its repetitions. A provisional response with other content is another one.
struct Response {
    std::uint16_t status = 0;
    /// Requires an acknowledgement of its own (RFC 3262).
    bool isReliable = false;
    Timer timer = Timer::None;
    std::string_view toTag;
    std::vector<Sending> sendings;

    [[nodiscard]] Index first() const { return sendings.front().message; }

    [[nodiscard]] bool isFinal() const { return status >= 200; }

    [[nodiscard]] bool isSuccess() const { return status >= 200 && status < 300; }
};

enum class Outcome : std::uint8_t {
    Pending,  ///< more may come after the end of what was captured
    Answered, ///< has a final response
    /// No final response, although the time for one (64*T1) passed within the capture.
    TimedOut,
};

/// A request on one hop, with everything that answers it (RFC 3261 section 17): what has the same branch and
/// sent-by in its top Via, the same method and the same CSeq; without the magic cookie also the same tags.
struct Transaction {
    call::Method method = call::Method::Other;
    /// As written.
    std::string_view methodText;
    std::uint32_t cseq = 0;
    std::string_view branch;
    Index hop = nothing;
    net::Endpoint client;
    net::Endpoint server;
    net::Transport transport = net::Transport::Unknown;
    Timer timer = Timer::None;
    /// Empty when the capture began later.
    std::vector<Sending> requests;
    /// In order of their first appearance.
    std::vector<Response> responses;
    /// Of an INVITE: the ACKs on this hop, those to failures and those to each 2xx.
    std::vector<Index> acks;
    /// Of an INVITE: the transaction of the CANCEL; of a CANCEL: the one of the INVITE.
    Index partner = nothing;

    [[nodiscard]] bool hasRequest() const { return !requests.empty(); }

    /// The request; only when it was captured.
    [[nodiscard]] Index request() const { return requests.front().message; }

    /// The first final response; null when there is none.
    [[nodiscard]] const Response* finalResponse() const;
    [[nodiscard]] const Response* firstProvisional() const;
};

/// How often something was sent again, without what looks like one packet captured twice.
[[nodiscard]] std::size_t repetitions(const std::vector<Sending>& sendings);

} // namespace core::dialog
