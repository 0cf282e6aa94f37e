// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/adapt/format.h"
#include "ui/session/session_controller.h"
#include "ui/windows/controls.h"

namespace ui::windows {

/// What is running, how much was received, dropped or not understood, and how big the file is. Each figure
/// is a button that leads to its details. GUI thread.
class StatusLine : public Bar {
    Q_OBJECT

public:
    /// `controller` outlives the line.
    explicit StatusLine(session::SessionController& controller, QWidget* parent = nullptr);

    void setZone(adapt::Zone zone);

signals:
    void sourcesRequested();
    void messagesRequested();
    void callsRequested();
    /// Local time or UTC.
    void zoneToggled();
    void fileRequested();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void showActivity();
    void showProgress();
    void showSession(const core::session::SessionProgress& progress);
    void onSessionChanged();
    void showDisk();
    [[nodiscard]] QString sourceWords() const;

    session::SessionController& m_controller;
    StatusItem* m_state;
    StatusItem* m_rate;
    StatusItem* m_messages;
    StatusItem* m_calls;
    StatusItem* m_dropped;
    StatusItem* m_unknown;
    StatusItem* m_zone;
    StatusItem* m_file;
    StatusItem* m_disk;
    std::uint64_t m_droppedSeen = 0;
    int m_ticks = 0;
};

} // namespace ui::windows
