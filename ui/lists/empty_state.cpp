// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lists/empty_state.h"

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace ui::lists {

EmptyState::EmptyState(QWidget* parent)
    : QWidget(parent), m_icon(new QLabel(this)), m_sentence(new QLabel(this)), m_advice(new QLabel(this)),
      m_action(new QPushButton(this))
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    setFocusPolicy(Qt::StrongFocus); // so that the keys of the window work here too
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(6);
    layout->addStretch();
    for (QLabel* label : {m_icon, m_sentence, m_advice}) {
        label->setAlignment(Qt::AlignCenter);
        label->setWordWrap(label != m_icon);
        layout->addWidget(label);
    }
    layout->addSpacing(6);
    layout->addWidget(m_action, 0, Qt::AlignHCenter);
    layout->addStretch();
    connect(m_action, &QPushButton::clicked, this, &EmptyState::actionTriggered);
    applyTheme();
}

void EmptyState::show(const QString& icon, const QString& sentence, const QString& advice,
                      const QString& action)
{
    m_iconName = icon;
    m_sentence->setText(sentence);
    m_advice->setText(advice);
    m_advice->setVisible(!advice.isEmpty());
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    applyTheme();
    show();
}

void EmptyState::applyTheme()
{
    const auto ink = [](QLabel* label, const QColor& color) {
        QPalette palette = label->palette();
        palette.setColor(QPalette::WindowText, color);
        label->setPalette(palette);
    };
    m_sentence->setFont(theme::fonts().uiStrong);
    m_advice->setFont(theme::fonts().ui);
    ink(m_advice, theme::colors().textSecondary);
    ink(m_sentence, theme::colors().text);
    if (!m_iconName.isEmpty())
        m_icon->setPixmap(
            theme::iconPixmap(m_iconName, theme::colors().textTertiary, 20, devicePixelRatioF()));
}

void EmptyState::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        applyTheme();
}

} // namespace ui::lists
