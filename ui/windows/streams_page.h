// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/streams_model.h"
#include "ui/session/streams_feed.h"

#include <QStackedWidget>

class QTableView;

namespace ui::lists {
class EmptyState;
}

namespace ui::windows {

/// The RTP streams of the session, each with its way to the call that announced it. GUI thread.
class StreamsPage : public QStackedWidget {
    Q_OBJECT

public:
    explicit StreamsPage(QWidget* parent = nullptr);
    ~StreamsPage() override;

    [[nodiscard]] session::StreamsFeed& feed() { return m_feed; }

    [[nodiscard]] QTableView& table() const { return *m_table; }

    [[nodiscard]] const models::StreamsModel& model() const { return m_model; }

    void setLoader(session::SessionLoader* loader);
    /// The session is still being captured or imported: what is empty may fill.
    void setGrowing(bool isGrowing);
    void setZone(adapt::Zone zone);

    /// "1,730 streams"
    [[nodiscard]] const QString& resultText() const { return m_resultText; }

signals:
    void resultTextChanged();
    /// The row that keys or the mouse moved to is of this call.
    void chosen(core::base::CallKey call);
    /// Return or a double click: to the call itself.
    void activated(core::base::CallKey call);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void showStreams(const session::LoadedStreams& loaded);
    void showEmptyState();
    void activate(int row);
    void setResultText(const QString& text);

    models::StreamsModel m_model;
    session::StreamsFeed m_feed;
    QTableView* m_table;
    lists::EmptyState* m_empty;
    QString m_resultText;
    bool m_isLoaded = false;
    bool m_areKnown = true;
    bool m_isGrowing = false;
};

} // namespace ui::windows
