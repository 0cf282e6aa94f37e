// SPDX-License-Identifier: GPL-3.0-or-later
// How imports and captures begin, and which sources a capture has.
#include "core/capture/file_source.h"
#include "ui/adapt/text.h"
#include "ui/session/engine_run.h"
#include "ui/session/session_controller.h"
#include "ui/session/session_folder.h"

#include <QCoreApplication>
#include <QFileInfo>

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

/// Not for the GUI thread when something is forwarded, or a file is read.
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

} // namespace

void SessionController::import(const OpenedFiles& files)
{
    std::vector<std::string> paths;
    for (const QString& file : files.captures)
        paths.push_back(adapt::path(file).string());
    // Signalling packs to a quarter, media hardly: with room for all of it nothing can run out.
    if (const auto status = prepareFolder(m_settings, files.captureBytes); !status) {
        emit failed(status.error());
        return;
    }
    const QString name = QFileInfo(files.captures.front()).completeBaseName();
    const std::filesystem::path path = newSessionPath(name);
    start(
        path, Activity::Importing,
        [options = engineOptions(path, core::session::Durability::Import, files.keys),
         paths = std::move(paths)] {
            SourceList sources;
            sources.push_back(std::make_unique<core::capture::FileSource>(paths));
            return EngineRun::start(options, std::move(sources));
        },
        !files.keys.isEmpty());
}

void SessionController::startCapture(const CaptureRequest& request)
{
    forgetLooks(); // what came of them would end the capture
    whenIdle([this, request] {
        if (const auto status = prepareFolder(m_settings, leastFreeForCapture); !status) {
            emit failed(status.error());
            return;
        }
        const std::filesystem::path path = newSessionPath(request.names().join(QLatin1Char(' ')));
        auto options = engineOptions(path, core::session::Durability::Live, request.keys);
        options.tls.mayGetMore = true;
        start(
            path, Activity::Capturing,
            [options = std::move(options), request] { return startRun(options, request); },
            request.forward.has_value() || request.readsFiles());
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

} // namespace ui::session
