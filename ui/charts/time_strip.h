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

    void setHistogram(core::session::TimeHistogram histogram);
    void setUtc(bool utc);
    void clear();

    [[nodiscard]] std::optional<TimeRange> range() const;
    void setRange(std::optional<TimeRange> range);

signals:
    /// By the user: a new range, or none any more.
    void rangeChanged(const std::optional<ui::charts::TimeRange>& range);

private:
    class Implementation;
    std::unique_ptr<Implementation> m_implementation;
};

} // namespace ui::charts
