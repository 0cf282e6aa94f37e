// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/session_table.h"

#include <QWidget>

#include <memory>
#include <optional>
#include <utility>

namespace ui::charts {

using TimeRange = std::pair<core::base::Timestamp, core::base::Timestamp>;

/// Message rate over the whole session as bars, failures from below, concurrent calls as a line; dragging
/// chooses a range. QCustomPlot inside. GUI thread.
class TimeStrip : public QWidget {
    Q_OBJECT

public:
    explicit TimeStrip(QWidget* parent = nullptr);
    ~TimeStrip() override;

    void setHistogram(const core::session::TimeHistogram& histogram);
    void setUtc(bool utc);
    void clear();

    [[nodiscard]] std::optional<TimeRange> range() const;
    void setRange(std::optional<TimeRange> range);

signals:
    /// By the user: a new range, or none any more.
    void rangeChanged(const std::optional<ui::charts::TimeRange>& range);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    class Implementation;
    Implementation* m_implementation; // owned by this widget as its child
};

} // namespace ui::charts
