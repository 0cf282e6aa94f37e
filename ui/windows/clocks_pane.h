// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/text_table_model.h"
#include "ui/session/session_loader.h"

#include <QWidget>

#include <optional>

class QDoubleSpinBox;
class QLabel;
class QPushButton;
class QTableView;

namespace ui::windows {

/// How far apart the clocks of the capture points are by what they saw, and what is taken off their times in
/// flows; that is changed and taken back here. Shown when there are several points. GUI thread.
class ClocksPane : public QWidget {
    Q_OBJECT

public:
    explicit ClocksPane(QWidget* parent = nullptr);

    /// The point that is chosen stays so.
    void setClocks(session::LoadedClocks clocks);

    /// There is something to compare.
    [[nodiscard]] bool isUseful() const { return m_clocks.points.size() > 1; }

signals:
    /// An offset of zero takes a correction back.
    void corrected(const core::session::ClockCorrection& correction);

private:
    void makeBar();
    void showChosen();
    void correctBy(core::base::Duration ahead);
    /// Of the point in that row.
    [[nodiscard]] std::optional<core::base::Duration>
    correctionOf(const core::flow::CapturePoint& point) const;
    /// Null: none is chosen.
    [[nodiscard]] const core::flow::CapturePoint* chosen() const;

    session::LoadedClocks m_clocks;
    models::TextTableModel m_model;
    QLabel* m_title = nullptr;
    QDoubleSpinBox* m_ahead = nullptr;
    QPushButton* m_correct = nullptr;
    QPushButton* m_takeBack = nullptr;
    QTableView* m_table;
};

} // namespace ui::windows
