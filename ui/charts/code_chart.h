// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRect>
#include <QWidget>

#include <vector>

namespace ui::charts {

struct CodeBar {
    unsigned status = 0; ///< 200
    QString reason;
    double responses = 0;
    QString share;
    QString sum; ///< share of all up to this one
};

/// Responses by status code: a line for each with its bar in the colour of its class. A line can be chosen by
/// mouse and keys. QCustomPlot inside. GUI thread.
class CodeChart : public QWidget {
    Q_OBJECT

public:
    explicit CodeChart(QWidget* parent = nullptr);
    ~CodeChart() override;

    /// The line that keys have chosen stays, by its number.
    void setBars(std::vector<CodeBar> bars);

    [[nodiscard]] const std::vector<CodeBar>& bars() const;

    /// Where a line can be clicked, in coordinates of this widget.
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
    void paintEvent(QPaintEvent* event) override;

private:
    class Implementation;
    Implementation* m_implementation; // owned by this widget as its child
};

} // namespace ui::charts
