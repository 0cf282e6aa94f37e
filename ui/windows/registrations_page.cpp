// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/windows/registrations_page.h"

#include "ui/adapt/error_text.h"
#include "ui/adapt/format.h"
#include "ui/lists/empty_state.h"
#include "ui/theme/theme.h"
#include "ui/windows/plain_table.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QTableView>

#include <algorithm>
#include <climits>

namespace ui::windows {

RegistrationsPage::RegistrationsPage(QWidget* parent)
    : QStackedWidget(parent), m_table(makePlainTable(m_model, tr("Registrations"), this)),
      m_empty(new lists::EmptyState(this))
{
    addWidget(m_table);
    addWidget(m_empty);
    QHeaderView* header = m_table->horizontalHeader();
    for (int column = 0; column < m_model.columnCount(); ++column)
        header->resizeSection(column, theme::metrics().scaled(m_model.widthOf(column)));
    header->setSortIndicator(0, Qt::AscendingOrder);
    m_table->setSortingEnabled(true);
    m_table->installEventFilter(this);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& index) {
                const auto* record = m_model.at(index.isValid() ? index.row() : -1);
                if (record != nullptr && record->call)
                    emit chosen(record->call);
            });
    connect(m_table, &QTableView::doubleClicked, this,
            [this](const QModelIndex& index) { activate(index.row()); });
    connect(&m_feed, &session::RegistrationsFeed::loaded, this, &RegistrationsPage::showRegistrations);
    connect(&m_feed, &session::RegistrationsFeed::failed, this, [this](const core::base::Error& error) {
        setResultText({});
        m_empty->show(QStringLiteral("registrations"), adapt::sentenceOf(error.code), adapt::placeOf(error));
        setCurrentWidget(m_empty);
    });
    showEmptyState();
}

RegistrationsPage::~RegistrationsPage()
{
    // The table looks at the model, which is a member and goes before the children of this widget.
    delete m_table;
}

void RegistrationsPage::setLoader(session::SessionLoader* loader)
{
    m_isLoaded = false;
    m_areKnown = true;
    m_model.setRows({});
    setResultText({});
    showEmptyState();
    m_feed.setLoader(loader);
}

void RegistrationsPage::setGrowing(bool isGrowing)
{
    m_isGrowing = isGrowing;
    if (m_model.rowCount() == 0)
        showEmptyState();
}

void RegistrationsPage::setZone(adapt::Zone zone)
{
    m_model.setZone(zone);
}

void RegistrationsPage::setResultText(const QString& text)
{
    m_resultText = text;
    emit resultTextChanged();
}

void RegistrationsPage::showRegistrations(const session::LoadedRegistrations& loaded)
{
    const auto* present = m_model.at(m_table->currentIndex().isValid() ? m_table->currentIndex().row() : -1);
    const std::int64_t chosenId = present == nullptr ? 0 : present->id;
    m_isLoaded = true;
    m_areKnown = loaded.areKnown;
    m_model.setRows(loaded.rows);
    const auto count = static_cast<std::uint64_t>(loaded.rows.size());
    setResultText(loaded.areKnown ? tr("%1 registrations", nullptr,
                                       static_cast<int>(std::min<std::uint64_t>(count, INT_MAX)))
                                        .arg(adapt::count(count))
                                  : QString());
    if (count == 0) {
        showEmptyState();
        return;
    }
    setCurrentWidget(m_table);
    setFocusProxy(m_table);
    if (const int row = m_model.rowOf(chosenId); row >= 0)
        m_table->setCurrentIndex(m_model.index(row, 0));
}

void RegistrationsPage::showEmptyState()
{
    const QString icon = QStringLiteral("registrations");
    if (!m_areKnown)
        m_empty->show(icon, tr("This session does not know its registrations."),
                      tr("An earlier Rhapsode wrote it; 'rhapsode-cli reindex' finds them."));
    else if (!m_isLoaded)
        m_empty->show(icon, tr("The registrations are being read."), {});
    else if (m_isGrowing)
        m_empty->show(icon, tr("No REGISTER has arrived yet."),
                      tr("Registrations appear here as they are asked for."));
    else
        m_empty->show(icon, tr("There is no registration in this session."), {});
    setCurrentWidget(m_empty);
    setFocusProxy(m_empty);
}

void RegistrationsPage::activate(int row)
{
    const auto* record = m_model.at(row);
    if (record != nullptr && record->call)
        emit activated(record->call);
}

bool RegistrationsPage::eventFilter(QObject* watched, QEvent* event)
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
        m_table->setCurrentIndex(m_model.index(0, 0));
    return QStackedWidget::eventFilter(watched, event);
}

} // namespace ui::windows
