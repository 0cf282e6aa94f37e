// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tls/key_log_file.h"

#include <chrono>
#include <memory>

namespace core::engine {

/// Looks after a key log that may still grow, or appear, on a thread of its own: a file on a server that is
/// away holds up nobody. One thread uses this; destroying it waits for nothing.
class KeyLogWatch {
public:
    /// How often the file is looked at.
    static constexpr std::chrono::milliseconds interval{200};

    explicit KeyLogWatch(tls::KeyLogFile file);
    ~KeyLogWatch();
    KeyLogWatch(KeyLogWatch&&) noexcept = default;
    KeyLogWatch& operator=(KeyLogWatch&&) = delete;

    /// Hands out what has been found since the last time.
    void take(const tls::SecretVisitor& visit);
    /// Has the file read for the last time, to its end.
    void requestEnd();
    /// Waits until that is done, but not beyond `deadline`.
    [[nodiscard]] bool waitForEnd(std::chrono::steady_clock::time_point deadline);

private:
    struct State;

    static void run(State& state, tls::KeyLogFile file);

    std::shared_ptr<State> m_state;
};

} // namespace core::engine
