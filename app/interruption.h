// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>
#include <thread>

namespace app {

/// Turns SIGINT, SIGTERM and SIGHUP into a stop request. Make one at the start of main, before any thread.
class Interruption {
public:
    Interruption();
    ~Interruption();
    Interruption(const Interruption&) = delete;
    Interruption& operator=(const Interruption&) = delete;

    [[nodiscard]] std::stop_token token() const { return m_stop.get_token(); }

    [[nodiscard]] bool isRequested() const { return m_stop.stop_requested(); }

private:
    std::stop_source m_stop;
    std::thread m_thread;
};

} // namespace app
