// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/windows/forward_bar.h"

#include "ui/adapt/error_text.h"
#include "ui/adapt/format.h"
#include "ui/adapt/text.h"
#include "ui/theme/elided_label.h"
#include "ui/theme/theme.h"
#include "ui/windows/field_note.h"
#include "ui/windows/panel_row.h"

#include <QCoreApplication>
#include <QHBoxLayout>

namespace ui::windows {

ForwardBar::ForwardBar(QWidget* parent)
    : Bar(theme::metrics().toolRow, Line::Below, parent), m_where(new theme::ElidedLabel({}, this)),
      m_connection(new FieldNote(this)), m_figures(panelLabel({}, theme::fonts().data, this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 0, 12, 1);
    row->setSpacing(12);
    row->addWidget(panelLabel(tr("Forwarding to"), theme::fonts().data, this));
    m_where->setFont(theme::fonts().fixed);
    row->addWidget(m_where, 1);
    row->addWidget(m_connection);
    row->addWidget(m_figures);
    hide();
}

void ForwardBar::setProgress(const std::optional<session::ForwardProgress>& progress)
{
    setVisible(progress.has_value());
    if (!progress)
        return;
    QString where = adapt::text(progress->url);
    if (progress->error)
        where += QStringLiteral(" – ") + adapt::describeError(*progress->error);
    m_where->setWholeText(where);
    showConnection(*progress);
    m_figures->setText(figures(*progress));
    setAccessibleName(QStringLiteral("%1 · %2 · %3").arg(where, m_connection->sentence(), m_figures->text()));
}

void ForwardBar::showConnection(const session::ForwardProgress& progress)
{
    using Meaning = FieldNote::Meaning;
    if (!progress.isStream)
        m_connection->say(Meaning::Hint, tr("no connection needed"));
    else if (progress.isConnected)
        m_connection->say(Meaning::Fine, tr("connected"));
    else if (progress.error)
        m_connection->say(Meaning::Warning, tr("not connected"));
    else
        m_connection->say(Meaning::Hint, tr("connecting"));
}

QString ForwardBar::figures(const session::ForwardProgress& progress)
{
    const QString separator = QStringLiteral(" · ");
    QString text = tr("%1 sent").arg(adapt::count(progress.sent)) + separator +
                   tr("%1 waiting").arg(adapt::count(progress.waiting)) + separator +
                   tr("%1 not sent").arg(adapt::count(progress.notSent));
    QStringList reasons;
    for (const auto& reason : progress.reasons)
        reasons.append(QCoreApplication::translate("core::forward::NotSent", reason.name.c_str()) +
                       QLatin1Char(' ') + adapt::count(reason.messages));
    if (!reasons.isEmpty())
        text += QStringLiteral(" (%1)").arg(reasons.join(QStringLiteral(", ")));
    return text;
}

} // namespace ui::windows
