// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/settings/settings.h"

#include <QWidget>

class QLabel;

namespace ui::windows {

class RtpChoice;

/// Where files are dropped or chosen, and how much of their RTP is kept. GUI thread.
class OpenPanel : public QWidget {
    Q_OBJECT

public:
    /// `settings` outlive the panel.
    explicit OpenPanel(settings::Settings& settings, QWidget* parent = nullptr);

    /// Shows what was chosen elsewhere.
    void showSettings();

signals:
    void browseRequested();
    void sampleRequested();

protected:
    void changeEvent(QEvent* event) override;

private:
    QWidget* makeZone();
    void applyTheme();

    settings::Settings& m_settings;
    RtpChoice* m_rtp;
    QLabel* m_icon = nullptr;
};

} // namespace ui::windows
