// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/registrations_model.h"
#include "ui/session/registrations_feed.h"

#include <QStackedWidget>

class QTableView;

namespace ui::lists {
class EmptyState;
}

namespace ui::windows {

/// The registrations of the session, each with its way to the newest REGISTER about it. GUI thread.
class RegistrationsPage : public QStackedWidget {
    Q_OBJECT

public:
    explicit RegistrationsPage(QWidget* parent = nullptr);
    ~RegistrationsPage() override;

    [[nodiscard]] session::RegistrationsFeed& feed() { return m_feed; }

    [[nodiscard]] QTableView& table() const { return *m_table; }

    [[nodiscard]] const models::RegistrationsModel& model() const { return m_model; }

    void setLoader(session::SessionLoader* loader);
    /// The session is still being captured or imported: what is empty may fill.
    void setGrowing(bool isGrowing);
    void setZone(adapt::Zone zone);

    /// "1,730 registrations"
    [[nodiscard]] const QString& resultText() const { return m_resultText; }

signals:
    void resultTextChanged();
    /// The row that keys or the mouse moved to is about this call of REGISTERs.
    void chosen(core::base::CallKey call);
    /// Return or a double click: to the call itself.
    void activated(core::base::CallKey call);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void showRegistrations(const session::LoadedRegistrations& loaded);
    void showEmptyState();
    void activate(int row);
    void setResultText(const QString& text);

    models::RegistrationsModel m_model;
    session::RegistrationsFeed m_feed;
    QTableView* m_table;
    lists::EmptyState* m_empty;
    QString m_resultText;
    bool m_isLoaded = false;
    bool m_areKnown = true;
    bool m_isGrowing = false;
};

} // namespace ui::windows
