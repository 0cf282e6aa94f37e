// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/job_thread.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace ui::session {

JobThread::JobThread() : m_thread([this](const std::stop_token& stop) { run(stop); }) {}

JobThread::~JobThread()
{
    {
        const std::lock_guard lock{m_mutex};
        m_waiting.clear();
        m_runningStop.request_stop();
    }
    m_thread.request_stop();
    m_thread.join();
}

void JobThread::post(JobKind kind, Job job, std::function<void()> dropped)
{
    std::vector<std::function<void()>> obsolete;
    {
        const std::lock_guard lock{m_mutex};
        obsolete = removeObsolete(kind);
        if (kind != JobKind::Page && kind != JobKind::Other && m_runningKind == kind)
            m_runningStop.request_stop();
        m_waiting.push_back({kind, std::move(job), std::move(dropped)});
        m_wake.notify_one();
    }
    for (const auto& tell : obsolete) {
        if (tell)
            tell();
    }
}

std::vector<std::function<void()>> JobThread::removeObsolete(JobKind kind)
{
    std::vector<std::function<void()>> obsolete;
    if (kind == JobKind::Other)
        return obsolete;
    const auto isSameKind = [&](const Entry& entry) { return entry.kind == kind; };
    const auto allowed = static_cast<std::ptrdiff_t>(kind == JobKind::Page ? mostWaitingPages - 1 : 0);
    auto excess = std::count_if(m_waiting.begin(), m_waiting.end(), isSameKind) - allowed;
    for (auto entry = m_waiting.begin(); excess > 0 && entry != m_waiting.end();) {
        if (!isSameKind(*entry)) {
            ++entry;
            continue;
        }
        obsolete.push_back(std::move(entry->dropped));
        entry = m_waiting.erase(entry);
        --excess;
    }
    return obsolete;
}

std::optional<JobThread::Entry> JobThread::next(const std::stop_token& stop)
{
    std::unique_lock lock{m_mutex};
    m_runningKind.reset();
    m_wake.wait(lock, stop, [&] { return !m_waiting.empty(); });
    if (stop.stop_requested())
        return std::nullopt;
    const auto isPage = [](const Entry& entry) { return entry.kind == JobKind::Page; };
    auto chosen = std::find_if_not(m_waiting.begin(), m_waiting.end(), isPage);
    if (chosen == m_waiting.end())
        chosen = std::prev(m_waiting.end());
    Entry entry = std::move(*chosen);
    m_waiting.erase(chosen);
    m_runningKind = entry.kind;
    m_runningStop = std::stop_source{};
    return entry;
}

void JobThread::run(const std::stop_token& stop)
{
    while (auto entry = next(stop))
        entry->job(m_runningStop.get_token());
}

} // namespace ui::session
