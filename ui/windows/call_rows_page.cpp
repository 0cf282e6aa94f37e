// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/windows/call_rows_page.h"

#include "ui/adapt/error_text.h"
#include "ui/lists/empty_state.h"
#include "ui/theme/theme.h"
#include "ui/windows/plain_table.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QTableView>

#include <utility>

namespace ui::windows {

CallRowsPage::CallRowsPage(std::unique_ptr<models::CallRowsModel> model, const QString& name, QString icon,
                           QWidget* parent)
    : QStackedWidget(parent), m_model(std::move(model)), m_icon(std::move(icon)),
      m_table(makePlainTable(*m_model, name, this)), m_empty(new lists::EmptyState(this))
{
    addWidget(m_table);
    addWidget(m_empty);
    QHeaderView* header = m_table->horizontalHeader();
    for (int column = 0; column < m_model->columnCount(); ++column)
        header->resizeSection(column, theme::metrics().scaled(m_model->widthOf(column)));
    header->setSortIndicator(0, Qt::AscendingOrder);
    m_table->setSortingEnabled(true);
    m_table->installEventFilter(this);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& index) {
                if (const auto call = m_model->callAt(index.row()))
                    emit chosen(call);
            });
    connect(m_table, &QTableView::doubleClicked, this,
            [this](const QModelIndex& index) { activate(index.row()); });
}

CallRowsPage::~CallRowsPage()
{
    // The table looks at the model, which is a member and goes before the children of this widget.
    delete m_table;
}

void CallRowsPage::clear()
{
    m_isLoaded = false;
    m_areKnown = true;
    setResultText({});
    showEmptyState();
}

void CallRowsPage::setGrowing(bool isGrowing)
{
    m_isGrowing = isGrowing;
    if (m_model->rowCount() == 0)
        showEmptyState();
}

void CallRowsPage::setZone(adapt::Zone zone)
{
    m_model->setZone(zone);
}

void CallRowsPage::setResultText(const QString& text)
{
    m_resultText = text;
    emit resultTextChanged();
}

void CallRowsPage::showRows(bool areKnown, const std::function<void()>& put)
{
    const std::int64_t chosenId = m_model->idAt(m_table->currentIndex().row());
    m_isLoaded = true;
    m_areKnown = areKnown;
    put();
    const int rows = m_model->rowCount();
    setResultText(areKnown ? countText(rows) : QString());
    if (rows == 0) {
        showEmptyState();
        return;
    }
    setCurrentWidget(m_table);
    setFocusProxy(m_table);
    if (const int row = m_model->rowOf(chosenId); row >= 0)
        m_table->setCurrentIndex(m_model->index(row, 0));
}

void CallRowsPage::showError(const core::base::Error& error)
{
    setResultText({});
    showEmpty({adapt::sentenceOf(error.code), adapt::placeOf(error)});
}

void CallRowsPage::showEmptyState()
{
    showEmpty(sentencesOf(!m_areKnown   ? Emptiness::NotKnown
                          : !m_isLoaded ? Emptiness::Loading
                          : m_isGrowing ? Emptiness::Growing
                                        : Emptiness::None));
}

void CallRowsPage::showEmpty(const Sentences& sentences)
{
    m_empty->show(m_icon, sentences.what, sentences.advice);
    setCurrentWidget(m_empty);
    setFocusProxy(m_empty);
}

void CallRowsPage::activate(int row)
{
    if (const auto call = m_model->callAt(row))
        emit activated(call);
}

bool CallRowsPage::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_table && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if ((key == Qt::Key_Return || key == Qt::Key_Enter) && m_table->currentIndex().isValid()) {
            activate(m_table->currentIndex().row());
            return true;
        }
    }
    if (watched == m_table && event->type() == QEvent::FocusIn && !m_table->currentIndex().isValid() &&
        static_cast<QFocusEvent*>(event)->reason() != Qt::MouseFocusReason)
        m_table->setCurrentIndex(m_model->index(0, 0));
    return QStackedWidget::eventFilter(watched, event);
}

} // namespace ui::windows
