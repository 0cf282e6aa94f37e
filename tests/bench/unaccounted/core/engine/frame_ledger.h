// SPDX-License-Identifier: GPL-3.0-or-later
// Stands in for the ledger where the decoder is measured without one: knows the verdict of the frame in hand
// and nothing else.
#pragma once

#include "core/base/strong_id.h"
#include "core/net/frame_detail.h"
#include "core/session/rows.h"

#include <functional>
#include <span>

namespace core::engine {

struct FrameVerdict {
    session::FrameFate fate = session::FrameFate::OtherProtocol;
    net::FrameDetail detail = net::FrameDetail::None;

    bool operator==(const FrameVerdict&) const = default;

    [[nodiscard]] FrameVerdict asPart() const { return *this; }

    [[nodiscard]] bool isWaiting() const { return false; }
};

class FrameLedger {
public:
    using Resolver = std::function<void(base::FrameNumber frame, const FrameVerdict& verdict)>;

    explicit FrameLedger(const Resolver& /*resolver*/) {}

    void begin(base::FrameNumber /*frame*/) { m_verdict = {}; }

    void note(const FrameVerdict& verdict) { m_verdict = verdict; }

    void hold() {}

    void release(base::FrameNumber /*frame*/, const FrameVerdict& verdict) { m_verdict = verdict; }

    void settle(base::FrameNumber /*frame*/, const FrameVerdict& /*verdict*/) {}

    void join(std::span<const base::FrameNumber> /*frames*/) {}

    [[nodiscard]] FrameVerdict end(const FrameVerdict& /*otherwise*/, net::FrameDetail /*awaits*/) const
    {
        return m_verdict;
    }

    void finish() {}

private:
    FrameVerdict m_verdict;
};

} // namespace core::engine
