// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/aside.h"

#include <QMetaObject>
#include <QObject>

#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

namespace ui::session {
namespace {

/// Where an answer goes, as long as somebody is there to get it.
struct Mailbox {
    std::mutex mutex; // protects the next
    QObject* receiver = nullptr;
    QMetaObject::Connection gone; // of the receiver's thread
};

/// How many threads there are. Lives as long as the last of them, which is longer than main().
struct Asides {
    std::mutex mutex; // protects the next
    int count = 0;
    std::condition_variable isOver;
};

std::shared_ptr<Asides> asides()
{
    static const auto all = std::make_shared<Asides>();
    return all;
}

void lookAndDeliver(const std::function<std::function<void()>()>& look,
                    const std::shared_ptr<Mailbox>& mailbox)
{
    auto deliver = look();
    const std::lock_guard lock{mailbox->mutex};
    if (mailbox->receiver == nullptr)
        return;
    QMetaObject::invokeMethod(
        mailbox->receiver,
        [mailbox, deliver = std::move(deliver)] {
            QObject::disconnect(mailbox->gone);
            deliver();
        },
        Qt::QueuedConnection);
}

} // namespace

void runAside(QObject& context, std::function<std::function<void()>()> look)
{
    auto mailbox = std::make_shared<Mailbox>();
    mailbox->receiver = &context;
    mailbox->gone = QObject::connect(&context, &QObject::destroyed, [mailbox] {
        const std::lock_guard lock{mailbox->mutex};
        mailbox->receiver = nullptr;
    });
    const auto all = asides();
    {
        const std::lock_guard lock{all->mutex};
        ++all->count;
    }
    std::thread{[all, mailbox = std::move(mailbox), look = std::move(look)]() mutable {
        lookAndDeliver(look, mailbox);
        // All that it owns has gone before anybody is told.
        look = {};
        mailbox.reset();
        const std::lock_guard lock{all->mutex};
        --all->count;
        all->isOver.notify_all();
    }}.detach();
}

void awaitAsides(std::chrono::milliseconds patience)
{
    const auto all = asides();
    std::unique_lock lock{all->mutex};
    all->isOver.wait_for(lock, patience, [&] { return all->count == 0; });
}

} // namespace ui::session
