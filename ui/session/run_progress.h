// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/base/strong_id.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ui::session {

/// How the forwarding of a capture is getting on. Every message is sent, not sent, or still waiting.
struct ForwardProgress {
    struct Reason {
        /// English, as core::forward::name() has it.
        std::string name;
        std::uint64_t messages = 0;
    };

    /// With the port.
    std::string url;
    std::uint64_t sent = 0;
    std::uint64_t waiting = 0;
    std::uint64_t notSent = 0;
    std::vector<Reason> reasons;
    /// TCP or TLS; datagrams have no connection.
    bool isStream = false;
    bool isConnected = false;
    /// Why there is no connection, or what is wrong with it.
    std::optional<core::base::Error> error;
};

/// How a running (or the last) import or capture is getting on. Plain data.
struct RunProgress {
    std::uint64_t framesReceived = 0;
    std::uint64_t framesDropped = 0;
    std::uint64_t framesRefused = 0;
    std::uint64_t framesNotUnderstood = 0;
    std::uint64_t messages = 0;
    /// Over the last two seconds.
    double messagesPerSecond = 0;
    /// Of capture files; total 0 when unknown.
    std::uint64_t bytesRead = 0;
    std::uint64_t bytesTotal = 0;
    std::chrono::seconds running{};
    /// "listening hep+udp://127.0.0.1:40123"
    std::vector<std::string> readyLines;
    std::vector<core::base::Error> warnings;
    /// Sources that ended with an error.
    std::vector<core::base::Error> failures;
    /// What is received from now.
    std::vector<core::base::SourceId> runningSources;
    /// Nothing when nothing is forwarded.
    std::optional<ForwardProgress> forward;
};

} // namespace ui::session
