// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/forward/outbox.h"

#include <stop_token>
#include <string>

namespace core::forward {

/// Carries packets from an outbox to a collector.
class Courier {
public:
    virtual ~Courier() = default;

    /// Works until the outbox is closed and empty, the collector was given up, or `stop`. In the end every
    /// packet is counted. On a thread of its own.
    virtual void run(std::stop_token stop, Outbox& outbox) = 0;

    /// A BPF expression for what it sends, so that a capture on the same machine can leave it out.
    [[nodiscard]] virtual std::string captureFilter() const = 0;
};

} // namespace core::forward
