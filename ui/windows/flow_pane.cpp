// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/windows/flow_pane.h"

#include "core/flow/text_flow.h"
#include "ui/adapt/format.h"
#include "ui/adapt/text.h"
#include "ui/ladder/ladder_view.h"
#include "ui/models/words.h"
#include "ui/theme/elided_label.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/windows/controls.h"
#include "ui/windows/findings_pane.h"
#include "ui/windows/legs_pane.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace ui::windows {
namespace {

constexpr int leastFindings = 60;

QString partyOf(const std::string& user, const std::string& host)
{
    return adapt::text(user.empty() ? host : user);
}

/// Of the call that has the most; 0 where each call has one.
std::size_t mostDialogs(const core::flow::CallFlow& flow)
{
    std::size_t most = 0;
    for (const core::flow::FlowRow& row : flow.rows) {
        if (const auto* arrow = std::get_if<core::flow::Arrow>(&row))
            most = std::max(most, arrow->dialog);
    }
    return most;
}

/// Nothing where all clocks are taken as they are.
QString clocksText(const std::vector<core::flow::CorrectedClock>& clocks)
{
    if (clocks.size() > 1)
        return FlowPane::tr("clocks of %n capture points corrected", nullptr,
                            static_cast<int>(clocks.size()));
    if (clocks.empty())
        return {};
    const core::flow::CorrectedClock& clock = clocks.front();
    const bool isAhead = clock.ahead >= core::base::Duration::zero();
    return FlowPane::tr("clock of %1 corrected by %2")
        .arg(adapt::text(clock.place), (isAhead ? QStringLiteral("−") : QStringLiteral("+")) +
                                           adapt::fineDelta(std::chrono::abs(clock.ahead)));
}

} // namespace

FlowPane::FlowPane(QWidget* parent)
    : QWidget(parent), m_ladder(new ladder::LadderView(this)), m_findings(new FindingsPane(this)),
      m_legs(new LegsPane(this)), m_split(new QSplitter(Qt::Vertical, this)), m_title(new QLabel(this)),
      m_remark(new theme::ElidedLabel({}, this)),
      m_withLegs(new QAction(theme::icon(QStringLiteral("legs")), tr("&Legs in the flow"), this)),
      m_withMedia(new QAction(theme::icon(QStringLiteral("media")), tr("RT&P in the flow"), this))
{
    auto* bar = new Bar(theme::metrics().paneBar, Bar::Line::Below, this);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(10, 0, 6, 1);
    row->setSpacing(4);
    m_title->setTextFormat(Qt::PlainText);
    m_title->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    m_title->setFont(theme::fonts().uiStrong);
    m_remark->setObjectName(QStringLiteral("flowRemark"));
    m_remark->setFont(theme::fonts().data);
    m_remark->setForegroundRole(QPalette::PlaceholderText);
    row->addWidget(m_title);
    row->addSpacing(4);
    row->addWidget(m_remark, 1);

    makeTools(bar);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(bar);
    m_split->addWidget(m_ladder);
    m_split->addWidget(m_findings);
    m_split->addWidget(m_legs);
    m_split->setChildrenCollapsible(false);
    m_split->setStretchFactor(0, 2);
    m_split->setStretchFactor(1, 1);
    m_findings->setMinimumHeight(theme::metrics().scaled(leastFindings));
    m_findings->hide();
    m_split->setStretchFactor(2, 1);
    m_legs->setMinimumHeight(theme::metrics().scaled(leastFindings));
    m_legs->hide();
    layout->addWidget(m_split, 1);
    m_ladder->setAccessibleName(tr("Call flow"));
}

void FlowPane::makeTools(QWidget* bar)
{
    const auto add = [&](QAction* action) {
        QToolButton* button = toolButton(action, bar);
        button->setFixedSize(theme::metrics().scaled(24), theme::metrics().scaled(24));
        bar->layout()->addWidget(button);
        return button;
    };
    m_withLegs->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_L);
    m_withMedia->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_R);
    for (QAction* action : {m_withLegs, m_withMedia})
        action->setCheckable(true);
    m_legsTool = add(m_withLegs);
    m_mediaTool = add(m_withMedia);
    m_legsTool->setObjectName(QStringLiteral("withLegs"));
    m_mediaTool->setObjectName(QStringLiteral("withMedia"));
    m_legsTool->hide();
    m_mediaTool->hide();
    const auto tool = [&](const QString& icon, const QString& text, auto slot) {
        auto* action = new QAction(theme::icon(icon), text, this);
        connect(action, &QAction::triggered, this, slot);
        add(action);
    };
    tool(QStringLiteral("zoom-out"), tr("Rows closer together"), [this] { m_ladder->zoomOut(); });
    tool(QStringLiteral("zoom-in"), tr("Rows further apart"), [this] { m_ladder->zoomIn(); });
    tool(QStringLiteral("fit"), tr("Usual size"), [this] { m_ladder->resetZoom(); });
    tool(QStringLiteral("copy"), tr("Copy the flow as text"), [this] {
        if (m_flow != nullptr)
            QGuiApplication::clipboard()->setText(adapt::exact(core::flow::textFlow(*m_flow)));
    });
}

void FlowPane::setFlow(const session::LoadedFlow& loaded, const std::vector<core::base::CallKey>& selected)
{
    m_flow = loaded.flow;
    m_calls.clear();
    std::uint64_t messages = 0;
    for (const core::call::CallRecord& record : loaded.records) {
        m_calls.push_back(record.key);
        messages += record.messages;
    }
    // Those of the same calls stay until they are known anew.
    if (std::exchange(m_selected, selected) != selected) {
        setFindings({});
        if (m_legsOf != selected)
            setLegs({}, {});
    }
    m_legsTool->setVisible(selected.size() == 1);
    m_mediaTool->setVisible(loaded.haveStreams);
    m_about = tr("%1 messages", nullptr, static_cast<int>(messages)).arg(adapt::count(messages));
    const core::call::CallRecord& first = loaded.records.front();
    if (selected.size() > 1) {
        m_title->setText(tr("%n calls", nullptr, static_cast<int>(m_calls.size())));
    } else {
        m_title->setText(partyOf(first.fromUser, first.fromHost) + QStringLiteral(" → ") +
                         partyOf(first.toUser, first.toHost));
        m_about += QStringLiteral(" · ") + models::stateWord(first.state) + QStringLiteral(" · ") +
                   adapt::text(first.callId);
    }
    if (loaded.omitted > 0)
        m_about.prepend(tr("the last %1 are not shown", nullptr, static_cast<int>(loaded.omitted))
                            .arg(adapt::count(loaded.omitted)) +
                        QStringLiteral(" · "));
    if (const std::size_t omitted = loaded.flow->omittedStreams; omitted > 0)
        m_about.prepend(tr("%n more RTP streams are not shown", nullptr, static_cast<int>(omitted)) +
                        QStringLiteral(" · "));
    if (const std::size_t dialogs = mostDialogs(*loaded.flow); dialogs > 0)
        m_about.prepend(tr("%n dialogs under one Call-ID", nullptr, static_cast<int>(dialogs)) +
                        QStringLiteral(" · "));
    if (const QString clocks = clocksText(loaded.flow->correctedClocks); !clocks.isEmpty())
        m_about.prepend(clocks + QStringLiteral(" · "));
    showRemark();
    m_ladder->setFlow(loaded.flow);
}

void FlowPane::setLegs(session::LoadedLegs legs, const std::vector<core::base::CallKey>& selected)
{
    m_legsOf = selected;
    m_legs->setLegs(std::move(legs));
    m_legs->setVisible(!m_legs->isEmpty());
}

void FlowPane::setLegSearch(LegSearch search)
{
    m_legSearch = search;
    showRemark();
}

void FlowPane::showRemark()
{
    QString legs;
    const auto others = static_cast<int>(m_calls.size() - m_selected.size());
    if (m_selected.size() == 1 && m_legSearch != LegSearch::Off) {
        if (m_legSearch == LegSearch::Failed)
            legs = tr("legs cannot be told");
        else if (others > 0)
            legs = tr("with %n more legs", nullptr, others);
        else
            legs = m_legSearch == LegSearch::Running ? tr("looking for legs…") : tr("no other legs");
        if (m_legSearch == LegSearch::Incomplete)
            legs += tr(", some may be missing: too many calls go on at that time");
        legs += QStringLiteral(" · ");
    }
    m_remark->setWholeText(m_about.isEmpty() ? QString() : legs + m_about);
}

bool FlowPane::isLeg(core::base::CallKey call) const
{
    return m_selected.size() == 1 && std::ranges::find(m_calls, call) != m_calls.end();
}

void FlowPane::setFindings(session::LoadedFindings findings)
{
    m_findings->setFindings(std::move(findings), m_flow);
    m_findings->setVisible(!m_findings->isEmpty());
}

void FlowPane::showNothing(const QString& sentence, const QString& advice)
{
    m_calls.clear();
    m_selected.clear();
    m_flow.reset();
    setFindings({});
    setLegs({}, {});
    m_title->clear();
    m_about.clear();
    showRemark();
    m_legsTool->hide();
    m_mediaTool->hide();
    m_ladder->showNotice(sentence, advice);
}

core::base::MessageId FlowPane::firstMessage(core::base::CallKey call) const
{
    if (m_flow != nullptr) {
        for (const core::flow::FlowRow& row : m_flow->rows) {
            if (const auto* arrow = std::get_if<core::flow::Arrow>(&row);
                arrow != nullptr && arrow->call == call)
                return arrow->message;
        }
    }
    return {};
}

core::base::CallKey FlowPane::callOf(core::base::MessageId message) const
{
    const auto row = m_flow == nullptr ? std::nullopt : m_flow->rowOf(message);
    const auto* arrow = row ? std::get_if<core::flow::Arrow>(&m_flow->rows[*row]) : nullptr;
    return arrow == nullptr ? core::base::CallKey{} : arrow->call;
}

std::vector<core::flow::Sighting> FlowPane::sightingsOf(core::base::MessageId message) const
{
    const auto row = m_flow == nullptr ? std::nullopt : m_flow->rowOf(message);
    const auto* arrow = row ? std::get_if<core::flow::Arrow>(&m_flow->rows[*row]) : nullptr;
    return arrow == nullptr ? std::vector<core::flow::Sighting>{} : arrow->sightings;
}

core::base::MessageId FlowPane::neighbour(core::base::MessageId message, int step) const
{
    const auto found = m_flow == nullptr ? std::nullopt : m_flow->rowOf(message);
    if (!found)
        return {};
    auto row = static_cast<std::ptrdiff_t>(*found) + step;
    for (; row >= 0 && row < std::ssize(m_flow->rows); row += step) {
        if (const auto* arrow = std::get_if<core::flow::Arrow>(&m_flow->rows[static_cast<std::size_t>(row)]))
            return arrow->message;
    }
    return {};
}

} // namespace ui::windows
