// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QHBoxLayout;
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
    /// At the end of the line of the title; becomes a child.
    void addTool(QWidget* tool);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QLabel* m_title;
    QLabel* m_remark;
    QHBoxLayout* m_row;
};

} // namespace ui::windows
