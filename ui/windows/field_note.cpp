// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/windows/field_note.h"

#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

namespace ui::windows {
namespace {

using Meaning = FieldNote::Meaning;

theme::Glyph glyphOf(Meaning meaning)
{
    switch (meaning) {
    case Meaning::Fine:
        return theme::Glyph::Success;
    case Meaning::Hint:
        return theme::Glyph::None;
    case Meaning::Warning:
        return theme::Glyph::Warning;
    case Meaning::Error:
        return theme::Glyph::Error;
    }
    return theme::Glyph::None;
}

QColor inkOf(Meaning meaning)
{
    const theme::Palette& colors = theme::colors();
    switch (meaning) {
    case Meaning::Fine:
    case Meaning::Hint:
        return colors.textSecondary;
    case Meaning::Warning:
        return colors.warning;
    case Meaning::Error:
        return colors.error;
    }
    return colors.text;
}

class Shape : public QWidget {
public:
    Shape(const FieldNote& note, QWidget* parent) : QWidget(parent), m_note(note) {}

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        const int side = width();
        theme::paintGlyph(painter, QRectF(0, (height() - side) / 2.0, side, side), glyphOf(m_note.meaning()));
    }

private:
    const FieldNote& m_note;
};

} // namespace

FieldNote::FieldNote(QWidget* parent)
    : QWidget(parent), m_shape(new Shape(*this, this)), m_sentence(new QLabel(this))
{
    m_sentence->setTextFormat(Qt::PlainText);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(5);
    row->addWidget(m_shape);
    row->addWidget(m_sentence, 1);
    connect(&theme::Theme::instance(), &theme::Theme::changed, this, &FieldNote::applyTheme);
    applyTheme();
    hide();
}

void FieldNote::say(Meaning meaning, const QString& sentence)
{
    m_meaning = meaning;
    m_sentence->setText(sentence);
    setAccessibleName(sentence);
    applyTheme();
    setVisible(!sentence.isEmpty());
}

void FieldNote::setWrapping(bool isWrapping)
{
    m_sentence->setWordWrap(isWrapping);
    layout()->setAlignment(m_shape, isWrapping ? Qt::AlignTop : Qt::AlignVCenter);
}

QString FieldNote::sentence() const
{
    return m_sentence->text();
}

QColor FieldNote::ink() const
{
    return m_sentence->palette().color(m_sentence->foregroundRole());
}

QVBoxLayout* withNote(QWidget* field, FieldNote* note)
{
    auto* column = new QVBoxLayout;
    column->setSpacing(3);
    column->addWidget(field);
    column->addWidget(note);
    note->setWrapping(true);
    return column;
}

void FieldNote::applyTheme()
{
    m_sentence->setFont(theme::fonts().data);
    const int side = QFontMetrics(theme::fonts().data).height();
    m_shape->setFixedSize(theme::metrics().scaled(12), side);
    m_shape->setVisible(glyphOf(m_meaning) != theme::Glyph::None);
    // On a panel in the colour of lists, labels write in another role than on the window.
    QPalette palette = theme::colors().toQPalette();
    for (const auto role : {QPalette::WindowText, QPalette::Text})
        palette.setColor(role, inkOf(m_meaning));
    m_sentence->setPalette(palette);
    m_shape->update();
}

} // namespace ui::windows
