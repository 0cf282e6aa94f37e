// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/windows/findings_pane.h"

#include "ui/adapt/finding_text.h"
#include "ui/adapt/format.h"
#include "ui/adapt/text.h"
#include "ui/models/words.h"
#include "ui/theme/theme.h"
#include "ui/windows/rich_text.h"

#include <QEvent>
#include <QPainter>
#include <QPixmap>
#include <QScrollBar>
#include <QTextDocument>

#include <algorithm>
#include <array>

namespace ui::windows {
namespace {

using core::base::MessageId;
using FindingSeverity = core::finding::Severity;

constexpr std::array severities{FindingSeverity::Error, FindingSeverity::Warning, FindingSeverity::Notice};

QUrl glyphUrl(FindingSeverity severity)
{
    return QUrl(QStringLiteral("glyph:") + adapt::text(core::finding::name(severity)));
}

QPixmap pixmapOf(FindingSeverity severity, double ratio)
{
    const double side = theme::metrics().scaled(12);
    QPixmap pixmap(QSizeF(side * ratio, side * ratio).toSize());
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    theme::paintGlyph(painter, QRectF(0, 0, side, side), models::severityGlyph(severity));
    return pixmap;
}

} // namespace

FindingsPane::FindingsPane(QWidget* parent) : QTextBrowser(parent)
{
    setOpenLinks(false);
    setFrameShape(QFrame::NoFrame);
    setAccessibleName(tr("Findings"));
    setUndoRedoEnabled(false);
    document()->setDocumentMargin(6);
    connect(this, &QTextBrowser::anchorClicked, this, [this](const QUrl& link) {
        bool isNumber = false;
        const qlonglong number = link.path().toLongLong(&isNumber);
        if (isNumber)
            emit messageChosen(MessageId{number});
    });
}

void FindingsPane::setFindings(session::LoadedFindings loaded,
                               std::shared_ptr<const core::flow::CallFlow> flow)
{
    m_loaded = std::move(loaded);
    m_flow = std::move(flow);
    showText();
}

void FindingsPane::clearFindings()
{
    setFindings({}, nullptr);
}

QString FindingsPane::nameOf(MessageId message) const
{
    const auto row = m_flow == nullptr ? std::nullopt : m_flow->rowOf(message);
    const auto* arrow = row ? std::get_if<core::flow::Arrow>(&m_flow->rows[*row]) : nullptr;
    const QString number = QString::number(message.value);
    return arrow == nullptr ? number : number + QLatin1Char(' ') + adapt::text(arrow->label);
}

QString FindingsPane::linksOf(const session::CallFinding& found) const
{
    QStringList links;
    for (const MessageId message : found.finding.evidence)
        links.append(QStringLiteral("<a href=\"message:%1\">%2</a>")
                         .arg(QString::number(message.value), nameOf(message).toHtmlEscaped()));
    return links.join(QStringLiteral(", "));
}

QString FindingsPane::textOf(const session::CallFinding& found) const
{
    const theme::Palette& c = theme::colors();
    const FindingSeverity severity = found.finding.kind->severity;
    const QColor& ink = theme::glyphColor(models::severityGlyph(severity), c);
    const QString sentence = colored(QStringLiteral("<b>%1</b> ").arg(adapt::severityWord(severity)), ink) +
                             adapt::sentenceOf(found.finding).toHtmlEscaped();
    const QString advice = colored(adapt::adviceOf(*found.finding.kind).toHtmlEscaped(), c.textSecondary);
    QString proof = colored(adapt::referenceText(found.finding.reference).toHtmlEscaped(), c.textTertiary);
    if (!found.finding.evidence.empty())
        proof += QStringLiteral(" · ") + linksOf(found);
    return QStringLiteral("<tr><td style=\"padding-right:6px\"><img src=\"%1\"></td><td>")
               .arg(glyphUrl(severity).toString()) +
           sentence + QStringLiteral("<br>") + advice + QStringLiteral("<br>") + proof +
           QStringLiteral("</td></tr>");
}

QVariant FindingsPane::loadResource(int type, const QUrl& name)
{
    // Nothing is ever read from a file or the network: the text quotes strangers.
    for (const FindingSeverity severity : severities) {
        if (type == QTextDocument::ImageResource && name == glyphUrl(severity))
            return pixmapOf(severity, devicePixelRatioF());
    }
    return {};
}

void FindingsPane::showText()
{
    const int place = verticalScrollBar()->value();
    document()->setDefaultFont(theme::fonts().data);
    QString html = QStringLiteral("<table cellspacing=\"4\">");
    const std::size_t shown = std::min(m_loaded.findings.size(), mostShown);
    for (std::size_t i = 0; i < shown; ++i)
        html += textOf(m_loaded.findings[i]);
    html += QStringLiteral("</table>");
    if (const std::size_t rest = m_loaded.findings.size() - shown; rest > 0)
        html +=
            QStringLiteral("<p>") +
            tr("%1 more findings are not shown.", nullptr, static_cast<int>(rest)).arg(adapt::count(rest)) +
            QStringLiteral("</p>");
    if (m_loaded.unread > 0)
        html += QStringLiteral("<p>") +
                tr("Nothing is said of %1 calls with messages that cannot be read.", nullptr,
                   static_cast<int>(m_loaded.unread))
                    .arg(adapt::count(m_loaded.unread)) +
                QStringLiteral("</p>");
    setHtml(html);
    verticalScrollBar()->setValue(place);
}

void FindingsPane::changeEvent(QEvent* event)
{
    QTextBrowser::changeEvent(event);
    // Colours and pictures are part of the text.
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        showText();
}

} // namespace ui::windows
