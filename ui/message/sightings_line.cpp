// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/message/sightings_line.h"

#include "ui/adapt/format.h"
#include "ui/adapt/text.h"
#include "ui/theme/theme.h"

#include <QEvent>
#include <QStringList>

#include <algorithm>
#include <utility>

namespace ui::message {
namespace {

constexpr std::size_t mostSightings = 8;

} // namespace

SightingsLine::SightingsLine(QWidget* parent) : QLabel(parent)
{
    setObjectName(QStringLiteral("sightings"));
    setTextFormat(Qt::RichText);
    setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard |
                            Qt::TextSelectableByMouse);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    setWordWrap(true);
    hide();
    connect(this, &QLabel::linkActivated, this, [this](const QString& link) {
        bool isNumber = false;
        const qlonglong number = link.toLongLong(&isNumber);
        if (isNumber)
            emit messageRequested({number});
    });
}

void SightingsLine::setSightings(std::vector<core::flow::Sighting> sightings, core::base::MessageId message)
{
    m_sightings = std::move(sightings);
    m_message = message;
    showText();
    setVisible(!m_sightings.empty());
}

void SightingsLine::showText()
{
    setFont(theme::fonts().data);
    QStringList places;
    for (const core::flow::Sighting& sighting : m_sightings) {
        if (static_cast<std::size_t>(places.size()) == mostSightings) {
            places.append(tr("%n more", nullptr, static_cast<int>(m_sightings.size() - mostSightings)));
            break;
        }
        const QString place = adapt::text(sighting.place).toHtmlEscaped();
        const QString when =
            places.isEmpty() ? tr("first") : QLatin1Char('+') + adapt::fineDelta(sighting.delay);
        places.append((sighting.message == m_message
                           ? QStringLiteral("<b>%1</b>").arg(place)
                           : QStringLiteral("<a href=\"%1\" style=\"color:%2\">%3</a>")
                                 .arg(sighting.message.value)
                                 .arg(theme::colors().accent.name(), place)) +
                      QLatin1Char(' ') + when);
    }
    setText(tr("Seen at %1").arg(places.join(QStringLiteral(" · "))));
}

void SightingsLine::changeEvent(QEvent* event)
{
    QLabel::changeEvent(event);
    // The colour of links is part of the text.
    if (event->type() == QEvent::PaletteChange && !m_sightings.empty())
        showText();
}

} // namespace ui::message
