// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/aside.h"

#include <QMetaObject>
#include <QObject>

#include <mutex>
#include <thread>

namespace ui::session {
namespace {

/// Where an answer goes, as long as somebody is there to get it.
struct Mailbox {
    std::mutex mutex; // protects the next
    QObject* receiver = nullptr;
    QMetaObject::Connection gone; // of the receiver's thread
};

} // namespace

void runAside(QObject& context, std::function<std::function<void()>()> look)
{
    auto mailbox = std::make_shared<Mailbox>();
    mailbox->receiver = &context;
    mailbox->gone = QObject::connect(&context, &QObject::destroyed, [mailbox] {
        const std::lock_guard lock{mailbox->mutex};
        mailbox->receiver = nullptr;
    });
    std::thread{[mailbox, look = std::move(look)] {
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
    }}.detach();
}

} // namespace ui::session
