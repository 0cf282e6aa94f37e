// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/session_controller.h"

#include "ui/session/engine_run.h"

#include <utility>

namespace ui::session {

using core::base::Error;

SessionController::SessionController(settings::Settings& settings, QObject* parent)
    : QObject(parent), m_settings(settings)
{
    m_timer.setInterval(tickInterval);
    connect(&m_timer, &QTimer::timeout, this, &SessionController::tick);
}

SessionController::~SessionController()
{
    // An interrupted import leaves no file.
    const bool isDiscarding = m_run != nullptr && m_activity == Activity::Importing && !m_run->isDone();
    m_run.reset();
    m_loader.reset();
    if (isDiscarding)
        static_cast<void>(core::session::removeSession(m_path)); // nobody is left to be told
}

void SessionController::view(const std::filesystem::path& path)
{
    auto loader = std::make_unique<SessionLoader>(path);
    m_path = path;
    m_progress = {};
    setLoader(std::move(loader));
    setActivity(Activity::Viewing);
    m_timer.start();
}

void SessionController::setLoader(std::unique_ptr<SessionLoader> loader)
{
    if (m_loader == nullptr && loader == nullptr)
        return;
    // The old one lives until everybody has let go of it.
    const std::unique_ptr<SessionLoader> old = std::exchange(m_loader, std::move(loader));
    if (m_loader != nullptr) {
        connect(
            m_loader.get(), &SessionLoader::failed, this,
            [this](const Error& error) {
                if (m_run == nullptr)
                    close();
                emit failed(error);
            },
            Qt::QueuedConnection);
    }
    emit sessionChanged();
}

void SessionController::setActivity(Activity activity)
{
    if (std::exchange(m_activity, activity) != activity)
        emit activityChanged();
}

void SessionController::whenIdle(std::function<void()> next)
{
    giveUpStarting();
    m_keysForLater = {}; // were meant for the session that goes now
    if (m_run == nullptr && m_activity != Activity::Decrypting) {
        next();
        return;
    }
    m_next = std::move(next);
    if (m_run != nullptr)
        m_run->requestStop();
    else
        cancelDecrypting();
}

void SessionController::stop()
{
    giveUpStarting();
    if (m_run != nullptr)
        m_run->requestStop();
}

void SessionController::cancelDecrypting()
{
    m_startThread.post(JobKind::Open, [](const std::stop_token&) {}); // stops the one that runs
}

void SessionController::cancelImport()
{
    forgetLooks();
    giveUpStarting();
    if (m_activity == Activity::Decrypting)
        cancelDecrypting();
    if (m_run == nullptr || m_activity != Activity::Importing)
        return;
    m_isDiscarding = true;
    m_run->requestStop();
}

void SessionController::close()
{
    forgetLooks();
    whenIdle([this] {
        m_timer.stop();
        m_path.clear();
        m_progress = {};
        setLoader(nullptr);
        setActivity(Activity::Nothing);
    });
}

void SessionController::tick()
{
    ++m_ticks;
    if (m_run == nullptr) {
        // Another program may be writing to the file; once a second is news enough then.
        if (m_loader != nullptr && m_ticks % 5 == 0)
            m_loader->refresh();
        return;
    }
    const bool isDone = m_run->isDone();
    m_progress = m_run->progress();
    if (m_loader == nullptr && !isDone && !m_isDiscarding && m_run->hasCommitted())
        setLoader(std::make_unique<SessionLoader>(m_path));
    if (m_loader != nullptr)
        m_loader->refresh();
    emit progressed();
    if (isDone)
        finishRun();
}

void SessionController::finishRun()
{
    const core::base::Status result = m_run->result();
    const bool isUseless = !m_run->hasCommitted() && !m_progress.failures.empty();
    m_run.reset();
    if (m_isDiscarding || isUseless) {
        setLoader(nullptr);
        static_cast<void>(core::session::removeSession(m_path)); // at worst an empty file stays
        m_path.clear();
        setActivity(Activity::Nothing);
        if (isUseless && !m_isDiscarding)
            emit failed(m_progress.failures.front());
    } else {
        if (m_loader == nullptr)
            setLoader(std::make_unique<SessionLoader>(m_path));
        setActivity(Activity::Viewing);
        if (!result)
            emit cutShort(result.error());
        emit runEnded();
    }
    m_importMark.reset(); // whole, or gone
    m_isDiscarding = false;
    doNext();
}

void SessionController::doNext()
{
    if (const auto next = std::exchange(m_next, nullptr))
        next();
    else
        use(std::exchange(m_keysForLater, {}));
}

} // namespace ui::session
