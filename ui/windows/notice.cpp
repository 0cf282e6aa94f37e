// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/windows/notice.h"

#include "ui/adapt/error_text.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <utility>

namespace ui::windows {
namespace {

theme::Glyph glyphOf(Severity severity)
{
    switch (severity) {
    case Severity::Note:
        return theme::Glyph::Note;
    case Severity::Warning:
        return theme::Glyph::Warning;
    case Severity::Error:
        return theme::Glyph::Error;
    }
    return theme::Glyph::Note;
}

theme::StateColors colorsOf(Severity severity)
{
    const theme::Palette& c = theme::colors();
    switch (severity) {
    case Severity::Note:
        return {c.selection, c.accent};
    case Severity::Warning:
        return c.ambiguous;
    case Severity::Error:
        return c.invalid;
    }
    return {c.selection, c.accent};
}

QToolButton* flatButton(const QString& icon, const QString& name, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setIcon(theme::icon(icon));
    button->setToolTip(name);
    button->setAccessibleName(name);
    button->setAutoRaise(true);
    return button;
}

QLabel* textLabel(const QString& text, const QFont& font, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setFont(font);
    label->setTextFormat(Qt::PlainText); // a name from the wire is no markup
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

NoticeContent noticeOf(const core::base::Error& error)
{
    NoticeContent content;
    content.severity = Severity::Error;
    content.title = adapt::sentenceOf(error.code);
    QStringList parts{adapt::placeOf(error), adapt::adviceOf(error.code)};
    parts.removeAll(QString());
    content.sentence = parts.join(QStringLiteral(" · "));
    content.command = adapt::commandFor(error);
    return content;
}

Notice::Notice(NoticeContent content, QWidget* parent) : QFrame(parent), m_content(std::move(content))
{
    setAccessibleName(m_content.title);
    setAccessibleDescription(m_content.sentence);
    auto* row = new QHBoxLayout(this);
    const int inset = theme::metrics().scaled(8);
    row->setContentsMargins(4 + inset + 16 + inset, inset, inset, inset);
    row->setSpacing(8);

    auto* texts = new QVBoxLayout;
    texts->setSpacing(2);
    texts->addWidget(textLabel(m_content.title, theme::fonts().uiStrong, this));
    if (!m_content.sentence.isEmpty())
        texts->addWidget(textLabel(m_content.sentence, theme::fonts().data, this));
    if (!m_content.command.isEmpty())
        texts->addWidget(textLabel(m_content.command, theme::fonts().fixed, this));
    row->addLayout(texts, 1);

    if (!m_content.command.isEmpty()) {
        QToolButton* copy = flatButton(QStringLiteral("copy"), tr("Copy the command"), this);
        connect(copy, &QToolButton::clicked, this,
                [this] { QGuiApplication::clipboard()->setText(m_content.command); });
        row->addWidget(copy, 0, Qt::AlignTop);
    }
    if (!m_content.action.isEmpty()) {
        auto* action = new QPushButton(m_content.action, this);
        connect(action, &QPushButton::clicked, this, &Notice::actionTriggered);
        row->addWidget(action, 0, Qt::AlignTop);
    }
    if (m_content.isLasting)
        return;
    QToolButton* dismiss = flatButton(QStringLiteral("clear"), tr("Dismiss"), this);
    connect(dismiss, &QToolButton::clicked, this, &Notice::dismissed);
    row->addWidget(dismiss, 0, Qt::AlignTop);
}

void Notice::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const auto [fill, frame] = colorsOf(m_content.severity);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(frame);
    painter.setBrush(fill);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    painter.fillRect(QRect(0, 1, 4, height() - 2), frame);
    const int inset = theme::metrics().scaled(8);
    theme::paintGlyph(painter, QRectF(4 + inset, inset + 1, 16, 16), glyphOf(m_content.severity));
}

NoticeArea::NoticeArea(QWidget* parent) : QWidget(parent), m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(4);
    setVisible(false);
}

Notice* NoticeArea::show(const QString& key, NoticeContent content)
{
    remove(key);
    auto* notice = new Notice(std::move(content), this);
    m_layout->addWidget(notice);
    m_notices.insert(key, notice);
    // Later, so that whoever heard it first may still look at the notice.
    connect(
        notice, &Notice::dismissed, this, [this, key] { remove(key); }, Qt::QueuedConnection);
    m_layout->setContentsMargins(6, 6, 6, 6);
    setVisible(true);
    return notice;
}

void NoticeArea::remove(const QString& key)
{
    if (Notice* notice = m_notices.take(key)) {
        m_layout->removeWidget(notice);
        notice->hide();
        notice->deleteLater();
    }
    if (m_notices.isEmpty())
        setVisible(false);
}

void NoticeArea::clear()
{
    for (const QString& key : m_notices.keys())
        remove(key);
}

} // namespace ui::windows
