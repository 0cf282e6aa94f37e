// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/key_log_watch.h"

#include <condition_variable>
#include <iterator>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace core::engine {

/// Shared with the thread, which outlives the watch when the file does not answer.
struct KeyLogWatch::State {
    std::mutex mutex; // protects the others
    std::condition_variable changed;
    std::vector<tls::Secret> found;
    bool mustEnd = false;
    bool isAbandoned = false;
    bool hasEnded = false;
};

KeyLogWatch::KeyLogWatch(tls::KeyLogFile file) : m_state(std::make_shared<State>())
{
    std::thread{[state = m_state, file = std::move(file)]() mutable {
        run(*state, std::move(file));
    }}.detach();
}

KeyLogWatch::~KeyLogWatch()
{
    if (!m_state)
        return; // moved from
    const std::lock_guard lock{m_state->mutex};
    m_state->isAbandoned = true;
    m_state->changed.notify_all();
}

void KeyLogWatch::run(State& state, tls::KeyLogFile file)
{
    std::unique_lock lock{state.mutex};
    while (!state.hasEnded) {
        state.changed.wait_for(lock, interval, [&state] { return state.mustEnd || state.isAbandoned; });
        if (state.isAbandoned)
            return;
        const bool isLast = state.mustEnd;
        lock.unlock();
        std::vector<tls::Secret> found;
        const auto keep = [&found](tls::Secret&& secret) { found.push_back(std::move(secret)); };
        // A file that cannot be read may be back the next time.
        static_cast<void>(isLast ? file.readToEnd(keep) : file.read(keep));
        lock.lock();
        std::move(found.begin(), found.end(), std::back_inserter(state.found));
        state.hasEnded = isLast;
        state.changed.notify_all();
    }
}

void KeyLogWatch::take(const tls::SecretVisitor& visit)
{
    std::vector<tls::Secret> found;
    {
        const std::lock_guard lock{m_state->mutex};
        found.swap(m_state->found);
    }
    for (tls::Secret& secret : found)
        visit(std::move(secret));
}

void KeyLogWatch::requestEnd()
{
    const std::lock_guard lock{m_state->mutex};
    m_state->mustEnd = true;
    m_state->changed.notify_all();
}

bool KeyLogWatch::waitForEnd(std::chrono::steady_clock::time_point deadline)
{
    std::unique_lock lock{m_state->mutex};
    return m_state->changed.wait_until(lock, deadline, [this] { return m_state->hasEnded; });
}

} // namespace core::engine
