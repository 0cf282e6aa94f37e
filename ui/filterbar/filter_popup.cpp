// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/filterbar/filter_popup.h"

#include "ui/adapt/error_text.h"
#include "ui/adapt/text.h"
#include "ui/theme/theme.h"

#include <QHeaderView>
#include <QKeyEvent>

#include <algorithm>

namespace ui::filterbar {
namespace {

constexpr int maximumShown = 10;

} // namespace

FilterPopup::FilterPopup(QWidget* field) : QTreeWidget(field)
{
    setWindowFlags(Qt::ToolTip);
    setFocusPolicy(Qt::NoFocus);
    setColumnCount(2);
    setHeaderHidden(true);
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Completions"));
    hide();
    connect(this, &QTreeWidget::itemClicked, this,
            [this](QTreeWidgetItem* item) { emit chosen(item->text(0)); });
}

void FilterPopup::offer(const std::vector<core::filter::Completion>& completions, const QPoint& anchor)
{
    clear();
    if (completions.empty()) {
        hide();
        return;
    }
    for (const core::filter::Completion& completion : completions) {
        auto* item =
            new QTreeWidgetItem{this, {adapt::text(completion.text), adapt::descriptionOf(completion)}};
        item->setFont(0, theme::fonts().fixed);
        item->setForeground(0, theme::colors().headerName);
        item->setForeground(1, theme::colors().textSecondary);
    }
    header()->setStretchLastSection(true);
    resizeColumnToContents(0);
    setColumnWidth(0, columnWidth(0) + theme::metrics().scaled(12));
    const int rows = std::min(maximumShown, topLevelItemCount());
    resize(theme::metrics().scaled(620), rows * std::max(sizeHintForRow(0), 12) + 2 * frameWidth());
    QWidget::move(anchor);
    show();
}

bool FilterPopup::takeKey(QKeyEvent* event)
{
    if (!isVisible())
        return false;
    switch (event->key()) {
    case Qt::Key_Down:
        move(1);
        return true;
    case Qt::Key_Up:
        move(-1);
        return true;
    case Qt::Key_PageDown:
        move(maximumShown);
        return true;
    case Qt::Key_PageUp:
        move(-maximumShown);
        return true;
    case Qt::Key_Escape:
        hide();
        return true;
    case Qt::Key_Tab:
        emit chosen((currentItem() != nullptr ? currentItem() : topLevelItem(0))->text(0));
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (currentItem() == nullptr)
            return false;
        emit chosen(currentItem()->text(0));
        return true;
    default:
        return false;
    }
}

void FilterPopup::move(int rows)
{
    const int current = currentItem() != nullptr ? indexOfTopLevelItem(currentItem()) : -1;
    setCurrentItem(topLevelItem(std::clamp(current + rows, 0, topLevelItemCount() - 1)));
}

} // namespace ui::filterbar
