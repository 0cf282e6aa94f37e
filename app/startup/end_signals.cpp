// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/startup/end_signals.h"

#include <QSocketNotifier>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace app::startup {
namespace {

constexpr std::array watched{SIGINT, SIGTERM, SIGHUP};

std::atomic<int> wakeUp = -1; // what the handler writes to

static_assert(std::atomic<int>::is_always_lock_free, "signal handlers take no locks");

/// Does what a handler may, and nothing else.
void onSignal(int number)
{
    const int error = errno;
    const auto byte = static_cast<char>(number);
    // A full pipe holds enough news already.
    [[maybe_unused]] const ssize_t written = ::write(wakeUp.load(), &byte, 1);
    errno = error;
}

void setHandler(void (*handler)(int))
{
    struct sigaction action {};

    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    for (const int number : watched)
        ::sigaction(number, &action, nullptr);
}

} // namespace

EndSignals::EndSignals(QObject* parent) : QObject(parent)
{
    std::array<int, 2> ends{-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0)
        return; // then signals end the program at once, as they would have
    m_reader = core::base::FileDescriptor{ends[0]};
    m_writer = core::base::FileDescriptor{ends[1]};
    m_notifier = new QSocketNotifier(ends[0], QSocketNotifier::Read, this);
    connect(m_notifier, &QSocketNotifier::activated, this, [this] {
        std::array<char, 16> bytes{};
        while (::read(m_reader.get(), bytes.data(), bytes.size()) > 0) {
        }
        emit received();
    });
    wakeUp = ends[1];
    setHandler(onSignal);
}

EndSignals::~EndSignals()
{
    if (m_notifier != nullptr)
        setHandler(SIG_DFL);
    delete m_notifier;
}

} // namespace app::startup
