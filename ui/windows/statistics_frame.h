// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;

namespace ui::windows {

/// A part of the statistics in a thin frame, with its title above it. GUI thread.
class StatisticsFrame : public QWidget {
    Q_OBJECT

public:
    /// `note` says how the figures are to be read, as a tool tip.
    StatisticsFrame(const QString& title, const QString& note, QWidget* parent = nullptr);

    /// Once; becomes a child.
    void setContent(QWidget* content);
    /// Beside the title.
    void setRemark(const QString& remark);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QLabel* m_title;
    QLabel* m_remark;
};

} // namespace ui::windows
