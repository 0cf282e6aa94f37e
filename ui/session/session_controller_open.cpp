// SPDX-License-Identifier: GPL-3.0-or-later
// Files that users open: what they are, and what keys among them are used for.
#include "ui/adapt/text.h"
#include "ui/session/aside.h"
#include "ui/session/engine_run.h"
#include "ui/session/session_controller.h"

#include <algorithm>
#include <utility>

namespace ui::session {

using core::base::Result;
using core::base::Status;

void SessionController::open(const QStringList& files)
{
    look([files] { return lookAtFiles(files); });
}

void SessionController::decryptWith(const QStringList& files)
{
    look([files] {
        OpenedFiles opened;
        opened.keys = asKeyFiles(files);
        return opened;
    });
}

void SessionController::look(std::function<OpenedFiles()> look)
{
    const int number = ++m_lastLook;
    m_looks.push_back({number, std::nullopt});
    emit startingChanged();
    askAside<OpenedFiles>(*this, std::move(look),
                          [this, number](OpenedFiles found) { takeLook(number, std::move(found)); });
}

/// Files are opened in the order in which they were asked for; those that do not answer are left behind by
/// what was asked for after them.
void SessionController::takeLook(int number, OpenedFiles found)
{
    const auto look = std::ranges::find(m_looks, number, &Look::number);
    if (look == m_looks.end())
        return;
    const bool isNext = !found.hasOnlyKeys();
    look->found = std::move(found);
    if (isNext)
        m_looks.erase(m_looks.begin(), look);
    while (!m_looks.empty() && m_looks.front().found) {
        const OpenedFiles files = std::move(*m_looks.front().found);
        m_looks.pop_front();
        emit startingChanged();
        openFound(files);
    }
}

void SessionController::forgetLooks()
{
    if (m_looks.empty())
        return;
    m_looks.clear();
    emit startingChanged();
}

void SessionController::openFound(const OpenedFiles& files)
{
    if (files.hasOnlyKeys()) {
        emit keysTaken(use(files.keys));
        return;
    }
    emit opening();
    whenIdle([this, files] {
        if (files.session.isEmpty()) {
            import(files);
            return;
        }
        view(adapt::path(files.session));
        use(files.keys);
    });
}

KeyUse SessionController::use(const KeyFiles& keys)
{
    if (keys.isEmpty())
        return KeyUse::Nothing;
    if (m_run == nullptr && m_activity == Activity::Viewing) {
        decryptNow(keys);
        return KeyUse::Now;
    }
    if (m_run == nullptr && m_activity != Activity::Decrypting)
        return KeyUse::Nothing;
    m_keysForLater.add(keys);
    if (m_run == nullptr || m_activity != Activity::Capturing)
        return KeyUse::Later;
    useWhileCapturing(keys);
    return KeyUse::FromNowOn;
}

void SessionController::useWhileCapturing(const KeyFiles& keys)
{
    askAside<Status>(*this, m_run->keyAddition(keys), [this, keys](const Status& added) {
        if (added)
            return;
        m_keysForLater.remove(keys); // they would be of no more use then
        emit failed(added.error());
    });
}

void SessionController::decryptNow(const KeyFiles& keys)
{
    m_timer.stop();
    setActivity(Activity::Decrypting);
    setLoader(nullptr); // the file is going to be another one
    m_startThread.post(JobKind::Open, [this, path = m_path, keys](const std::stop_token& stop) {
        auto result = std::make_shared<Result<Decryption>>(decryptSession(path, keys, stop));
        QMetaObject::invokeMethod(
            this, [this, result] { finishDecrypting(*result); }, Qt::QueuedConnection);
    });
}

void SessionController::finishDecrypting(const Result<Decryption>& result)
{
    setLoader(std::make_unique<SessionLoader>(m_path));
    setActivity(Activity::Viewing);
    m_timer.start();
    if (result)
        emit decrypted(*result);
    else
        emit failed(result.error());
    doNext();
}

} // namespace ui::session
