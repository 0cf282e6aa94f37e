// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/strong_id.h"
#include "core/net/frame_detail.h"
#include "core/session/rows.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

namespace core::engine {

/// What a frame, or a part of one, turned out to be.
struct FrameVerdict {
    session::FrameFate fate = session::FrameFate::OtherProtocol;
    net::FrameDetail detail = net::FrameDetail::None;

    bool operator==(const FrameVerdict&) const = default;

    /// What this is for a frame whose content went into another frame that got it.
    [[nodiscard]] FrameVerdict asPart() const
    {
        return fate == session::FrameFate::SipMessage ? FrameVerdict{session::FrameFate::SipPart, {}} : *this;
    }

    /// The frame waits: the verdict will be replaced by a final one.
    [[nodiscard]] bool isWaiting() const;
};

/// Gives every frame exactly one verdict, at once or, when parts of it wait for other frames, as soon as the
/// last of them is decided (or the best possible verdict is in). One thread; bounded: when too many frames
/// wait, further ones are final as Incomplete.
class FrameLedger {
public:
    static constexpr std::size_t mostWaiting = 1'000'000;

    /// Told the final verdict of a frame that waited.
    using Resolver = std::function<void(base::FrameNumber frame, const FrameVerdict& verdict)>;

    explicit FrameLedger(Resolver resolver) : m_resolver(std::move(resolver)) {}

    /// A frame is being decoded from here to end().
    void begin(base::FrameNumber frame);
    /// The frame carried this, among other things perhaps.
    void note(const FrameVerdict& verdict);

    /// A part of the frame waits.
    void hold() { ++m_open; }

    /// A part of `frame` that waited became this. Unknown frames are passed over: they were decided early.
    void release(base::FrameNumber frame, const FrameVerdict& verdict);
    /// All of `frame` became this, whatever of it still waits.
    void settle(base::FrameNumber frame, const FrameVerdict& verdict);
    /// The frames are parts of one packet with the frame being decoded, and share its verdict.
    void join(std::span<const base::FrameNumber> frames);
    /// `otherwise` is for a frame that nothing was noted of, `awaits` the reason when it waits.
    [[nodiscard]] FrameVerdict end(const FrameVerdict& otherwise, net::FrameDetail awaits);

    /// No more frames: what waits has waited in vain.
    void finish();

private:
    struct Waiting {
        unsigned open = 0;
        std::optional<FrameVerdict> best;
        net::FrameDetail awaits = net::FrameDetail::None;
        /// Frames that share its verdict.
        std::vector<base::FrameNumber> followers;
    };

    static void improve(std::optional<FrameVerdict>& best, const FrameVerdict& verdict);
    void resolve(base::FrameNumber frame, const FrameVerdict& verdict);
    void resolveFollowers(const std::vector<base::FrameNumber>& followers, const FrameVerdict& verdict);

    Resolver m_resolver;
    std::unordered_map<base::FrameNumber, Waiting> m_waiting;

    // Of the frame being decoded.
    base::FrameNumber m_current;
    unsigned m_open = 0;
    std::optional<FrameVerdict> m_best;
    std::vector<base::FrameNumber> m_followers;
};

} // namespace core::engine
