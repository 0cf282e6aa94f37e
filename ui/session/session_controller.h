// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/session/import_mark.h"
#include "ui/session/capture_choice.h"
#include "ui/session/decryption.h"
#include "ui/session/job_thread.h"
#include "ui/session/opened_files.h"
#include "ui/session/run_progress.h"
#include "ui/session/session_folder.h"
#include "ui/session/session_loader.h"
#include "ui/settings/settings.h"

#include <QObject>
#include <QStringList>
#include <QTimer>

#include <chrono>
#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>

namespace ui::session {

class EngineRun;

/// Decrypting: the session is derived again from its frames, and cannot be looked at meanwhile.
enum class Activity { Nothing, Importing, Capturing, Viewing, Decrypting };

/// When keys for TLS take effect.
enum class KeyUse {
    Nothing,   ///< there is no session that they could decrypt
    Now,       ///< the session is being decrypted; decrypted() or failed() follows
    FromNowOn, ///< the capture goes on with them; what came too early for them follows when it has ended
    Later,     ///< when the import, or the decrypting that runs, has ended
};

/// The one session of a window: opens it, imports captures into it, captures into it, and pulls news from
/// it five times a second. GUI thread; everything that takes long runs elsewhere.
class SessionController : public QObject {
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds tickInterval{200};

    /// `settings` outlive the controller.
    explicit SessionController(settings::Settings& settings, QObject* parent = nullptr);
    /// Ends a running capture cleanly.
    ~SessionController() override;

    [[nodiscard]] Activity activity() const { return m_activity; }

    [[nodiscard]] bool isGrowing() const { return m_run != nullptr; }

    /// Files are looked at, name servers asked, key files read or folders made before what was asked for can
    /// begin.
    [[nodiscard]] bool isStarting() const { return m_isStarting || !m_looks.empty(); }

    /// Null while there is nothing to look at.
    [[nodiscard]] SessionLoader* loader() const { return m_loader.get(); }

    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

    [[nodiscard]] const RunProgress& progress() const { return m_progress; }

    /// A session is opened; captures are imported, merged by time, into a new session. Key logs and private
    /// keys among them decrypt it. With nothing but keys, what is open is decrypted; see decryptWith().
    void open(const QStringList& files);
    /// Decrypts what the session has of TLS with key logs and private keys; keysTaken() says when. loader()
    /// is null while a session that does not grow is decrypted; decrypted() or failed() follows.
    void decryptWith(const QStringList& files);
    void startCapture(const CaptureRequest& request);
    /// Receives from more sources in the running capture; what the request forwards and decrypts with is
    /// that of the capture.
    void addSources(const CaptureRequest& request);
    /// Ends one source of the running capture; the others go on.
    void removeSource(core::base::SourceId source);
    /// Ends what is running; the session stays open. An import that is ended keeps what was read.
    void stop();
    /// Ends an import and removes what it wrote; gives up what isStarting(), and decrypting.
    void cancelImport();
    void close();

    /// Where the next session of this name goes, unless there is one of its minute already.
    [[nodiscard]] std::filesystem::path likelySessionPath(const QString& name) const
    {
        return session::likelySessionPath(settings::sessionsFolderOf(m_settings), name);
    }

    /// freeSpaceFound() follows, when the disk or the server that has the sessions folder answers.
    void lookForFreeSpace();

signals:
    /// Another session, or none: loader() has changed.
    void sessionChanged();
    void activityChanged();
    /// isStarting() has changed.
    void startingChanged();
    /// progress() has news.
    void progressed();
    /// Something that was asked for could not be done.
    void failed(const core::base::Error& error);
    /// An import or capture could not be written to its end. What was stored until then is kept and shown.
    void cutShort(const core::base::Error& error);
    void freeSpaceFound(quint64 bytes);
    /// An import or capture has ended by itself or on demand; `failures` of progress() tell how.
    void runEnded();
    /// Files that were asked for are going to replace what is open.
    void opening();
    void keysTaken(ui::session::KeyUse use);
    void decrypted(const ui::session::Decryption& result);

private:
    using MadeRun = core::base::Result<std::unique_ptr<EngineRun>>;
    using MakeRun = std::function<MadeRun(const std::filesystem::path& session)>;
    struct Started;

    // session_controller_start.cpp
    /// Makes the run, and the folder with room for so many bytes before, on a thread that nobody waits for:
    /// files may not answer.
    void start(Activity activity, const QString& name, std::uint64_t bytesNeeded, MakeRun makeRun);
    void begin(Activity activity, Started&& started);
    /// What isStarting() is not wanted any more.
    void giveUpStarting();
    void setStarting(bool isStarting);
    void import(const OpenedFiles& files);

    // session_controller_open.cpp
    void look(std::function<OpenedFiles()> look);
    void takeLook(int number, OpenedFiles found);
    void forgetLooks();
    void openFound(const OpenedFiles& files);
    KeyUse use(const KeyFiles& keys);
    void useWhileCapturing(const KeyFiles& keys);
    void decryptNow(const KeyFiles& keys);
    void finishDecrypting(const core::base::Result<Decryption>& result);

    // session_controller.cpp
    void view(const std::filesystem::path& path);
    void cancelDecrypting();
    void doNext();
    void whenIdle(std::function<void()> next);
    void tick();
    void finishRun();
    void setLoader(std::unique_ptr<SessionLoader> loader);
    void setActivity(Activity activity);

    /// Files that are being looked at, in the order in which they were asked for.
    struct Look {
        int number;
        std::optional<OpenedFiles> found;
    };

    settings::Settings& m_settings;
    QTimer m_timer;
    Activity m_activity = Activity::Nothing;
    std::filesystem::path m_path;
    std::unique_ptr<EngineRun> m_run;
    std::unique_ptr<SessionLoader> m_loader;
    RunProgress m_progress;
    std::optional<core::session::ImportMark> m_importMark; // while an import runs
    bool m_isDiscarding = false;
    std::function<void()> m_next; // what to do when the present run has ended
    int m_ticks = 0;
    KeyFiles m_keysForLater; // what to decrypt with when the present run has ended
    std::deque<Look> m_looks;
    int m_lastLook = 0;
    int m_runNumber = 0; // of the present run
    bool m_isLookingForSpace = false;
    bool m_isStarting = false;
    int m_startNumber = 0;   // of the newest start
    JobThread m_startThread; // last: its jobs tell this
};

} // namespace ui::session
