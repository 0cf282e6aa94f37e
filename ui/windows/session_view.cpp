// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/windows/session_view.h"

#include "ui/charts/time_strip.h"
#include "ui/filterbar/filter_bar.h"
#include "ui/ladder/ladder_view.h"
#include "ui/message/message_view.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/windows/controls.h"
#include "ui/windows/findings_page.h"
#include "ui/windows/findings_pane.h"
#include "ui/windows/flow_pane.h"
#include "ui/windows/frames_pane.h"
#include "ui/windows/list_page.h"
#include "ui/windows/registrations_page.h"
#include "ui/windows/sources_page.h"
#include "ui/windows/statistics_page.h"
#include "ui/windows/streams_page.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace ui::windows {
namespace {

using core::base::MessageId;

} // namespace

SessionView::SessionView(session::SessionController& controller, settings::Settings& settings,
                         QWidget* parent)
    : QWidget(parent), m_controller(controller), m_settings(settings),
      m_filterBar(new filterbar::FilterBar(this)), m_strip(new charts::TimeStrip(this)),
      m_calls(new ListPage(std::make_unique<models::CallModel>(), this)),
      m_messages(new ListPage(std::make_unique<models::MessageModel>(), this)),
      m_findings(new FindingsPage(this)), m_streams(new StreamsPage(this)),
      m_registrations(new RegistrationsPage(this)), m_statistics(new StatisticsPage(this)),
      m_sources(new SourcesPage(this)), m_lists(new QStackedWidget(this)),
      m_split(new QSplitter(Qt::Vertical, this)), m_details(new QSplitter(Qt::Horizontal, this))
{
    m_calls->view().setAccessibleName(tr("Calls"));
    m_messages->view().setAccessibleName(tr("Messages"));
    m_lists->addWidget(m_calls);
    m_lists->addWidget(m_messages);
    m_lists->addWidget(m_findings);
    m_lists->addWidget(m_streams);
    m_lists->addWidget(m_registrations);
    m_lists->addWidget(m_statistics);
    m_lists->addWidget(m_sources);

    auto* upper = new QWidget(this);
    auto* upperLayout = new QVBoxLayout(upper);
    upperLayout->setContentsMargins(0, 0, 0, 0);
    upperLayout->setSpacing(0);
    upperLayout->addWidget(makeSwitch());
    upperLayout->addWidget(m_lists, 1);

    m_split->addWidget(upper);
    m_split->addWidget(makeDetails());
    m_split->setChildrenCollapsible(false);
    m_split->setStretchFactor(0, 1);
    m_split->setStretchFactor(1, 1);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_filterBar);
    m_strip->setFixedHeight(theme::metrics().strip);
    layout->addWidget(m_strip);
    layout->addWidget(m_split, 1);

    m_filterBar->setHistory(m_settings.value(settings::filterHistory));
    connect(m_filterBar, &filterbar::FilterBar::filterApplied, this, &SessionView::onFilterApplied);
    connect(m_strip, &charts::TimeStrip::rangeChanged, this,
            [this](const std::optional<charts::TimeRange>& range) {
                m_calls->feed().setRange(range);
                m_messages->feed().setRange(range);
                m_findings->search().setRange(range);
                m_statistics->feed().setRange(range);
            });
    connectList(*m_calls);
    connectList(*m_messages);
    connectDetails();
    connectFlow();
    connectSources();
    connectClocks();
    connectFindings();
    connectStreams();
    connectRegistrations();
    connectStatistics();
    connect(&m_controller, &session::SessionController::sessionChanged, this, &SessionView::onSessionChanged);
    connect(&m_controller, &session::SessionController::activityChanged, this, [this] {
        // The rows of an import are no news: only a capture tells of those that came unseen.
        m_announcesRows = m_controller.activity() == session::Activity::Capturing ||
                          (m_announcesRows && m_controller.activity() == session::Activity::Viewing);
        showChip();
        m_calls->setGrowing(m_controller.isGrowing());
        m_messages->setGrowing(m_controller.isGrowing());
        m_findings->setGrowing(m_controller.isGrowing());
        m_streams->setGrowing(m_controller.isGrowing());
        m_registrations->setGrowing(m_controller.isGrowing());
        m_statistics->setGrowing(m_controller.isGrowing());
        m_sources->setGrowing(m_controller.isGrowing());
    });
    connect(&m_controller, &session::SessionController::progressed, this, &SessionView::showRunningSources);
    connect(&m_controller, &session::SessionController::activityChanged, this,
            &SessionView::showRunningSources);
    showRunningSources();
    setView(View::Calls);
    showNoSelection();
}

SessionView::~SessionView() = default;

// --- parts

QWidget* SessionView::makeSwitch()
{
    auto* bar = new Bar(theme::metrics().viewSwitch, Bar::Line::Below, this);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(6, 0, 10, 0);
    row->setSpacing(2);
    const std::array names{tr("Calls"),         tr("Messages"),   tr("Findings"), tr("Streams"),
                           tr("Registrations"), tr("Statistics"), tr("Sources")};
    for (std::size_t i = 0; i < viewCount; ++i) {
        m_tabs[i] = new ViewTab(names[i], bar);
        m_tabs[i]->setAutoExclusive(true);
        m_tabs[i]->setToolTip(QStringLiteral("%1 (Ctrl+%2)").arg(names[i]).arg(i + 1));
        connect(m_tabs[i], &QAbstractButton::clicked, this, [this, i] { setView(static_cast<View>(i)); });
        row->addWidget(m_tabs[i]);
    }
    row->addStretch();
    m_chip = new Chip(bar);
    m_chip->setLook(Chip::Look::Accented);
    m_chip->setIcon(theme::icon(QStringLiteral("menu")));
    m_chip->hide();
    connect(m_chip, &QAbstractButton::clicked, this, [this] {
        if (list().feed().waiting() > 0)
            list().feed().showWaiting();
        else
            list().view().scrollToBottom();
    });
    row->addWidget(m_chip);
    auto* columns = new QAction(theme::icon(QStringLiteral("columns")), tr("Columns"), this);
    m_columns = toolButton(columns, bar);
    m_columns->setFixedSize(theme::metrics().scaled(26), theme::metrics().scaled(26));
    connect(columns, &QAction::triggered, this,
            [this] { list().view().showColumnMenu(m_columns->mapToGlobal(QPoint(0, m_columns->height()))); });
    row->addWidget(m_columns);
    return bar;
}

QWidget* SessionView::makeDetails()
{
    m_lowerLeft = new QStackedWidget(m_details);
    m_flow = new FlowPane(m_lowerLeft);
    m_frames = new FramesPane(m_lowerLeft);
    m_lowerLeft->addWidget(m_flow);
    m_lowerLeft->addWidget(m_frames);
    m_message = new message::MessageView(m_details);
    m_details->addWidget(m_lowerLeft);
    m_details->addWidget(m_message);
    m_details->setChildrenCollapsible(false);
    m_details->setStretchFactor(0, 3);
    m_details->setStretchFactor(1, 2);
    m_lowerLeft->setMinimumWidth(320);
    m_message->setMinimumWidth(320);
    return m_details;
}

void SessionView::connectList(ListPage& page)
{
    lists::ListView& view = page.view();
    connect(&view, &lists::ListView::rowChosen, this,
            [this, &page](std::int64_t id) { chooseRow(page, id); });
    connect(&view, &lists::ListView::rowActivated, this, &SessionView::focusFlow);
    connect(&view, &lists::ListView::filterRequested, this,
            [this](const QString& condition, models::Narrow how) {
                m_filterBar->setText(models::narrowed(m_filterBar->text(), condition, how));
                m_filterBar->apply();
            });
    connect(&view, &lists::ListView::markRequested, this, &SessionView::markRequested);
    connect(&view, &lists::ListView::exportRequested, this, &SessionView::exportRequested);
    connect(&view, &lists::ListView::externalViewerRequested, this, &SessionView::externalViewerRequested);
    connect(&view, &lists::ListView::unseenChanged, this, &SessionView::showChip);
    connect(&view, &lists::ListView::followingChanged, this, [this, &page](bool isFollowing) {
        if (&page == &list())
            emit followingChanged(isFollowing);
    });
    connect(&page.feed(), &models::ListFeed::waitingChanged, this, &SessionView::showChip);
    connect(&page.feed(), &models::ListFeed::resultChanged, this, [this, &page] {
        if (m_wantedRow != 0 && &page == &list() &&
            (!page.feed().isFiltered() || page.model().rowOf(m_wantedRow)))
            showRow(m_wantedRow);
    });
    connect(&page, &ListPage::clearFilterRequested, this, &SessionView::clearFilter);
    connect(&page, &ListPage::resultTextChanged, this, [this, &page] {
        if (&page == &list())
            showResult();
    });
}

void SessionView::connectDetails()
{
    connect(&m_selection, &session::Selection::callChanged, this, &SessionView::showFlow);
    connect(&m_selection, &session::Selection::messageChanged, this, &SessionView::loadMessage);
    connect(&m_calls->view(), &lists::ListView::selectionSizeChanged, this, [this] {
        if (m_view == View::Calls && m_selection.call())
            showFlow(m_selection.call());
    });
    connect(&m_flow->ladder(), &ladder::LadderView::messageSelected, this, &SessionView::chooseInFlow);
    connect(&m_flow->ladder(), &ladder::LadderView::messageActivated, this, [this](MessageId message) {
        chooseInFlow(message);
        m_message->setFocus();
    });
    connect(&m_flow->findings(), &FindingsPane::messageChosen, this, &SessionView::chooseInFlow);
    const auto step = [this](int direction) {
        if (const MessageId next = m_flow->neighbour(m_selection.message(), direction))
            chooseInFlow(next);
    };
    connect(m_message, &message::MessageView::previousRequested, this, [step] { step(-1); });
    connect(m_message, &message::MessageView::nextRequested, this, [step] { step(+1); });
    connect(m_message, &message::MessageView::messageRequested, this, &SessionView::chooseInFlow);
    connect(m_message, &message::MessageView::filterRequested, this, [this](const QString& condition) {
        // What stands in a message is a question about messages.
        setView(View::Messages);
        setFilter(View::Messages, condition);
    });
}

// --- looks

void SessionView::setZone(adapt::Zone zone)
{
    m_zone = zone;
    const bool isUtc = zone == adapt::Zone::Utc;
    m_strip->setUtc(isUtc);
    m_flow->ladder().setUtc(isUtc);
    m_message->setUtc(isUtc);
    m_findings->setZone(zone);
    m_streams->setZone(zone);
    m_registrations->setZone(zone);
    m_statistics->setZone(zone);
    m_sources->setZone(zone);
    m_frames->setZone(zone);
    updateContext();
}

void SessionView::setDensity(theme::Density density)
{
    m_calls->view().setDensity(density);
    m_messages->view().setDensity(density);
}

void SessionView::setPaused(bool isPaused)
{
    m_isPaused = isPaused;
    m_calls->feed().setPaused(isPaused);
    m_messages->feed().setPaused(isPaused);
    showChip();
}

void SessionView::setFollowing(bool isFollowing) const
{
    list().view().setFollowing(isFollowing);
}

bool SessionView::isFollowing() const
{
    return list().view().isFollowing();
}

void SessionView::showChip()
{
    const std::int64_t waiting = list().feed().waiting();
    const std::int64_t count = waiting > 0 ? waiting : list().view().unseen();
    m_chip->setVisible(m_announcesRows && isList() && count > 0);
    m_chip->setText(tr("%1 new", nullptr, static_cast<int>(std::min<std::int64_t>(count, INT_MAX)))
                        .arg(adapt::count(static_cast<std::uint64_t>(count))));
    m_chip->updateGeometry();
}

// --- keys and layout

void SessionView::focusList()
{
    if (m_view == View::Sources)
        m_sources->setFocus();
    else if (m_view == View::Findings)
        m_findings->setFocus();
    else if (m_view == View::Streams)
        m_streams->setFocus();
    else if (m_view == View::Registrations)
        m_registrations->setFocus();
    else if (m_view == View::Statistics)
        m_statistics->setFocus();
    else
        list().currentWidget()->setFocus();
}

void SessionView::focusFlow()
{
    m_flow->ladder().setFocus();
}

void SessionView::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        focusList();
    else
        QWidget::keyPressEvent(event);
}

void SessionView::saveLayout()
{
    m_settings.setValue(settings::listSplitter, m_split->saveState());
    m_settings.setValue(settings::paneSplitter, m_details->saveState());
    m_settings.setValue(settings::callColumns, m_calls->view().columnLayout());
    m_settings.setValue(settings::messageColumns, m_messages->view().columnLayout());
}

void SessionView::restoreLayout()
{
    m_split->restoreState(m_settings.value(settings::listSplitter));
    if (!m_details->restoreState(m_settings.value(settings::paneSplitter)))
        m_details->setSizes({864, 576});
    m_calls->view().setColumnLayout(m_settings.value(settings::callColumns));
    m_messages->view().setColumnLayout(m_settings.value(settings::messageColumns));
}

} // namespace ui::windows
