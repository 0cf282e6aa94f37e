// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/windows/open_panel.h"

#include "ui/session/rtp_setting.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/windows/panel_row.h"
#include "ui/windows/rtp_choice.h"

#include <QEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace ui::windows {
namespace {

/// The dashed place to drop files on.
class DropZone : public QWidget {
public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        QPen pen(theme::colors().input, 1);
        pen.setDashPattern({3, 3});
        painter.setPen(pen);
        painter.setBrush(theme::colors().base);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    }
};

QLabel* remark(const QString& text, QWidget* parent)
{
    QLabel* label = panelLabel(text, theme::fonts().data, parent);
    label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

} // namespace

OpenPanel::OpenPanel(settings::Settings& settings, QWidget* parent)
    : QWidget(parent), m_settings(settings),
      m_rtp(
          new RtpChoice(tr("Keep RTP of captures"), session::rtpPolicy(settings, settings::openedRtp), this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    auto* head = new QHBoxLayout;
    head->addWidget(panelLabel(tr("Open"), theme::fonts().section, this));
    head->addStretch();
    head->addWidget(remark(tr("Keep RTP of captures"), this));
    head->addWidget(m_rtp);
    layout->addLayout(head);
    QWidget* zone = makeZone();
    layout->addWidget(zone);
    setTabOrder(zone, m_rtp); // who only opens comes past it later
    connect(m_rtp, &RtpChoice::changed, this, [this](core::session::RtpPolicy policy) {
        session::setRtpPolicy(m_settings, settings::openedRtp, policy);
    });
    applyTheme();
}

QWidget* OpenPanel::makeZone()
{
    auto* zone = new DropZone(this);
    zone->setFixedHeight(theme::metrics().scaled(96));
    auto* row = new QHBoxLayout(zone);
    row->setSpacing(14);
    row->addStretch();
    m_icon = new QLabel(zone);
    row->addWidget(m_icon);
    auto* texts = new QVBoxLayout;
    texts->setSpacing(1);
    texts->addStretch();
    texts->addWidget(panelLabel(tr("Drop capture files or a session here"), theme::fonts().uiStrong, zone));
    texts->addWidget(remark(tr("pcap, pcapng, also compressed · several are merged by time"), zone));
    texts->addStretch();
    row->addLayout(texts);
    auto* button = new QPushButton(tr("Open…"), zone);
    button->setProperty("primary", true);
    connect(button, &QPushButton::clicked, this, &OpenPanel::browseRequested);
    row->addWidget(button);
    auto* sample = new QPushButton(tr("Sample session"), zone);
    sample->setToolTip(
        tr("Some calls that were made up: completed, busy, cancelled, unanswered and broken ones"));
    connect(sample, &QPushButton::clicked, this, &OpenPanel::sampleRequested);
    row->addWidget(sample);
    row->addStretch();
    return zone;
}

void OpenPanel::showSettings()
{
    m_rtp->setPolicy(session::rtpPolicy(m_settings, settings::openedRtp));
}

void OpenPanel::applyTheme()
{
    m_icon->setPixmap(theme::iconPixmap(QStringLiteral("open"), theme::colors().accent,
                                        theme::metrics().scaled(24), devicePixelRatioF()));
}

void OpenPanel::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_icon != nullptr)
        applyTheme();
}

} // namespace ui::windows
