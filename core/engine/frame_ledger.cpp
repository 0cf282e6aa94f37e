// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/frame_ledger.h"

#include <algorithm>
#include <utility>

namespace core::engine {

using session::FrameFate;

bool FrameVerdict::isWaiting() const
{
    return fate == FrameFate::Incomplete &&
           (detail == net::FrameDetail::AwaitsFragments || detail == net::FrameDetail::AwaitsSegment ||
            detail == net::FrameDetail::AwaitsMessage || detail == net::FrameDetail::AwaitsSecret);
}

void FrameLedger::improve(std::optional<FrameVerdict>& best, const FrameVerdict& verdict)
{
    if (!best || session::rank(verdict.fate) < session::rank(best->fate))
        best = verdict;
}

void FrameLedger::begin(base::FrameNumber frame)
{
    m_current = frame;
    m_open = 0;
    m_best.reset();
    m_followers.clear();
}

void FrameLedger::note(const FrameVerdict& verdict)
{
    improve(m_best, verdict);
}

void FrameLedger::release(base::FrameNumber frame, const FrameVerdict& verdict)
{
    if (frame == m_current) {
        m_open -= m_open > 0 ? 1 : 0;
        note(verdict);
        return;
    }
    const auto place = m_waiting.find(frame);
    if (place == m_waiting.end())
        return;
    Waiting& waiting = place->second;
    improve(waiting.best, verdict);
    waiting.open -= waiting.open > 0 ? 1 : 0;
    if (waiting.open == 0 || waiting.best->fate == FrameFate::SipMessage)
        resolve(frame, *waiting.best);
}

void FrameLedger::settle(base::FrameNumber frame, const FrameVerdict& verdict)
{
    const auto place = m_waiting.find(frame);
    if (place == m_waiting.end())
        return;
    improve(place->second.best, verdict);
    resolve(frame, *place->second.best);
}

void FrameLedger::join(std::span<const base::FrameNumber> frames)
{
    for (const base::FrameNumber frame : frames) {
        if (frame != m_current && m_waiting.contains(frame))
            m_followers.push_back(frame);
    }
}

FrameVerdict FrameLedger::end(const FrameVerdict& otherwise, net::FrameDetail awaits)
{
    FrameVerdict verdict = m_best.value_or(otherwise);
    const bool isDecided = m_open == 0 || verdict.fate == FrameFate::SipMessage;
    if (!isDecided)
        verdict = {FrameFate::Incomplete, awaits};
    if (isDecided || m_waiting.size() >= mostWaiting)
        resolveFollowers(m_followers, verdict);
    else
        m_waiting.emplace(m_current, Waiting{m_open, m_best, awaits, std::move(m_followers)});
    m_followers.clear();
    m_current = {};
    return verdict;
}

void FrameLedger::finish()
{
    while (!m_waiting.empty()) {
        const auto& [frame, waiting] = *m_waiting.begin();
        resolve(frame, waiting.best.value_or(FrameVerdict{FrameFate::Incomplete, waiting.awaits}));
    }
}

void FrameLedger::resolve(base::FrameNumber frame, const FrameVerdict& verdict)
{
    const auto node = m_waiting.extract(frame);
    if (!node)
        return;
    m_resolver(frame, verdict);
    resolveFollowers(node.mapped().followers, verdict);
}

void FrameLedger::resolveFollowers(const std::vector<base::FrameNumber>& followers,
                                   const FrameVerdict& verdict)
{
    for (const base::FrameNumber frame : followers)
        resolve(frame, verdict.asPart());
}

} // namespace core::engine
