// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/source_account.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace core::engine {

using session::FrameFate;
using session::FrameTally;

FrameTally& SourceAccount::tally(const FrameVerdict& verdict)
{
    const auto isIt = [&verdict](const FrameTally& tally) {
        return tally.fate == verdict.fate && tally.detail == verdict.detail;
    };
    if (m_last < m_tallies.size() && isIt(m_tallies[m_last]))
        return m_tallies[m_last];
    const auto place = std::find_if(m_tallies.begin(), m_tallies.end(), isIt);
    m_last = static_cast<std::size_t>(place - m_tallies.begin());
    if (place == m_tallies.end())
        m_tallies.push_back({.fate = verdict.fate, .detail = verdict.detail, .examples = {}});
    return m_tallies[m_last];
}

void SourceAccount::count(base::FrameNumber frame, const FrameVerdict& verdict, Keeping keeping)
{
    ++m_frames;
    if (verdict.isWaiting()) {
        const auto place = std::find(awaited.begin(), awaited.end(), verdict.detail);
        auto& waiting = m_waiting.at(static_cast<std::size_t>(place - awaited.begin()));
        waiting.emplace_hint(waiting.end(), frame);
        return;
    }
    FrameTally& target = tally(verdict);
    ++target.frames;
    target.notStored += keeping == Keeping::NotStored ? 1 : 0;
    if (target.examples.size() < FrameTally::mostExamples)
        target.examples.push_back(frame);
}

bool SourceAccount::resolve(base::FrameNumber frame, const FrameVerdict& verdict)
{
    const bool waited = std::any_of(m_waiting.begin(), m_waiting.end(),
                                    [frame](auto& waiting) { return waiting.erase(frame) != 0; });
    if (!waited)
        return false;
    FrameTally& target = tally(verdict);
    ++target.frames;
    // Decided later than frames that came later: the first ones still are the examples.
    target.examples.insert(std::upper_bound(target.examples.begin(), target.examples.end(), frame), frame);
    if (target.examples.size() > FrameTally::mostExamples)
        target.examples.pop_back();
    return true;
}

bool SourceAccount::isWaiting() const
{
    return std::any_of(m_waiting.begin(), m_waiting.end(),
                       [](const auto& waiting) { return !waiting.empty(); });
}

void SourceAccount::addLost(std::uint64_t frames)
{
    tally({FrameFate::LostFromFile, net::FrameDetail::LostFromFile}).frames += frames;
    m_frames += frames;
}

void SourceAccount::restore(std::vector<FrameTally> tallies)
{
    m_tallies = std::move(tallies);
    m_last = 0;
    m_frames = 0;
    for (auto& waiting : m_waiting)
        waiting.clear();
    for (const FrameTally& tally : m_tallies)
        m_frames += tally.frames;
}

std::vector<FrameTally> SourceAccount::tallies() const
{
    std::vector<FrameTally> all = m_tallies;
    for (std::size_t i = 0; i < awaited.size(); ++i) {
        const std::set<base::FrameNumber>& waiting = m_waiting.at(i);
        if (waiting.empty())
            continue;
        FrameTally& tally = all.emplace_back();
        tally.fate = FrameFate::Incomplete;
        tally.detail = awaited.at(i);
        tally.frames = waiting.size();
        for (auto frame = waiting.begin();
             frame != waiting.end() && tally.examples.size() < FrameTally::mostExamples; ++frame)
            tally.examples.push_back(*frame);
    }
    std::sort(all.begin(), all.end(), [](const FrameTally& a, const FrameTally& b) {
        return std::tie(a.fate, a.detail) < std::tie(b.fate, b.detail);
    });
    return all;
}

} // namespace core::engine
