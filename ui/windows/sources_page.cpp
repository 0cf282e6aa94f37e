// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/windows/sources_page.h"

#include "ui/lists/cell_delegate.h"
#include "ui/lists/empty_state.h"
#include "ui/theme/theme.h"

#include <QHeaderView>
#include <QTableView>

#include <utility>

namespace ui::windows {

SourcesPage::SourcesPage(QWidget* parent)
    : QStackedWidget(parent), m_table(new QTableView(this)), m_empty(new lists::EmptyState(this))
{
    m_table->setModel(&m_model);
    m_table->setItemDelegate(new lists::CellDelegate(m_table));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setTabKeyNavigation(false);
    m_table->setAccessibleName(tr("Sources"));
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setMinimumSectionSize(8);
    m_table->verticalHeader()->setDefaultSectionSize(theme::metrics().row);
    QHeaderView* header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    header->setStretchLastSection(true);
    header->setFixedHeight(theme::metrics().header);
    for (int column = 0; column < m_model.columnCount(); ++column)
        header->resizeSection(column, theme::metrics().scaled(models::SourceModel::columnWidth(column)));
    addWidget(m_table);
    addWidget(m_empty);
    showWhatThereIs();
}

void SourcesPage::setSources(std::vector<core::session::SourceRow> sources)
{
    m_model.setSources(std::move(sources));
    showWhatThereIs();
}

void SourcesPage::setGrowing(bool isGrowing)
{
    m_isGrowing = isGrowing;
    showWhatThereIs();
}

void SourcesPage::showWhatThereIs()
{
    if (m_model.rowCount() > 0) {
        setCurrentWidget(m_table);
        setFocusProxy(m_table);
        return;
    }
    const QString icon = QStringLiteral("sources");
    if (m_isGrowing)
        m_empty->show(icon, tr("No source is ready yet."),
                      tr("Each appears here as soon as it is; one that cannot start is told above."));
    else
        m_empty->show(
            icon, tr("There is no source in this session."),
            tr("Nothing was captured or imported into it: open a capture, or start one with Ctrl+K."));
    setCurrentWidget(m_empty);
    setFocusProxy(m_empty);
}

} // namespace ui::windows
