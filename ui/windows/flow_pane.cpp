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

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QSplitter>
#include <QVBoxLayout>

#include <utility>

namespace ui::windows {
namespace {

constexpr int leastFindings = 60;

QString partyOf(const std::string& user, const std::string& host)
{
    return adapt::text(user.empty() ? host : user);
}

} // namespace

FlowPane::FlowPane(QWidget* parent)
    : QWidget(parent), m_ladder(new ladder::LadderView(this)), m_findings(new FindingsPane(this)),
      m_split(new QSplitter(Qt::Vertical, this)), m_title(new QLabel(this)),
      m_remark(new theme::ElidedLabel({}, this))
{
    auto* bar = new Bar(theme::metrics().paneBar, Bar::Line::Below, this);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(10, 0, 6, 1);
    row->setSpacing(4);
    m_title->setTextFormat(Qt::PlainText);
    m_title->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    m_title->setFont(theme::fonts().uiStrong);
    m_remark->setFont(theme::fonts().data);
    m_remark->setForegroundRole(QPalette::PlaceholderText);
    row->addWidget(m_title);
    row->addSpacing(4);
    row->addWidget(m_remark, 1);

    const auto tool = [&](const QString& icon, const QString& text, auto slot) {
        auto* action = new QAction(theme::icon(icon), text, this);
        connect(action, &QAction::triggered, this, slot);
        QToolButton* button = toolButton(action, bar);
        button->setFixedSize(theme::metrics().scaled(24), theme::metrics().scaled(24));
        row->addWidget(button);
    };
    tool(QStringLiteral("zoom-out"), tr("Rows closer together"), [this] { m_ladder->zoomOut(); });
    tool(QStringLiteral("zoom-in"), tr("Rows further apart"), [this] { m_ladder->zoomIn(); });
    tool(QStringLiteral("fit"), tr("Usual size"), [this] { m_ladder->resetZoom(); });
    tool(QStringLiteral("copy"), tr("Copy the flow as text"), [this] {
        if (m_flow != nullptr)
            QGuiApplication::clipboard()->setText(adapt::exact(core::flow::textFlow(*m_flow)));
    });

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(bar);
    m_split->addWidget(m_ladder);
    m_split->addWidget(m_findings);
    m_split->setChildrenCollapsible(false);
    m_split->setStretchFactor(0, 2);
    m_split->setStretchFactor(1, 1);
    m_findings->setMinimumHeight(theme::metrics().scaled(leastFindings));
    m_findings->hide();
    layout->addWidget(m_split, 1);
    setFocusProxy(m_ladder);
    m_ladder->setAccessibleName(tr("Call flow"));
}

void FlowPane::setFlow(const session::LoadedFlow& loaded)
{
    m_flow = loaded.flow;
    const auto before = std::exchange(m_calls, {});
    std::uint64_t messages = 0;
    for (const core::call::CallRecord& record : loaded.records) {
        m_calls.push_back(record.key);
        messages += record.messages;
    }
    // Those of the same calls stay until they are known anew.
    if (before != m_calls)
        setFindings({});
    QString remark = tr("%1 messages", nullptr, static_cast<int>(messages)).arg(adapt::count(messages));
    const core::call::CallRecord& first = loaded.records.front();
    if (m_calls.size() > 1) {
        m_title->setText(tr("%n calls", nullptr, static_cast<int>(m_calls.size())));
    } else {
        m_title->setText(partyOf(first.fromUser, first.fromHost) + QStringLiteral(" → ") +
                         partyOf(first.toUser, first.toHost));
        remark += QStringLiteral(" · ") + models::stateWord(first.state) + QStringLiteral(" · ") +
                  adapt::text(first.callId);
    }
    if (loaded.omitted > 0)
        remark.prepend(tr("the last %1 are not shown", nullptr, static_cast<int>(loaded.omitted))
                           .arg(adapt::count(loaded.omitted)) +
                       QStringLiteral(" · "));
    m_remark->setWholeText(remark);
    m_ladder->setFlow(loaded.flow);
}

void FlowPane::setFindings(session::LoadedFindings findings)
{
    m_findings->setFindings(std::move(findings), m_flow);
    m_findings->setVisible(!m_findings->isEmpty());
}

void FlowPane::showNothing(const QString& sentence, const QString& advice)
{
    m_calls.clear();
    m_flow.reset();
    setFindings({});
    m_title->clear();
    m_remark->setWholeText({});
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
