// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/windows/capture_filter_field.h"

#include "ui/adapt/error_text.h"
#include "ui/adapt/text.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/windows/field_note.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

namespace ui::windows {

namespace {

/// What the ready filter is for; empty for one of the user's own.
QString presetTitle(const QString& expression)
{
    for (const session::CaptureFilterPreset& preset : session::CaptureSources::captureFilterPresets()) {
        if (preset.expression == expression)
            return preset.title;
    }
    return {};
}

} // namespace

CaptureFilterField::CaptureFilterField(session::CaptureSources& sources, const QString& text, QWidget* parent)
    : QWidget(parent), m_sources(sources), m_edit(new QLineEdit(text, this)),
      m_glyph(m_edit->addAction(QIcon(), QLineEdit::LeadingPosition)), m_sentence(new FieldNote(this)),
      m_presets(new QToolButton(this))
{
    m_edit->setFont(theme::fonts().fixed);
    m_edit->setPlaceholderText(tr("BPF for interfaces, e.g. udp port 5060 or host 10.20.0.10"));
    m_edit->setAccessibleName(tr("Capture filter"));
    m_sentence->setWrapping(true);
    setFocusProxy(m_edit);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    auto* line = new QHBoxLayout;
    line->setSpacing(4);
    line->addWidget(m_edit, 1);
    line->addWidget(m_presets);
    layout->addLayout(line);
    makePresets();
    layout->addWidget(m_sentence);
    connect(m_edit, &QLineEdit::textChanged, this, &CaptureFilterField::judge);
    judge();
}

void CaptureFilterField::makePresets()
{
    m_presets->setText(tr("Presets"));
    m_presets->setAccessibleName(tr("Ready capture filters"));
    m_presets->setToolTip(tr("Filters that lose neither fragments nor tagged frames"));
    m_presets->setFont(theme::fonts().data);
    m_presets->setFocusPolicy(Qt::TabFocus);
    m_presets->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(m_presets);
    menu->addAction(tr("Everything"), this, [this] { m_edit->clear(); });
    for (const session::CaptureFilterPreset& preset : session::CaptureSources::captureFilterPresets()) {
        QAction* action = menu->addAction(preset.title);
        connect(action, &QAction::triggered, this, [this, preset] {
            m_edit->setText(preset.expression);
            m_edit->setCursorPosition(0);
        });
    }
    m_presets->setMenu(menu);
}

QString CaptureFilterField::text() const
{
    return m_edit->text().trimmed();
}

void CaptureFilterField::judge()
{
    const QString judged = text();
    if (judged.isEmpty()) {
        setState(State::Empty);
        return;
    }
    // The old opinion stays on screen for the moment that the new one takes; it may need a name server.
    if (m_state == State::Empty)
        setState(State::Unknown);
    m_sources.checkCaptureFilter(judged, this, [this, judged](const core::base::Status& status) {
        if (judged != text())
            return;
        if (status)
            setState(State::Valid);
        else
            setState(State::Invalid, QStringLiteral("%1: %2").arg(adapt::sentenceOf(status.error().code),
                                                                  adapt::text(status.error().detail)));
    });
}

void CaptureFilterField::setState(State state, const QString& sentence)
{
    m_state = state;
    if (state == State::Invalid)
        m_sentence->say(FieldNote::Meaning::Error, sentence);
    else
        m_sentence->say(FieldNote::Meaning::Hint, presetTitle(text()));
    m_edit->setAccessibleDescription(state == State::Valid ? tr("The filter is valid.") : sentence);
    paintState();
    emit changed();
}

void CaptureFilterField::paintState()
{
    const theme::Palette& colors = theme::colors();
    QPalette field = colors.toQPalette();
    if (m_state == State::Valid)
        field.setColor(QPalette::Base, colors.valid.fill);
    else if (m_state == State::Invalid)
        field.setColor(QPalette::Base, colors.invalid.fill);
    m_edit->setPalette(field);
    m_glyph->setIcon(m_state == State::Valid
                         ? theme::icon(QStringLiteral("check"), [] { return theme::colors().valid.frame; })
                     : m_state == State::Invalid
                         ? theme::icon(QStringLiteral("clear"), [] { return theme::colors().invalid.frame; })
                         : theme::icon(QStringLiteral("filter")));
}

void CaptureFilterField::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        paintState();
}

} // namespace ui::windows
