// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/forward/forward_counters.h"
#include "core/forward/forward_url.h"
#include "core/forward/message_encoder.h"
#include "core/forward/outbox.h"
#include "core/forward/outgoing_message.h"

#include <chrono>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

namespace core::forward {

struct ForwardOptions {
    ForwardUrl url;
    AgentIdentity identity;
    /// TLS: a PEM file with the authorities that the collector's certificate must come from. When empty,
    /// any certificate will do, and the listener hears of one that could not be verified.
    std::string authorityFile;
    /// Encoded messages that wait, in bytes.
    std::size_t queueBytes = 64U << 20U;
    /// After so long without progress the collector is given up: what waits and comes counts as not sent.
    /// Nothing: never, as a capture wants it.
    std::optional<std::chrono::milliseconds> patience;
    /// Called on the forwarder's thread.
    Outbox::Listener listener;
};

/// Sends messages to one collector, on a thread of its own. A collector that is slow or gone costs its own
/// messages and nothing else. Give messages from one thread; everything else may be called from any.
class Forwarder {
public:
    /// Resolves the host name, once and for all, and opens the socket; TCP and TLS connect later and, when
    /// that fails, again and again. Errors: OptionInvalid, HostNotFound, SendNotPermitted, FileNotReadable,
    /// IoFailed.
    [[nodiscard]] static base::Result<std::unique_ptr<Forwarder>> create(ForwardOptions options);
    /// What still waits is lost.
    ~Forwarder();

    /// Takes a copy and never waits: without room in the queue the message counts as not sent.
    void offer(const OutgoingMessage& message);
    /// Waits for room. False when the collector was given up, or `stop` was requested.
    bool put(const OutgoingMessage& message, const std::stop_token& stop);
    /// Takes no more and waits until everything has been sent, or nothing moved for `patience`.
    void finish(std::chrono::milliseconds patience);

    [[nodiscard]] ForwardCounters counters() const;

    [[nodiscard]] const ForwardUrl& url() const { return m_url; }

    /// A BPF expression for the packets that this forwarder sends: a capture that does not leave them out
    /// would forward them once more, for ever.
    [[nodiscard]] std::string captureFilter() const;

private:
    class Implementation;
    Forwarder(ForwardUrl url, std::unique_ptr<Implementation> implementation);

    ForwardUrl m_url;
    std::unique_ptr<Implementation> m_implementation;
};

} // namespace core::forward
