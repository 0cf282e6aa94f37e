// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRect>
#include <QStringList>
#include <QWidget>

#include <vector>

namespace ui::charts {

struct Column {
    QString name; ///< what the pointer and the keys tell of it first
    QString edge; ///< below its left edge
    double value = 0;
    double bad = 0;    ///< how much of the value is
    QStringList lines; ///< what else is told
};

/// A line from top to bottom with its name.
struct ColumnMark {
    double place = 0; ///< 0 is the left edge of the first column, 1.5 the middle of the second
    QString name;     ///< "p95 1.2 s"
};

/// Columns beside each other; each can be chosen by mouse and keys. QCustomPlot inside. GUI thread.
class ColumnChart : public QWidget {
    Q_OBJECT

public:
    explicit ColumnChart(QWidget* parent = nullptr);
    ~ColumnChart() override;

    /// `lastEdge` stands below the right edge of the last. The column that keys have chosen stays, by its
    /// number.
    void setColumns(std::vector<Column> columns, const QString& lastEdge, std::vector<ColumnMark> marks = {});
    /// What the height of a column is: "Messages in each 20 s".
    void setTitle(const QString& title);

    [[nodiscard]] const std::vector<Column>& columns() const;
    /// Where a column can be clicked, in coordinates of this widget.
    [[nodiscard]] QRect placeOf(int column) const;
    [[nodiscard]] QSize sizeHint() const override;

signals:
    /// Clicked, or Return pressed on it; numbers from 0.
    void columnActivated(int column);

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
