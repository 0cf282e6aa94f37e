// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/media/voice_quality.h"
#include "core/session/stream_rows.h"
#include "ui/session/rows_feed.h"

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

/// Keeps the RTP streams of a session up to date as long as somebody looks at them. GUI thread.
class StreamsFeed : public RowsFeed {
    Q_OBJECT

public:
    explicit StreamsFeed(QObject* parent = nullptr);

signals:
    void loaded(const ui::session::LoadedStreams& streams);
};

} // namespace ui::session
