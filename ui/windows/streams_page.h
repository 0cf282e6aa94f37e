// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/streams_model.h"
#include "ui/session/streams_feed.h"
#include "ui/windows/call_rows_page.h"

namespace ui::windows {

/// The RTP streams of the session, each with its way to the call that announced it. GUI thread.
class StreamsPage : public CallRowsPage {
    Q_OBJECT

public:
    explicit StreamsPage(QWidget* parent = nullptr);

    [[nodiscard]] session::StreamsFeed& feed() { return m_feed; }

    [[nodiscard]] const models::StreamsModel& model() const { return m_model; }

    void setLoader(session::SessionLoader* loader);

protected:
    [[nodiscard]] Sentences sentencesOf(Emptiness emptiness) const override;
    [[nodiscard]] QString countText(int rows) const override;

private:
    models::StreamsModel& m_model; ///< belongs to the base
    session::StreamsFeed m_feed;
};

} // namespace ui::windows
