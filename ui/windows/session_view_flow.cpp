// SPDX-License-Identifier: GPL-3.0-or-later
// The flow of the selected calls: of which calls it is, with or without their legs and RTP streams.
#include "ui/adapt/error_text.h"
#include "ui/ladder/ladder_view.h"
#include "ui/message/message_view.h"
#include "ui/windows/flow_pane.h"
#include "ui/windows/legs_pane.h"
#include "ui/windows/list_page.h"
#include "ui/windows/session_view.h"

#include <QAction>

#include <algorithm>

namespace ui::windows {
namespace {

using core::base::CallKey;

constexpr std::size_t mostCallsInFlow = 50; // lanes and colours of more tell nobody anything
/// While a call goes on its legs are not looked for with each message.
constexpr qint64 legPauseMilliseconds = 2000;

} // namespace

void SessionView::connectFlow()
{
    const auto keep = [this](QAction& action, const settings::Setting<bool>& setting) {
        action.setChecked(m_settings.value(setting));
        connect(&action, &QAction::toggled, this, [this, setting](bool isWanted) {
            m_settings.setValue(setting, isWanted);
            m_sinceLegs.invalidate();
            if (m_controller.loader() != nullptr && !m_flow->selected().empty())
                loadFlow(std::vector{m_flow->selected()});
        });
    };
    keep(m_flow->withLegs(), settings::flowLegs);
    keep(m_flow->withMedia(), settings::flowRtp);
    connect(&m_flow->legs(), &LegsPane::messageChosen, this, &SessionView::chooseInFlow);
    connect(&m_flow->legs(), &LegsPane::decided, this,
            [this](const std::string& first, const std::string& second,
                   std::optional<core::session::LinkVerdict> verdict) {
                if (m_controller.loader() != nullptr)
                    m_links.keep(m_controller.loader()->path(), {{first, second, verdict}});
            });
    connect(&m_links, &session::LinkKeeper::failed, this, &SessionView::failed);
    connect(&m_links, &session::LinkKeeper::changed, this, [this] {
        m_sinceLegs.invalidate();
        if (m_controller.loader() != nullptr && !m_flow->selected().empty())
            loadFlow(std::vector{m_flow->selected()});
    });
}

bool SessionView::linkChosenCalls()
{
    const std::vector<CallKey> calls = chosenCalls();
    if (m_controller.loader() == nullptr || calls.size() < 2 || calls.size() > mostCallsInFlow)
        return false;
    m_controller.loader()->read([this, path = m_controller.loader()->path(),
                                 calls](core::session::SessionReader& reader, const std::stop_token&) {
        const auto records = reader.calls(calls);
        if (!records)
            return;
        std::vector<session::LinkWish> wishes;
        for (std::size_t i = 1; i < records->size(); ++i)
            wishes.push_back(
                {records->front().callId, (*records)[i].callId, core::session::LinkVerdict::Made});
        QMetaObject::invokeMethod(
            this, [this, path, wishes] { m_links.keep(path, wishes); }, Qt::QueuedConnection);
    });
    return true;
}

std::vector<CallKey> SessionView::callsWith(CallKey call) const
{
    const lists::ListView& view = m_calls->view();
    if (m_view != View::Calls || view.selectedCount() > static_cast<std::int64_t>(mostCallsInFlow))
        return {call};
    std::vector<CallKey> calls;
    for (const std::int64_t id : view.selectedIds(mostCallsInFlow))
        calls.push_back({id});
    return std::ranges::find(calls, call) == calls.end() ? std::vector{call} : calls;
}

bool SessionView::isWanted(const std::vector<CallKey>& calls) const
{
    const CallKey call = m_selection.call();
    return callsWith(call) == calls || (calls == m_flow->selected() && m_flow->isLeg(call));
}

void SessionView::showFlow(CallKey call)
{
    if (!call || m_controller.loader() == nullptr) {
        showNoSelection();
        return;
    }
    const std::vector<CallKey> calls = callsWith(call);
    const bool isOneLeg = calls.size() == 1 && m_flow->isLeg(call);
    if (calls != m_flow->selected() && !isOneLeg)
        loadFlow(calls);
    else if (!m_selection.message())
        m_selection.setMessage(m_flow->firstMessage(call), call);
}

void SessionView::loadFlow(const std::vector<CallKey>& calls)
{
    const bool withLegs = m_flow->withLegs().isChecked() && calls.size() == 1;
    // Legs that are known stay in the picture while they are looked for again.
    const bool areLegsKnown = withLegs && calls == m_flow->selected();
    loadFlowOf(areLegsKnown ? m_flow->calls() : calls, calls);
    loadFindings(calls);
    if (withLegs) {
        loadLegs(calls);
    } else {
        m_controller.loader()->stopLegs();
        m_sinceLegs.invalidate();
        m_flow->setLegSearch(FlowPane::LegSearch::Off);
        m_flow->setLegs({}, {});
    }
}

void SessionView::loadFlowOf(const std::vector<CallKey>& calls, const std::vector<CallKey>& selected)
{
    const auto media = m_flow->withMedia().isChecked() ? core::flow::Media::Show : core::flow::Media::Leave;
    m_controller.loader()->flow(
        calls, media, this, [this, selected](core::base::Result<session::LoadedFlow> flow) {
            if (!isWanted(selected))
                return; // others were selected since
            if (!flow) {
                m_flow->showNothing(adapt::sentenceOf(flow.error().code), adapt::placeOf(flow.error()));
                return;
            }
            m_flow->setFlow(*flow, selected);
            m_message->setSightings(m_flow->sightingsOf(m_selection.message()));
            // A message of a call that is no leg any more leaves the picture with it.
            const bool isShown = selected.size() > 1 || m_flow->isLeg(m_selection.call());
            const CallKey call = isShown ? m_selection.call() : selected.front();
            if (!m_selection.message() || !isShown)
                m_selection.setMessage(m_flow->firstMessage(call), call);
            else
                m_flow->ladder().setCurrentMessage(m_selection.message());
        });
}

void SessionView::loadLegs(const std::vector<CallKey>& selected)
{
    if (selected == m_flow->selected() && m_controller.isGrowing() && m_sinceLegs.isValid() &&
        m_sinceLegs.elapsed() < legPauseMilliseconds)
        return;
    m_sinceLegs.start();
    m_flow->setLegSearch(FlowPane::LegSearch::Running);
    m_controller.loader()->legs(
        selected.front(), this, [this, selected](core::base::Result<session::LoadedLegs> loaded) {
            if (!isWanted(selected) || !m_flow->withLegs().isChecked())
                return;
            if (!loaded) {
                m_flow->setLegSearch(FlowPane::LegSearch::Failed);
                return;
            }
            std::vector<CallKey> calls = loaded->legs.calls;
            const bool isCut = calls.size() > mostCallsInFlow;
            calls.resize(std::min(calls.size(), mostCallsInFlow));
            if (calls != m_flow->calls())
                loadFlowOf(calls, selected);
            m_flow->setLegSearch(loaded->legs.isComplete && !isCut ? FlowPane::LegSearch::Done
                                                                   : FlowPane::LegSearch::Incomplete);
            m_flow->setLegs(std::move(*loaded), selected);
        });
}

} // namespace ui::windows
