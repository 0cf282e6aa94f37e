// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/windows/legs_pane.h"

#include "ui/adapt/evidence_text.h"
#include "ui/adapt/format.h"
#include "ui/adapt/text.h"
#include "ui/theme/theme.h"
#include "ui/windows/rich_text.h"

#include <QEvent>
#include <QScrollBar>
#include <QStringList>
#include <QTextDocument>

#include <algorithm>
#include <utility>

namespace ui::windows {
namespace {

using core::leg::LegLink;
using core::leg::LinkState;
using core::session::LinkVerdict;

QString linkTo(const QString& what, std::size_t index, const QString& text)
{
    return QStringLiteral("<a href=\"%1:%2\">%3</a>").arg(what).arg(index).arg(text.toHtmlEscaped());
}

QString messagesOf(const LegLink& link)
{
    QStringList links;
    for (const core::base::MessageId message : link.messages) {
        const QString number = QString::number(message.value);
        links.append(QStringLiteral("<a href=\"message:%1\">%1</a>").arg(number));
    }
    return links.join(QStringLiteral(", "));
}

} // namespace

LegsPane::LegsPane(QWidget* parent) : QTextBrowser(parent)
{
    setOpenLinks(false);
    setFrameShape(QFrame::NoFrame);
    setAccessibleName(tr("What links the legs"));
    setObjectName(QStringLiteral("legsPane"));
    setUndoRedoEnabled(false);
    document()->setDocumentMargin(6);
    connect(this, &QTextBrowser::anchorClicked, this, &LegsPane::follow);
}

void LegsPane::setLegs(session::LoadedLegs legs)
{
    m_loaded = std::move(legs);
    showText();
}

std::size_t LegsPane::size() const
{
    return m_loaded.legs.links.size() + m_loaded.legs.rejected.size();
}

const LegLink& LegsPane::at(std::size_t index) const
{
    const auto& links = m_loaded.legs.links;
    return index < links.size() ? links[index] : m_loaded.legs.rejected[index - links.size()];
}

std::string LegsPane::callIdOf(core::base::CallKey call) const
{
    const auto found = m_loaded.callIds.find(call);
    return found == m_loaded.callIds.end() ? std::string{} : found->second;
}

void LegsPane::follow(const QUrl& link)
{
    bool isNumber = false;
    const qulonglong number = link.path().toULongLong(&isNumber);
    if (!isNumber)
        return;
    if (link.scheme() == QLatin1String("message")) {
        emit messageChosen({static_cast<std::int64_t>(number)});
        return;
    }
    if (number >= size())
        return;
    std::optional<LinkVerdict> verdict;
    if (link.scheme() == QLatin1String("accept"))
        verdict = LinkVerdict::Accepted;
    else if (link.scheme() == QLatin1String("reject"))
        verdict = LinkVerdict::Rejected;
    const LegLink& chosen = at(static_cast<std::size_t>(number));
    emit decided(callIdOf(chosen.first), callIdOf(chosen.second), verdict);
}

QString LegsPane::textOf(std::size_t index) const
{
    const theme::Palette& c = theme::colors();
    const LegLink& link = at(index);
    const auto name = [this](core::base::CallKey call) {
        return QStringLiteral("<b>%1</b>").arg(adapt::text(callIdOf(call)).toHtmlEscaped());
    };
    QString text = name(link.first) + QStringLiteral(" ↔ ") + name(link.second) + QLatin1Char(' ');
    QString choices = linkTo(QStringLiteral("undo"), index, tr("Take it back"));
    switch (link.state) {
    case LinkState::Found:
        text += colored(tr("%1 %").arg(link.score), c.textSecondary);
        choices = linkTo(QStringLiteral("accept"), index, tr("Accept")) + QStringLiteral(" · ") +
                  linkTo(QStringLiteral("reject"), index, tr("Reject"));
        break;
    case LinkState::Accepted:
        text += colored(tr("accepted"), c.success);
        break;
    case LinkState::Rejected:
        text += colored(tr("rejected"), c.warning);
        break;
    case LinkState::Made:
        text += colored(tr("made by hand"), c.success);
        break;
    }
    text +=
        QStringLiteral("<br>") + colored(adapt::sentenceOf(link.evidence).toHtmlEscaped(), c.textSecondary);
    if (!link.note.empty())
        text += colored(QStringLiteral(" (%1)").arg(adapt::text(link.note).toHtmlEscaped()), c.textSecondary);
    if (!link.messages.empty())
        text += QStringLiteral(" · ") + messagesOf(link);
    return QStringLiteral("<p style=\"margin:2px 0 6px 0\">") + text + QStringLiteral("<br>") + choices +
           QStringLiteral("</p>");
}

void LegsPane::showText()
{
    const int place = verticalScrollBar()->value();
    document()->setDefaultFont(theme::fonts().data);
    QString html;
    const std::size_t shown = std::min(size(), mostShown);
    for (std::size_t i = 0; i < shown; ++i)
        html += textOf(i);
    if (const std::size_t rest = size() - shown; rest > 0)
        html += QStringLiteral("<p>") + tr("%n more links are not shown.", nullptr, static_cast<int>(rest)) +
                QStringLiteral("</p>");
    setHtml(html);
    verticalScrollBar()->setValue(place);
}

void LegsPane::changeEvent(QEvent* event)
{
    QTextBrowser::changeEvent(event);
    // Colours are part of the text.
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        showText();
}

} // namespace ui::windows
