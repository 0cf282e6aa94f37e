// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRect>
#include <QWidget>

#include <memory>
#include <vector>

namespace ui::charts {

struct LoadBar {
    double start = 0;  ///< seconds since 1970
    double length = 1; ///< seconds
    double calls = 0;  ///< that began within it
    double concurrent = 0;
};

/// Concurrent calls as a line, and below it the calls of each bar; a bar can be chosen by mouse and keys.
/// QCustomPlot inside. GUI thread.
class LoadChart : public QWidget {
    Q_OBJECT

public:
    explicit LoadChart(QWidget* parent = nullptr);
    ~LoadChart() override;

    /// In order of time. The bar that keys have chosen stays, by its number.
    void setBars(std::vector<LoadBar> bars);
    void setUtc(bool isUtc);
    /// Where a bar can be clicked, in coordinates of this widget.
    [[nodiscard]] QRect placeOf(int bar) const;
    [[nodiscard]] QSize sizeHint() const override;

signals:
    /// Clicked, or Return pressed on it; numbers from 0.
    void barActivated(int bar);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    class Implementation;
    Implementation* m_implementation; // owned by this widget as its child
};

} // namespace ui::charts
