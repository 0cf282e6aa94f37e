// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/interruption.h"

#include <csignal>
#include <pthread.h>

namespace app {
namespace {

/// Ends the waiting thread; never sent by anybody else.
constexpr int wakeUp = SIGUSR2;

sigset_t watchedSignals()
{
    sigset_t signals;
    sigemptyset(&signals);
    for (const int number : {SIGINT, SIGTERM, SIGHUP, wakeUp})
        sigaddset(&signals, number);
    return signals;
}

} // namespace

Interruption::Interruption()
{
    // Blocked in every thread, and taken by one that does nothing else: no code runs in a signal handler.
    const sigset_t signals = watchedSignals();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    m_thread = std::thread{[stop = m_stop, signals]() mutable {
        int number = 0;
        while (sigwait(&signals, &number) == 0 && number != wakeUp)
            stop.request_stop();
    }};
}

Interruption::~Interruption()
{
    pthread_kill(m_thread.native_handle(), wakeUp);
    m_thread.join();
}

} // namespace app
