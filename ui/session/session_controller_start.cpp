// SPDX-License-Identifier: GPL-3.0-or-later
// How imports and captures begin, and which sources a capture has.
#include "core/capture/file_source.h"
#include "ui/adapt/text.h"
#include "ui/session/aside.h"
#include "ui/session/engine_run.h"
#include "ui/session/rtp_setting.h"
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
                                          core::session::Durability durability, const KeyFiles& keys,
                                          core::session::RtpPolicy rtp)
{
    core::engine::EngineOptions options;
    options.session = path;
    options.writer.durability = durability;
    options.recorder.rtp = rtp;
    options.tls.keyLogs.assign(keys.keyLogs.begin(), keys.keyLogs.end());
    options.tls.rsaKeys.assign(keys.rsaKeys.begin(), keys.rsaKeys.end());
    options.writer.creator =
        adapt::bytes(QStringLiteral("rhapsode ") + QCoreApplication::applicationVersion());
    return options;
}

/// Not for the GUI thread.
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

/// What comes of a start. Whoever does not want it any more loses it: the run ends, and its file goes.
struct SessionController::Started {
    Started() = default;
    Started(Started&&) = default;
    Started& operator=(Started&&) = delete;

    ~Started()
    {
        if (!run || *run == nullptr)
            return;
        run->reset();
        static_cast<void>(core::session::removeSession(path));
    }

    std::filesystem::path path;
    std::optional<core::session::ImportMark> mark;
    MadeRun run{std::unique_ptr<EngineRun>{}};
};

void SessionController::import(const OpenedFiles& files)
{
    std::vector<std::string> paths;
    for (const QString& file : files.captures)
        paths.push_back(adapt::path(file).string());
    // Signalling packs to a quarter, media hardly: with room for all of it nothing can run out.
    start(Activity::Importing, QFileInfo(files.captures.front()).completeBaseName(), files.captureBytes,
          [keys = files.keys, paths = std::move(paths),
           rtp = rtpPolicy(m_settings, settings::openedRtp)](const std::filesystem::path& session) {
              SourceList sources;
              sources.push_back(std::make_unique<core::capture::FileSource>(paths));
              return EngineRun::start(engineOptions(session, core::session::Durability::Import, keys, rtp),
                                      std::move(sources));
          });
}

void SessionController::startCapture(const CaptureRequest& request)
{
    forgetLooks(); // what came of them would end the capture
    whenIdle([this, request] {
        start(Activity::Capturing, request.names().join(QLatin1Char(' ')), leastFreeForCapture,
              [request](const std::filesystem::path& session) {
                  auto options =
                      engineOptions(session, core::session::Durability::Live, request.keys, request.rtp);
                  options.tls.mayGetMore = true;
                  return startRun(options, request);
              });
    });
}

void SessionController::start(Activity activity, const QString& name, std::uint64_t bytesNeeded,
                              MakeRun makeRun)
{
    setStarting(true);
    const auto make = [folder = settings::sessionsFolderOf(m_settings), activity, name, bytesNeeded,
                       makeRun = std::move(makeRun)] {
        Started started;
        if (const auto status = prepareFolder(folder, bytesNeeded); !status) {
            started.run = status.error();
            return started;
        }
        started.path = newSessionPath(folder, name);
        if (activity == Activity::Importing)
            started.mark.emplace(started.path);
        started.run = makeRun(started.path);
        return started;
    };
    askAside<Started>(*this, make, [this, activity, number = ++m_startNumber](Started started) {
        if (number == m_startNumber) {
            setStarting(false);
            begin(activity, std::move(started));
            return;
        }
        // It is in no hurry to end.
        runAside(*this, [unwanted = std::make_shared<Started>(std::move(started))]() mutable {
            unwanted.reset();
            return [] {};
        });
    });
}

void SessionController::giveUpStarting()
{
    if (!m_isStarting)
        return;
    ++m_startNumber;
    setStarting(false);
}

void SessionController::setStarting(bool isStarting)
{
    if (std::exchange(m_isStarting, isStarting) != isStarting)
        emit startingChanged();
}

void SessionController::begin(Activity activity, Started&& started)
{
    if (!started.run) {
        emit failed(started.run.error());
        return;
    }
    setLoader(nullptr);
    m_importMark.reset();
    if (started.mark)
        m_importMark.emplace(std::move(*started.mark));
    m_path = started.path;
    m_run = std::move(*started.run);
    ++m_runNumber;
    m_progress = {};
    m_isDiscarding = false;
    setActivity(activity);
    if (activity == Activity::Capturing)
        setLoader(std::make_unique<SessionLoader>(m_path));
    m_timer.start();
}

void SessionController::lookForFreeSpace()
{
    if (std::exchange(m_isLookingForSpace, true))
        return;
    askAside<std::uint64_t>(
        *this, [folder = settings::sessionsFolderOf(m_settings)] { return freeSpace(folder); },
        [this](std::uint64_t bytes) {
            m_isLookingForSpace = false;
            emit freeSpaceFound(bytes);
        });
}

void SessionController::addSources(const CaptureRequest& request)
{
    if (m_run == nullptr || m_activity != Activity::Capturing)
        return;
    askAside<Result<SourceList>>(
        *this, [request, forward = m_run->forward()] { return makeSources(request, forward); },
        [this, number = m_runNumber](Result<SourceList> sources) {
            if (!sources)
                emit failed(sources.error());
            else if (m_run != nullptr && number == m_runNumber)
                m_run->add(std::move(*sources));
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
