// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace ui::message {

/// A line that gives way where there is no room for it, with dots in place of its end. The tool tip has all
/// of it. GUI thread.
class ElidingLine : public QLabel {
public:
    explicit ElidingLine(QWidget* parent);

    void setLine(const QString& line);

    [[nodiscard]] const QString& line() const { return m_line; }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void elide();

    QString m_line;
};

/// The page for when there is nothing to show. GUI thread.
class PaneNotice : public QLabel {
public:
    PaneNotice();

    void setNotice(const QString& sentence, const QString& advice);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_sentence;
    QString m_advice;
};

} // namespace ui::message
