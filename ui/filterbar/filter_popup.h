// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/filter/filter.h"

#include <QTreeWidget>

namespace ui::filterbar {

/// The list of completions below the field: what would be typed, and what it means. Never takes the
/// focus; the field passes keys on.
class FilterPopup : public QTreeWidget {
    Q_OBJECT

public:
    explicit FilterPopup(QWidget* field);

    /// Shows the list below `anchor` (in global coordinates); hides when it is empty.
    void offer(const std::vector<core::filter::Completion>& completions, const QPoint& anchor);
    /// True when the key was for the list: up, down, page, Tab or Enter on a chosen row, Esc.
    bool takeKey(QKeyEvent* event);

signals:
    void chosen(const QString& text);

private:
    void move(int rows);
};

} // namespace ui::filterbar
