// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace ui::session {

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
};

} // namespace ui::session
