// SPDX-License-Identifier: GPL-3.0-or-later
// What the session view reads from the session, and when.
#include "ui/adapt/error_text.h"
#include "ui/adapt/format.h"
#include "ui/adapt/text.h"
#include "ui/charts/time_strip.h"
#include "ui/filterbar/filter_bar.h"
#include "ui/ladder/ladder_view.h"
#include "ui/message/message_view.h"
#include "ui/windows/clocks_pane.h"
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

#include <algorithm>

namespace ui::windows {
namespace {

using core::base::CallKey;
using core::base::FrameNumber;
using core::base::MessageId;
using core::filter::Scope;

constexpr std::size_t histogramBins = 420;
constexpr qint64 histogramPauseMilliseconds = 1000;
constexpr qint64 tlsPauseMilliseconds = 1000;

} // namespace

// --- session

void SessionView::onSessionChanged()
{
    session::SessionLoader* loader = m_controller.loader();
    m_selection.clear();
    m_wantedRow = 0;
    showNoSelection();
    m_strip->clear();
    m_sources->setSources({});
    m_sources->setAgents({});
    m_sources->setTlsConnections({});
    m_sinceTlsConnections.invalidate();
    m_sources->clocks().setClocks({});
    m_sinceClocks.invalidate();
    m_history.clear();
    m_historyPosition = 0;
    m_isHistogramLate = false;
    m_sinceHistogram.invalidate();
    for (ListPage* page : {m_calls, m_messages}) {
        page->feed().setRange({});
        page->setFilter({}, {});
        page->feed().setLoader(loader);
        page->setGrowing(m_controller.isGrowing());
    }
    m_findings->setLoader(loader);
    m_findings->setGrowing(m_controller.isGrowing());
    m_streams->setLoader(loader);
    m_streams->setGrowing(m_controller.isGrowing());
    m_registrations->setLoader(loader);
    m_registrations->setGrowing(m_controller.isGrowing());
    m_statistics->setLoader(loader);
    m_statistics->setGrowing(m_controller.isGrowing());
    m_sources->setGrowing(m_controller.isGrowing());
    m_filterBar->setText({});
    m_filterBar->setResult({});
    showCounts({});
    emit historyChanged();
    if (loader == nullptr)
        return;
    connect(loader, &session::SessionLoader::refreshed, this, &SessionView::onRefreshed);
    setView(View::Calls);
    remember({View::Calls, {}});
}

void SessionView::onRefreshed(const core::session::SessionProgress& progress,
                              const std::vector<CallKey>& changedCalls)
{
    showCounts(progress);
    loadSources();
    loadTlsConnections();
    loadClocks();
    if (m_sinceHistogram.isValid() && m_sinceHistogram.elapsed() < histogramPauseMilliseconds)
        m_isHistogramLate = true;
    else
        loadHistogram();
    const std::vector<CallKey>& shown = m_flow->calls();
    if (std::ranges::find_first_of(shown, changedCalls) != shown.end())
        loadFlow(std::vector{m_flow->selected()});
}

void SessionView::showCounts(const core::session::SessionProgress& progress)
{
    const bool isOpen = m_controller.loader() != nullptr;
    m_tabs[0]->setCount(isOpen ? static_cast<std::int64_t>(progress.calls()) : -1);
    m_tabs[1]->setCount(isOpen ? static_cast<std::int64_t>(progress.messages()) : -1);
    m_tabs[static_cast<std::size_t>(View::Sources)]->setCount(
        isOpen ? static_cast<qint64>(m_sources->sources().size()) : -1);
}

void SessionView::loadSources()
{
    m_controller.loader()->sources(this,
                                   [this](core::base::Result<std::vector<core::session::SourceRow>> sources) {
                                       if (!sources)
                                           return;
                                       const bool isOtherSet = sources->size() != m_sources->sources().size();
                                       m_sources->setSources(std::move(*sources));
                                       m_tabs[static_cast<std::size_t>(View::Sources)]->setCount(
                                           static_cast<qint64>(m_sources->sources().size()));
                                       if (isOtherSet)
                                           updateContext();
                                   });
    m_controller.loader()->agents(
        this, [this](core::base::Result<std::vector<core::session::AgentSummary>> agents) {
            if (agents)
                m_sources->setAgents(std::move(*agents));
        });
}

void SessionView::loadTlsConnections()
{
    // They may be many, and nobody sees them elsewhere.
    if (m_view != View::Sources || m_controller.loader() == nullptr)
        return;
    if (m_sinceTlsConnections.isValid() && m_controller.isGrowing() &&
        m_sinceTlsConnections.elapsed() < tlsPauseMilliseconds)
        return;
    m_sinceTlsConnections.start();
    m_controller.loader()->tlsConnections(
        this, [this](core::base::Result<std::vector<core::session::TlsConnectionRow>> connections) {
            if (connections)
                m_sources->setTlsConnections(std::move(*connections));
        });
}

void SessionView::showRunningSources()
{
    m_sources->setRunning(m_controller.activity() == session::Activity::Capturing
                              ? m_controller.progress().runningSources
                              : std::vector<core::base::SourceId>{});
}

void SessionView::connectSources()
{
    connect(m_sources, &SourcesPage::currentChanged, this,
            [this] { m_frames->setSource(m_sources->current()); });
    connect(m_frames, &FramesPane::framesWanted, this, [this](const std::vector<FrameNumber>& numbers) {
        if (m_controller.loader() == nullptr)
            return;
        m_controller.loader()->frames(numbers, this,
                                      [this](core::base::Result<std::vector<session::FrameGlance>> frames) {
                                          if (frames)
                                              m_frames->setFrames(std::move(*frames));
                                      });
    });
    connect(m_frames, &FramesPane::frameChosen, this,
            [this](FrameNumber number) { showFrame(number, false); });
    connect(m_frames, &FramesPane::frameActivated, this,
            [this](FrameNumber number) { showFrame(number, true); });
}

void SessionView::showFrame(FrameNumber number, bool isActivated)
{
    if (m_controller.loader() == nullptr)
        return;
    m_frame = number;
    if (isActivated)
        m_message->setFocus();
    m_controller.loader()->frame(
        number, this, [this, number](core::base::Result<session::LoadedFrame> frame) {
            if (m_frame != number || m_view != View::Sources)
                return; // something else was chosen since
            if (!frame) {
                m_message->showNotice(tr("Frame %1 is not in the file.")
                                          .arg(adapt::count(static_cast<std::uint64_t>(number.value))),
                                      tr("It was counted, not stored."));
                return;
            }
            if (frame->message && m_selection.message() == frame->message) {
                loadMessage(frame->message);
            } else if (frame->message) {
                m_selection.setMessage(frame->message, frame->call);
            } else {
                auto shown = std::make_shared<message::ShownFrame>();
                shown->number = number;
                shown->captured = *frame->glance.captured;
                shown->originalLength = frame->glance.originalLength;
                shown->from = frame->glance.from;
                shown->to = frame->glance.to;
                shown->bytes = std::move(frame->bytes);
                m_message->setFrame(std::move(shown));
            }
        });
}

void SessionView::updateContext()
{
    models::CellContext context;
    context.zone = m_zone;
    for (const auto& source : m_sources->sources()) {
        const auto slot = static_cast<std::size_t>(source.id.value);
        if (context.sources.size() < slot)
            context.sources.resize(slot);
        if (slot > 0)
            context.sources[slot - 1] = source.interfaceName.empty() ? source.name : source.interfaceName;
    }
    m_calls->model().setContext(context);
    m_messages->model().setContext(std::move(context));
}

void SessionView::loadHistogram()
{
    session::SessionLoader* loader = m_controller.loader();
    m_isHistogramLate = false;
    m_sinceHistogram.start();
    loader->histogram(histogramBins, this,
                      [this](core::base::Result<core::session::TimeHistogram> histogram) {
                          if (histogram)
                              m_strip->setHistogram(*histogram);
                          // What came in meanwhile is not in it, and perhaps nothing else will come.
                          if (m_isHistogramLate && m_controller.loader() != nullptr) {
                              QTimer::singleShot(histogramPauseMilliseconds, m_strip, [this] {
                                  if (m_isHistogramLate && m_controller.loader() != nullptr)
                                      loadHistogram();
                              });
                          }
                      });
}

// --- selection

void SessionView::chooseRow(ListPage& page, std::int64_t id)
{
    if (page.scope() == Scope::Call) {
        m_selection.setCall({id});
        return;
    }
    const MessageId message{id};
    m_controller.loader()->message(message, this,
                                   [this, message](core::base::Result<session::LoadedMessage> loaded) {
                                       if (loaded)
                                           m_selection.setMessage(message, loaded->record.call);
                                   });
}

void SessionView::goTo(const QString& place)
{
    session::SessionLoader* loader = m_controller.loader();
    if (loader == nullptr || place.trimmed().isEmpty())
        return;
    if (!isList())
        setView(m_listed);
    loader->find(session::parsePlace(place), list().scope(), m_zone, this,
                 [this](core::base::Result<std::int64_t> id) {
                     if (id)
                         showRow(*id);
                     else
                         emit failed(id.error());
                 });
}

void SessionView::showRow(std::int64_t id)
{
    ListPage& page = list();
    if (!page.model().rowOf(id)) {
        if (page.feed().isFiltered()) {
            clearFilter();
            m_wantedRow = id; // see connectList()
        }
        return;
    }
    m_wantedRow = 0;
    page.view().setCurrentId(id);
    chooseRow(page, id);
    focusList();
}

void SessionView::showNoSelection()
{
    m_flow->showNothing(tr("No call is selected."), tr("Select a call or a message to see its flow."));
    m_message->showNotice(tr("No message is selected."), tr("Select a message in the list or in the flow."));
}

std::vector<CallKey> SessionView::chosenCalls() const
{
    std::vector<CallKey> calls;
    if (m_view == View::Calls) {
        for (const std::int64_t id : m_calls->view().selectedIds(SIZE_MAX))
            calls.push_back({id});
    } else if (m_selection.call()) {
        calls.push_back(m_selection.call());
    }
    return calls;
}

void SessionView::chooseInFlow(MessageId message)
{
    const CallKey call = m_flow->callOf(message);
    m_selection.setMessage(message, call ? call : m_selection.call());
}

void SessionView::loadMessage(MessageId message)
{
    m_flow->ladder().setCurrentMessage(message);
    if (!message || m_controller.loader() == nullptr) {
        m_message->clear();
        return;
    }
    m_controller.loader()->message(
        message, this, [this, message](core::base::Result<session::LoadedMessage> loaded) {
            if (m_selection.message() != message)
                return;
            if (!loaded) {
                m_message->showNotice(adapt::sentenceOf(loaded.error().code), adapt::placeOf(loaded.error()));
                return;
            }
            auto shown = std::make_shared<message::ShownMessage>();
            shown->record = std::move(loaded->record);
            shown->bytes = std::move(loaded->bytes);
            shown->sourceName = adapt::sourceName(loaded->sourceName);
            m_message->setMessage(std::move(shown));
            m_message->setSightings(m_flow->sightingsOf(message));
        });
}

} // namespace ui::windows
