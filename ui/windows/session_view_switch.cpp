// SPDX-License-Identifier: GPL-3.0-or-later
// Which list or page of the session is shown, with which filter, and the way back.
#include "ui/adapt/text.h"
#include "ui/charts/time_strip.h"
#include "ui/filterbar/filter_bar.h"
#include "ui/windows/controls.h"
#include "ui/windows/findings_page.h"
#include "ui/windows/flow_pane.h"
#include "ui/windows/frames_pane.h"
#include "ui/windows/list_page.h"
#include "ui/windows/registrations_page.h"
#include "ui/windows/session_view.h"
#include "ui/windows/sources_page.h"
#include "ui/windows/statistics_page.h"
#include "ui/windows/streams_page.h"

#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>

namespace ui::windows {
namespace {

constexpr qsizetype mostFilters = 50;

} // namespace

// --- views and filters

ListPage& SessionView::list() const
{
    return m_listed == View::Messages ? *m_messages : *m_calls;
}

bool SessionView::isFiltered() const
{
    return m_view != View::Streams && m_view != View::Registrations && m_view != View::Sources;
}

bool SessionView::isList() const
{
    return m_view == View::Calls || m_view == View::Messages;
}

void SessionView::setView(View view)
{
    m_view = view;
    // Findings and statistics are of what the list showed from where one came.
    if (view != View::Findings && view != View::Statistics)
        m_listed = view == View::Messages ? View::Messages : View::Calls;
    const auto number = static_cast<std::size_t>(view);
    m_tabs[number]->setChecked(true);
    m_lists->setCurrentIndex(static_cast<int>(number));
    m_filterBar->setScope(list().scope());
    m_filterBar->setText(list().filterText());
    if (view == View::Findings)
        m_findings->search().setFilter(list().filterText());
    m_findings->search().setActive(view == View::Findings);
    m_streams->feed().setActive(view == View::Streams);
    m_registrations->feed().setActive(view == View::Registrations);
    m_statistics->feed().setFilter(list().filterText());
    m_statistics->feed().setActive(view == View::Statistics);
    showResult();
    m_filterBar->setEnabled(isFiltered());
    m_columns->setVisible(isList());
    m_details->setVisible(view != View::Statistics);
    m_lowerLeft->setCurrentWidget(view == View::Sources ? static_cast<QWidget*>(m_frames) : m_flow);
    if (view == View::Messages && m_selection.message())
        m_messages->view().setCurrentId(m_selection.message().value);
    else if (view == View::Calls && m_selection.call())
        m_calls->view().setCurrentId(m_selection.call().value);
    showChip();
    loadTlsConnections();
    loadClocks();
    emit followingChanged(isFollowing());
}

void SessionView::showResult()
{
    if (m_view == View::Findings)
        m_filterBar->setResult(m_findings->resultText());
    else if (m_view == View::Streams)
        m_filterBar->setResult(m_streams->resultText());
    else if (m_view == View::Registrations)
        m_filterBar->setResult(m_registrations->resultText());
    else if (m_view == View::Statistics)
        m_filterBar->setResult(m_statistics->resultText());
    else
        m_filterBar->setResult(isList() ? list().resultText() : QString());
}

void SessionView::connectStatistics()
{
    connect(m_statistics, &StatisticsPage::resultTextChanged, this, [this] {
        if (m_view == View::Statistics)
            showResult();
    });
    connect(m_statistics, &StatisticsPage::clearFilterRequested, this, &SessionView::clearFilter);
    connect(m_statistics, &StatisticsPage::activated, this, [this](const core::statistics::Row& row) {
        const core::statistics::Row wanted = row; // of figures that may be counted anew meanwhile
        remember({View::Statistics, list().filterText()});
        setFilter(wanted.list == core::filter::Scope::Call ? View::Calls : View::Messages,
                  adapt::exact(wanted.filter));
        focusList();
    });
}

void SessionView::connectStreams()
{
    connect(m_streams, &StreamsPage::resultTextChanged, this, [this] {
        if (m_view == View::Streams)
            showResult();
    });
    connect(m_streams, &StreamsPage::chosen, this, [this](core::base::CallKey call) {
        if (m_view == View::Streams)
            m_selection.setCall(call);
    });
    connect(m_streams, &StreamsPage::activated, this, &SessionView::openRowOf);
}

void SessionView::connectRegistrations()
{
    connect(m_registrations, &RegistrationsPage::resultTextChanged, this, [this] {
        if (m_view == View::Registrations)
            showResult();
    });
    connect(m_registrations, &RegistrationsPage::chosen, this, [this](core::base::CallKey call) {
        if (m_view == View::Registrations)
            m_selection.setCall(call);
    });
    connect(m_registrations, &RegistrationsPage::activated, this, &SessionView::openRowOf);
}

void SessionView::openRowOf(core::base::CallKey call)
{
    remember({m_view, list().filterText()});
    setView(View::Calls);
    remember({View::Calls, list().filterText()});
    showRow(call.value); // a filter that hides this one is cleared
}

void SessionView::onFilterApplied(const core::filter::Filter& filter, const QString& text)
{
    if (!isFiltered())
        return;
    m_wantedRow = 0;
    list().setFilter(filter, text);
    if (m_view == View::Findings)
        m_findings->search().setFilter(text);
    m_statistics->feed().setFilter(text);
    remember({m_view, text});
    if (!text.trimmed().isEmpty()) {
        QStringList history = m_settings.value(settings::filterHistory);
        settings::remember(history, text.trimmed(), mostFilters);
        m_settings.setValue(settings::filterHistory, history);
        m_filterBar->setHistory(history);
    }
}

void SessionView::setFilter(View view, const QString& text)
{
    setView(view);
    m_filterBar->setText(text);
    m_filterBar->apply();
}

void SessionView::clearFilter()
{
    m_strip->setRange({});
    m_calls->feed().setRange({});
    m_messages->feed().setRange({});
    m_findings->search().setRange({});
    m_statistics->feed().setRange({});
    m_filterBar->setText({});
    m_filterBar->apply();
}

void SessionView::remember(const Step& step)
{
    if (!m_history.empty() && m_history[m_historyPosition] == step)
        return;
    if (!m_history.empty())
        m_history.resize(m_historyPosition + 1);
    m_history.push_back(step);
    m_historyPosition = m_history.size() - 1;
    emit historyChanged();
}

void SessionView::goBack()
{
    if (canGoBack())
        apply(m_history[--m_historyPosition]);
}

void SessionView::goForward()
{
    if (canGoForward())
        apply(m_history[++m_historyPosition]);
}

void SessionView::apply(const Step& step)
{
    setFilter(step.view, step.filter);
    emit historyChanged();
}

} // namespace ui::windows
