// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/capture_source.h"
#include "core/engine/frame_decoder.h"
#include "core/forward/outgoing_message.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace core::engine {

/// A message that was found, as something to send on. Views into `found`. A message without a correlation
/// id gets its Call-ID as one, as Asterisk and OpenSIPS do it.
[[nodiscard]] forward::OutgoingMessage outgoing(const FoundMessage& found);

/// What a capture agent brought besides SIP, as it saw it.
[[nodiscard]] forward::OutgoingMessage outgoing(const FoundPayload& found);

/// Frames of one source in, messages out, and what else came in HEP, without a session. Everything happens on
/// the source's thread, so whoever takes messages from a live source must not wait.
class MessageRelay final : public capture::FrameSink, private MessageHandler {
public:
    /// False: no more.
    using Visitor = std::function<bool(const forward::OutgoingMessage&)>;

    /// `ready` gets the line of a source that has begun to receive.
    MessageRelay(Visitor visit, std::function<void(const std::string&)> ready);

    /// The source has ended: hands out what was incomplete.
    void finish();

    [[nodiscard]] std::uint64_t frames() const { return m_frames; }

    /// SIP messages and other payloads of HEP that were handed out.
    [[nodiscard]] std::uint64_t messages() const { return m_messages; }

    /// By the kernel, before the source saw them.
    [[nodiscard]] std::uint64_t dropped() const { return m_dropped; }

    [[nodiscard]] const std::vector<base::Error>& warnings() const { return m_warnings; }

    base::SourceId addSource(const capture::SourceDescription& description) override;
    bool push(net::FrameBatch&& batch) override;
    void ready(base::SourceId source, const std::string& line) override;
    void report(base::SourceId source, const capture::SourceCounters& counters) override;
    void warn(base::SourceId source, const base::Error& error) override;
    void progress(std::uint64_t bytesRead, std::uint64_t bytesTotal) override;

private:
    void onMessage(const FoundMessage& found) override;
    void onHepPayload(const FoundPayload& payload) override;
    void handOut(const forward::OutgoingMessage& message);
    void onFrameResolved(base::FrameNumber frame, const FrameVerdict& verdict) override;

    Visitor m_visit;
    std::function<void(const std::string&)> m_ready;
    FrameDecoder m_decoder;
    base::FrameNumber m_next{1};
    base::SourceId m_lastSource;
    bool m_wantsMore = true;
    std::uint64_t m_frames = 0;
    std::uint64_t m_messages = 0;
    std::uint64_t m_dropped = 0;
    std::vector<base::Error> m_warnings;
};

} // namespace core::engine
