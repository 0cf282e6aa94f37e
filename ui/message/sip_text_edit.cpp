// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/message/sip_text_edit.h"

#include "ui/message/sip_highlighter.h"
#include "ui/theme/theme.h"

#include <QPaintEvent>
#include <QPainter>
#include <QTextBlock>

#include <algorithm>

namespace ui::message {

/// The strip with the line numbers; the editor knows where its lines are, so it paints.
class SipTextEdit::Gutter : public QWidget {
public:
    explicit Gutter(SipTextEdit* edit) : QWidget(edit), m_edit(edit) {}

protected:
    void paintEvent(QPaintEvent* event) override { m_edit->paintGutter(event->rect()); }

private:
    SipTextEdit* m_edit;
};

SipTextEdit::SipTextEdit(QWidget* parent) : QPlainTextEdit(parent), m_gutter(new Gutter{this})
{
    setReadOnly(true);
    setFrameShape(QFrame::NoFrame);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setWrapping(false);
    // Lines in a script that is written from right to left still begin at the left, as the bytes do.
    QTextOption option = document()->defaultTextOption();
    option.setTextDirection(Qt::LeftToRight);
    document()->setDefaultTextOption(option);
    setCenterOnScroll(false);
    connect(this, &QPlainTextEdit::blockCountChanged, this, &SipTextEdit::placeGutter);
    connect(this, &QPlainTextEdit::updateRequest, this, [this](const QRect& rect, int scrolled) {
        if (scrolled != 0)
            m_gutter->scroll(0, scrolled);
        else
            m_gutter->update(0, rect.y(), m_gutter->width(), rect.height());
    });
    connect(&theme::Theme::instance(), &theme::Theme::changed, this, &SipTextEdit::applyTheme);
    applyTheme();
}

void SipTextEdit::setWrapping(bool wrap)
{
    setLineWrapMode(wrap ? QPlainTextEdit::WidgetWidth : QPlainTextEdit::NoWrap);
    setWordWrapMode(QTextOption::WrapAnywhere);
}

void SipTextEdit::setLineNumbersVisible(bool visible)
{
    m_hasLineNumbers = visible;
    m_gutter->setVisible(visible);
    placeGutter();
}

void SipTextEdit::applyTheme()
{
    setFont(theme::fonts().fixed);
    document()->setDocumentMargin(theme::metrics().scaled(4));
    placeGutter();
    m_gutter->update();
}

int SipTextEdit::gutterWidth() const
{
    if (!m_hasLineNumbers)
        return 0;
    const int digits = std::max(3, static_cast<int>(QString::number(blockCount()).size()));
    return QFontMetrics{theme::fonts().fixed}.horizontalAdvance(QLatin1Char('0')) * digits +
           theme::metrics().scaled(14);
}

void SipTextEdit::placeGutter()
{
    const int width = gutterWidth();
    setViewportMargins(width, 0, 0, 0);
    m_gutter->setGeometry(0, 0, width, height());
}

void SipTextEdit::resizeEvent(QResizeEvent* event)
{
    QPlainTextEdit::resizeEvent(event);
    placeGutter();
}

void SipTextEdit::paintGutter(const QRect& dirty)
{
    QPainter painter{m_gutter};
    painter.fillRect(dirty, theme::colors().alternate);
    painter.setPen(theme::colors().line);
    painter.drawLine(m_gutter->width() - 1, dirty.top(), m_gutter->width() - 1, dirty.bottom());
    painter.setFont(theme::fonts().fixed);
    painter.setPen(theme::colors().textTertiary);
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        const QRectF place = blockBoundingGeometry(block).translated(contentOffset());
        if (place.top() > dirty.bottom())
            break;
        if (!block.isVisible() || place.bottom() < dirty.top())
            continue;
        const QRectF number{0, place.top(),
                            static_cast<double>(m_gutter->width() - theme::metrics().scaled(8)),
                            static_cast<double>(fontMetrics().lineSpacing())};
        const bool isFold = block.userState() == SipHighlighter::Headers && !block.text().isEmpty() &&
                            block.text().at(0).isSpace();
        painter.drawText(number, Qt::AlignRight | Qt::AlignVCenter,
                         isFold ? QStringLiteral("↳") : QString::number(block.blockNumber() + 1));
    }
}

} // namespace ui::message
