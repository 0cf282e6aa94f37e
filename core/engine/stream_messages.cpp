// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/stream_messages.h"

namespace core::engine {

void StreamMessages::append(const net::StreamBytes& bytes, const Visitor& visit)
{
    m_path = bytes.path;
    m_framer.append(bytes.bytes, bytes.followsGap);
    if (!m_framer.isSip()) {
        m_runs.clear();
        return;
    }
    m_runs.push_back({m_length, m_length + bytes.bytes.size(), bytes.frame, bytes.captured, bytes.frameOffset,
                      bytes.isWithinFrame});
    m_length += bytes.bytes.size();
    drain(visit);
    // Everything before what is still pending has been handed out or skipped.
    const std::uint64_t kept = m_length - m_framer.pendingBytes();
    while (!m_runs.empty() && m_runs.front().end <= kept)
        m_runs.pop_front();
}

void StreamMessages::finish(const Visitor& visit)
{
    m_framer.finish();
    drain(visit);
    m_runs.clear();
}

void StreamMessages::drain(const Visitor& visit)
{
    while (const auto piece = m_framer.next()) {
        const std::uint64_t begin = piece->streamOffset;
        const std::uint64_t end = begin + piece->bytes.size();
        m_frames.clear();
        Piece found{.path = m_path, .captured = {}, .bytes = piece->bytes, .defects = piece->defects, .frames = {}};
        for (const Run& run : m_runs) {
            if (run.end <= begin || run.begin >= end)
                continue;
            if (m_frames.empty() || m_frames.back() != run.frame)
                m_frames.push_back(run.frame);
            found.captured = run.captured;
            if (run.begin <= begin && end <= run.end) {
                found.isWithinFrame = run.isWithinFrame;
                found.frameOffset = run.frameOffset + static_cast<std::uint32_t>(begin - run.begin);
            }
        }
        found.frames = m_frames;
        if (!m_frames.empty())
            visit(found);
    }
}

} // namespace core::engine
