// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/address.h"

#include <cstddef>
#include <memory>
#include <span>

namespace tests::support {

/// Sends bytes over one TCP or TLS connection and never reads, as capture agents do. Writing waits while the
/// receiver does not read. One thread.
class StreamSender {
public:
    StreamSender(const core::net::Endpoint& receiver, bool isTls);
    StreamSender(const StreamSender&) = delete;
    StreamSender& operator=(const StreamSender&) = delete;
    /// Closes the socket at once, without a word.
    ~StreamSender();

    [[nodiscard]] bool isConnected() const;
    /// True when all of it was taken.
    bool send(std::span<const std::byte> bytes);

private:
    struct Connection;
    std::unique_ptr<Connection> m_connection;
};

} // namespace tests::support
