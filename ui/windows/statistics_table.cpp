// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/windows/statistics_table.h"

#include "ui/adapt/statistics_text.h"
#include "ui/theme/theme.h"
#include "ui/windows/plain_table.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QTableView>

#include <algorithm>

namespace ui::windows {
namespace {

constexpr int leastNameWidth = 110;

std::vector<models::TextColumn> columnsOf(const core::statistics::Section& section)
{
    std::vector<models::TextColumn> columns{{StatisticsTable::tr("Name"), 160}};
    for (const core::statistics::ReportColumn& column : section.columns)
        columns.push_back({adapt::titleOf(column), 70, true});
    return columns;
}

/// As wide as the widest of a column, its head included.
int widthOfColumn(const models::TextTableModel& model, int column)
{
    const auto place = static_cast<std::size_t>(column);
    int width = QFontMetrics(theme::fonts().dataStrong).horizontalAdvance(model.columns()[place].title);
    const QFontMetrics digits(theme::fonts().digits);
    for (const QStringList& row : model.rows())
        width = std::max(width, digits.horizontalAdvance(row[column]));
    return width + 2 * theme::metrics().padding + 6;
}

} // namespace

StatisticsTable::StatisticsTable(const core::statistics::Section& section, QWidget* parent)
    : StatisticsFrame(adapt::titleOf(section), adapt::noteOf(section), parent), m_key(section.key),
      m_model(columnsOf(section)), m_table(makePlainTable(m_model, adapt::titleOf(section), this))
{
    setContent(m_table);
    m_table->setAccessibleDescription(adapt::noteOf(section));
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->horizontalHeader()->setStretchLastSection(false);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->viewport()->installEventFilter(this);
    m_table->installEventFilter(this);
    connect(m_table, &QTableView::clicked, this, [this](const QModelIndex& index) {
        emit activated(m_rows[static_cast<std::size_t>(index.row())]);
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& index) {
                if (index.isValid())
                    emit currentMoved(
                        m_table->visualRect(index).translated(m_table->viewport()->mapTo(this, QPoint())));
            });
    setSection(section);
}

void StatisticsTable::setSection(const core::statistics::Section& section)
{
    m_rows = section.rows;
    std::vector<QStringList> rows;
    rows.reserve(m_rows.size());
    for (const core::statistics::Row& row : m_rows) {
        QStringList texts{adapt::nameOf(section, row)};
        for (std::size_t i = 0; i < section.columns.size(); ++i)
            texts.append(
                adapt::figure(i < row.values.size() ? row.values[i] : std::nullopt, section.columns[i].unit));
        rows.push_back(std::move(texts));
    }
    m_model.setRows(std::move(rows));
    setVisible(!m_rows.empty());
    fitHeight();
    fitColumns();
}

void StatisticsTable::fitHeight()
{
    m_table->setFixedHeight(theme::metrics().header + static_cast<int>(m_rows.size()) *
                                                          m_table->verticalHeader()->defaultSectionSize());
}

void StatisticsTable::fitColumns()
{
    QHeaderView* header = m_table->horizontalHeader();
    int left = m_table->width();
    for (int column = 1; column < m_model.columnCount(); ++column) {
        const int width = widthOfColumn(m_model, column);
        header->resizeSection(column, width);
        left -= width;
    }
    header->resizeSection(0, std::max(left, theme::metrics().scaled(leastNameWidth)));
}

void StatisticsTable::resizeEvent(QResizeEvent* event)
{
    StatisticsFrame::resizeEvent(event);
    fitColumns();
}

bool StatisticsTable::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_table->viewport() && event->type() == QEvent::Wheel) {
        event->ignore(); // for the page around it
        return true;
    }
    if (watched == m_table && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        const auto row = static_cast<std::size_t>(m_table->currentIndex().row());
        if ((key == Qt::Key_Return || key == Qt::Key_Enter) && m_table->currentIndex().isValid() &&
            row < m_rows.size()) {
            emit activated(m_rows[row]);
            return true;
        }
    }
    if (watched == m_table && event->type() == QEvent::FocusIn && !m_table->currentIndex().isValid() &&
        static_cast<QFocusEvent*>(event)->reason() != Qt::MouseFocusReason)
        m_table->setCurrentIndex(m_model.index(0, 0));
    return StatisticsFrame::eventFilter(watched, event);
}

} // namespace ui::windows
