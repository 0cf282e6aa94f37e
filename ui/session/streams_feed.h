// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/media/voice_quality.h"
#include "core/session/stream_rows.h"
#include "ui/session/session_loader.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QTimer>

#include <optional>
#include <string>
#include <vector>

namespace ui::session {

/// A stream with what is worked out of it.
struct LoadedStream {
    core::session::StreamRow row;
    std::string callId;                               ///< empty: no signalling announced it
    std::optional<core::media::VoiceQuality> quality; ///< nothing when it is no speech
    double leastMos = 0;                              ///< of its intervals; with `quality` only
};

struct LoadedStreams {
    std::vector<LoadedStream> streams; ///< in the order of their ids
    /// False for a session of an earlier program, which has no streams until it is indexed anew.
    bool areKnown = true;
};

/// On the reader's thread; Cancelled when stopped.
[[nodiscard]] core::base::Result<LoadedStreams> readStreams(core::session::SessionReader& reader,
                                                            const std::stop_token& stop);

/// Keeps the RTP streams of a session up to date as long as somebody looks at them, on a thread and with a
/// reader of its own: there may be many, each with its intervals. GUI thread.
class StreamsFeed : public QObject {
    Q_OBJECT

public:
    explicit StreamsFeed(QObject* parent = nullptr);

    /// Null: no session. The loader may go before the feed does.
    void setLoader(SessionLoader* loader);
    /// Nothing is read while nobody looks.
    void setActive(bool isActive);

    [[nodiscard]] bool isBusy() const { return m_isBusy; }

signals:
    void loaded(const ui::session::LoadedStreams& streams);
    void failed(const core::base::Error& error);

private:
    void ask();
    void askLater();
    void stop();
    void receive(const core::base::Result<LoadedStreams>& result);

    QPointer<SessionLoader> m_loader;
    QTimer m_pause;
    QElapsedTimer m_sinceStart;
    std::chrono::milliseconds m_took{};
    std::uint64_t m_number = 0; ///< of the question; answers to earlier ones are no news
    bool m_isActive = false;
    bool m_isBusy = false;
    bool m_isOutdated = true;
    JobThread m_thread; // last: its jobs use everything above
};

} // namespace ui::session
