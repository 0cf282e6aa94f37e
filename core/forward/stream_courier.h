// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/forward/back_off.h"
#include "core/forward/courier.h"
#include "core/forward/in_flight.h"
#include "core/forward/stream_link.h"

#include <deque>
#include <memory>
#include <optional>

namespace core::forward {

/// Sends HEP over TCP or TLS and connects again when the connection breaks. A packet counts as sent when the
/// collector's system has acknowledged it; those that it had not are sent again on the next connection.
class StreamCourier final : public Courier {
public:
    /// Error: FileNotReadable for the authority file. Connecting is left to run().
    [[nodiscard]] static base::Result<std::unique_ptr<Courier>> open(LinkOptions options);
    void run(std::stop_token stop, Outbox& outbox) override;
    [[nodiscard]] std::string captureFilter() const override;

private:
    enum class Ending { Finished, ConnectionLost, GivenUp };

    StreamCourier(std::unique_ptr<StreamLink> link, LinkOptions options);

    [[nodiscard]] Ending serve(const std::stop_token& stop, Outbox& outbox);
    /// Packets for one write, waiting for the first until `deadline`.
    [[nodiscard]] std::deque<Packet> nextBatch(Outbox& outbox, Outbox::Clock::time_point deadline);
    [[nodiscard]] bool writeBatch(std::deque<Packet> batch, const StreamLink::KeepWaiting& keepWaiting);
    void settle(Outbox& outbox);
    void leaveConnection(Outbox& outbox);
    void reportConnected(const Outbox& outbox);
    [[nodiscard]] bool waitBeforeNextAttempt(const std::stop_token& stop, const Outbox& outbox);

    std::unique_ptr<StreamLink> m_link;
    LinkOptions m_options;
    InFlight m_inFlight;
    /// To be written before anything from the outbox.
    std::deque<Packet> m_again;
    BackOff m_backOff;
    bool m_hasReportedCertificate = false;
};

} // namespace core::forward
