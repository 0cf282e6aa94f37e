// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/filterbar/filter_field.h"

#include "ui/adapt/text.h"
#include "ui/filterbar/filter_highlighter.h"
#include "ui/filterbar/filter_popup.h"
#include "ui/theme/theme.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMimeData>
#include <QScrollBar>

#include <memory>

namespace ui::filterbar {

FilterField::FilterField(QWidget* parent)
    : QPlainTextEdit(parent), m_highlighter(new FilterHighlighter{document()}), m_popup(new FilterPopup{this})
{
    setFrameShape(QFrame::NoFrame);
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTabChangesFocus(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setPlaceholderText(tr("Filter: field, word or text"));
    setAccessibleName(tr("Filter"));
    viewport()->setAutoFillBackground(false);
    connect(m_popup, &FilterPopup::chosen, this, &FilterField::complete);
    connect(&theme::Theme::instance(), &theme::Theme::changed, this, &FilterField::applyTheme);
    applyTheme();
}

void FilterField::setError(const std::optional<core::filter::FilterError>& error)
{
    m_highlighter->setError(error);
}

void FilterField::setText(const QString& text)
{
    m_popup->hide();
    if (text == toPlainText())
        return;
    setPlainText(text);
    moveCursor(QTextCursor::End);
}

QSize FilterField::sizeHint() const
{
    return {200, QFontMetrics{font()}.lineSpacing() + 4};
}

void FilterField::applyTheme()
{
    setFont(theme::fonts().fixed);
    document()->setDocumentMargin(2);
    setFixedHeight(sizeHint().height());
    QPalette palette = this->palette();
    palette.setColor(QPalette::PlaceholderText, theme::colors().textTertiary);
    palette.setColor(QPalette::Base, Qt::transparent);
    setPalette(palette);
}

void FilterField::keyPressEvent(QKeyEvent* event)
{
    if (m_popup->takeKey(event))
        return;
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        m_popup->hide();
        emit applyRequested();
        return;
    case Qt::Key_Escape:
        emit escapePressed();
        return;
    case Qt::Key_Up:
        emit historyRequested(1);
        return;
    case Qt::Key_Down:
        if (text().isEmpty() || event->modifiers().testFlag(Qt::AltModifier))
            offerCompletions();
        else
            emit historyRequested(-1);
        return;
    case Qt::Key_Space:
        if (event->modifiers().testFlag(Qt::ControlModifier)) {
            offerCompletions();
            return;
        }
        break;
    default:
        break;
    }
    const QString before = text();
    QPlainTextEdit::keyPressEvent(event);
    if (text() != before)
        offerCompletions();
}

/// Tab completes while there is something to complete with; otherwise it leaves the field.
bool FilterField::focusNextPrevChild(bool next)
{
    return !(next && m_popup->isVisible()) && QPlainTextEdit::focusNextPrevChild(next);
}

void FilterField::focusInEvent(QFocusEvent* event)
{
    QPlainTextEdit::focusInEvent(event);
    emit focusChanged();
}

void FilterField::focusOutEvent(QFocusEvent* event)
{
    QPlainTextEdit::focusOutEvent(event);
    m_popup->hide();
    emit focusChanged();
}

void FilterField::insertFromMimeData(const QMimeData* source)
{
    // A filter is one line, wherever it was copied from.
    insertPlainText(source->text().simplified());
}

/// The menu of every text, and what else can be done with a filter.
void FilterField::contextMenuEvent(QContextMenuEvent* event)
{
    const std::unique_ptr<QMenu> menu{createStandardContextMenu(event->pos())};
    menu->addSeparator();
    menu->addActions(actions());
    menu->exec(event->globalPos());
}

void FilterField::offerCompletions()
{
    const QString line = text();
    std::size_t from = 0;
    const auto completions =
        core::filter::completions(adapt::bytes(line), byteAt(line, textCursor().position()), m_scope, from);
    m_replaceFrom = characterAt(line, from);
    QTextCursor start = textCursor();
    start.setPosition(m_replaceFrom);
    const QRect place = cursorRect(start);
    m_popup->offer(completions, viewport()->mapToGlobal(QPoint{place.left(), height() + 2}));
}

void FilterField::complete(const QString& completion)
{
    QTextCursor cursor = textCursor();
    const int end = cursor.position();
    cursor.setPosition(m_replaceFrom);
    cursor.setPosition(end, QTextCursor::KeepAnchor);
    cursor.insertText(completion);
    setTextCursor(cursor);
    m_popup->hide();
}

} // namespace ui::filterbar
