// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/session_controller.h"

#include "core/capture/file_source.h"
#include "ui/adapt/text.h"
#include "ui/session/engine_run.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <system_error>
#include <utility>

namespace ui::session {
namespace {

using core::base::Error;
using core::base::ErrorCode;
using core::base::Result;

/// A capture that fills the last bytes of a disk helps nobody.
constexpr std::uint64_t leastFreeForCapture = 100U << 20U;

core::engine::EngineOptions engineOptions(const std::filesystem::path& path,
                                          core::session::Durability durability, const KeyFiles& keys)
{
    core::engine::EngineOptions options;
    options.session = path;
    options.writer.durability = durability;
    options.tls.keyLogs.assign(keys.keyLogs.begin(), keys.keyLogs.end());
    options.tls.rsaKeys.assign(keys.rsaKeys.begin(), keys.rsaKeys.end());
    options.writer.creator =
        adapt::bytes(QStringLiteral("rhapsode ") + QCoreApplication::applicationVersion());
    return options;
}

/// Not for the GUI thread when something is forwarded or decrypted.
Result<std::unique_ptr<EngineRun>> startRun(const core::engine::EngineOptions& options,
                                            const CaptureRequest& request)
{
    std::optional<ForwardLink> forward;
    if (request.forward) {
        auto link = ForwardLink::open(*request.forward);
        if (!link)
            return link.error();
        forward = std::move(*link);
    }
    auto sources = makeSources(request, forward);
    if (!sources)
        return sources.error();
    return EngineRun::start(options, std::move(*sources), std::move(forward));
}

QString cleanName(QString name)
{
    for (const QChar forbidden : QStringLiteral("/\\:*?\"<>|"))
        name.replace(forbidden, QLatin1Char('_'));
    return name.left(80).trimmed();
}

} // namespace

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

std::uint64_t SessionController::freeSpace() const
{
    std::filesystem::path folder = adapt::path(settings::sessionsFolderOf(m_settings));
    std::error_code error;
    while (!std::filesystem::exists(folder, error) && folder.has_parent_path() &&
           folder != folder.parent_path())
        folder = folder.parent_path();
    const auto space = std::filesystem::space(folder, error);
    return error ? 0 : space.available;
}

std::filesystem::path SessionController::newSessionPath(const QString& name) const
{
    const QDir folder(settings::sessionsFolderOf(m_settings));
    const QString time = QDateTime::currentDateTime().toString(QStringLiteral("yyyy-MM-dd HHmm"));
    const QString stem = cleanName(name.isEmpty() ? time : time + QLatin1Char(' ') + name);
    QString file = folder.filePath(stem + QStringLiteral(".rhapsode"));
    for (int number = 2; QFileInfo::exists(file); ++number)
        file = folder.filePath(QStringLiteral("%1 (%2).rhapsode").arg(stem).arg(number));
    return adapt::path(file);
}

core::base::Status SessionController::prepareFolder(std::uint64_t bytesNeeded) const
{
    const QString folder = settings::sessionsFolderOf(m_settings);
    if (!QDir().mkpath(folder) || !QFileInfo(folder).isWritable())
        return Error{ErrorCode::FolderNotWritable, adapt::bytes(folder), {}};
    if (freeSpace() < bytesNeeded)
        return Error{ErrorCode::DiskFull, adapt::bytes(folder), {}};
    return {};
}

void SessionController::open(const QStringList& files)
{
    QStringList captures;
    QString session;
    QStringList others = files;
    const KeyFiles keys = takeKeyFiles(others);
    for (const QString& file : others) {
        if (!core::session::looksLikeSession(adapt::path(file)))
            captures.append(file);
        else if (session.isEmpty())
            session = file;
    }
    if (!session.isEmpty())
        whenIdle([this, session, keys] {
            view(adapt::path(session));
            decrypt(keys);
        });
    else if (!captures.isEmpty())
        whenIdle([this, captures, keys] { import(captures, keys); });
    else
        decrypt(keys);
}

void SessionController::import(const QStringList& files, const KeyFiles& keys)
{
    std::vector<std::string> paths;
    std::uint64_t bytes = 0;
    for (const QString& file : files) {
        paths.push_back(adapt::path(file).string());
        bytes += static_cast<std::uint64_t>(std::max<qint64>(QFileInfo(file).size(), 0));
    }
    // Signalling packs to a quarter, media hardly: with room for all of it nothing can run out.
    if (const auto status = prepareFolder(bytes); !status) {
        emit failed(status.error());
        return;
    }
    const QString name = QFileInfo(files.front()).completeBaseName();
    const std::filesystem::path path = newSessionPath(name);
    start(
        path, Activity::Importing,
        [options = engineOptions(path, core::session::Durability::Import, keys), paths = std::move(paths)] {
            SourceList sources;
            sources.push_back(std::make_unique<core::capture::FileSource>(paths));
            return EngineRun::start(options, std::move(sources));
        },
        !keys.isEmpty());
}

void SessionController::startCapture(const CaptureRequest& request)
{
    whenIdle([this, request] {
        if (const auto status = prepareFolder(leastFreeForCapture); !status) {
            emit failed(status.error());
            return;
        }
        const std::filesystem::path path = newSessionPath(request.names().join(QLatin1Char(' ')));
        start(
            path, Activity::Capturing,
            [options = engineOptions(path, core::session::Durability::Live, request.keys), request] {
                return startRun(options, request);
            },
            request.forward.has_value() || !request.keys.isEmpty());
    });
}

void SessionController::start(const std::filesystem::path& path, Activity activity, MakeRun makeRun,
                              bool takesAWhile)
{
    if (!takesAWhile) {
        begin(path, activity, makeRun());
        return;
    }
    setStarting(true);
    m_startThread.post(JobKind::Open, [this, path, activity, makeRun = std::move(makeRun),
                                       number = ++m_startNumber](const std::stop_token& stop) {
        auto made = std::make_shared<MadeRun>(makeRun());
        const auto discard = [path, made] {
            *made = Error{ErrorCode::Cancelled, {}, {}}; // ends the run
            static_cast<void>(core::session::removeSession(path));
        };
        if (stop.stop_requested()) {
            if (*made)
                discard();
            return;
        }
        QMetaObject::invokeMethod(
            this,
            [this, path, activity, made, number, discard] {
                if (number == m_startNumber) {
                    setStarting(false);
                    begin(path, activity, std::move(*made));
                } else if (*made) {
                    discard();
                }
            },
            Qt::QueuedConnection);
    });
}

void SessionController::giveUpStarting()
{
    if (!m_isStarting)
        return;
    ++m_startNumber;
    m_startThread.post(JobKind::Open, [](const std::stop_token&) {}); // stops the one that runs
    setStarting(false);
}

void SessionController::setStarting(bool isStarting)
{
    if (std::exchange(m_isStarting, isStarting) != isStarting)
        emit startingChanged();
}

void SessionController::begin(const std::filesystem::path& path, Activity activity, MadeRun run)
{
    if (!run) {
        emit failed(run.error());
        return;
    }
    setLoader(nullptr);
    if (activity == Activity::Importing)
        m_importMark.emplace(path);
    m_path = path;
    m_run = std::move(*run);
    ++m_runNumber;
    m_progress = {};
    m_isDiscarding = false;
    setActivity(activity);
    if (activity == Activity::Capturing)
        setLoader(std::make_unique<SessionLoader>(m_path));
    m_timer.start();
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
        cancelImport();
}

void SessionController::addSources(const CaptureRequest& request)
{
    if (m_run == nullptr || m_activity != Activity::Capturing)
        return;
    m_startThread.post(JobKind::Other, [this, request, forward = m_run->forward(),
                                        number = m_runNumber](const std::stop_token&) {
        auto sources = std::make_shared<Result<SourceList>>(makeSources(request, forward));
        QMetaObject::invokeMethod(
            this,
            [this, sources, number] {
                if (!*sources)
                    emit failed(sources->error());
                else if (m_run != nullptr && number == m_runNumber)
                    m_run->add(std::move(**sources));
            },
            Qt::QueuedConnection);
    });
}

void SessionController::removeSource(core::base::SourceId source)
{
    if (m_run == nullptr || m_activity != Activity::Capturing)
        return;
    if (auto remove = m_run->removal(source))
        m_startThread.post(JobKind::Other,
                           [remove = std::move(remove)](const std::stop_token&) { remove(); });
}

void SessionController::stop()
{
    giveUpStarting();
    if (m_run != nullptr)
        m_run->requestStop();
}

void SessionController::cancelImport()
{
    giveUpStarting();
    if (m_activity == Activity::Decrypting)
        m_startThread.post(JobKind::Open, [](const std::stop_token&) {}); // stops it
    if (m_run == nullptr || m_activity != Activity::Importing)
        return;
    m_isDiscarding = true;
    m_run->requestStop();
}

void SessionController::decrypt(const KeyFiles& keys)
{
    if (keys.isEmpty())
        return;
    if (m_run != nullptr || m_activity == Activity::Decrypting)
        m_keysForLater.add(keys);
    else if (m_activity == Activity::Viewing)
        decryptNow(keys);
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

void SessionController::close()
{
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
        decrypt(std::exchange(m_keysForLater, {}));
}

} // namespace ui::session
