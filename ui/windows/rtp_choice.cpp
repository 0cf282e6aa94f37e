// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/windows/rtp_choice.h"

#include "ui/message/segment_button.h"

#include <QButtonGroup>
#include <QHBoxLayout>

namespace ui::windows {

using core::session::RtpPolicy;
using message::SegmentButton;

RtpChoice::RtpChoice(const QString& name, RtpPolicy policy, QWidget* parent)
    : QWidget(parent), m_buttons(new QButtonGroup(this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    const auto add = [&](RtpPolicy value, SegmentButton::Place place, const QString& text,
                         const QString& tip) {
        auto* button = new SegmentButton(text, place, this);
        button->setAccessibleName(name + QStringLiteral(": ") + text);
        button->setToolTip(tip);
        m_buttons->addButton(button, static_cast<int>(value));
        row->addWidget(button);
    };
    add(RtpPolicy::None, SegmentButton::Place::First, tr("nothing"),
        tr("Streams are measured as they come; their packets are not in the session"));
    add(RtpPolicy::Headers, SegmentButton::Place::Middle, tr("headers"),
        tr("RTP headers without the audio: enough to measure streams again, nothing to listen to"));
    add(RtpPolicy::Full, SegmentButton::Place::Last, tr("everything"), tr("Whole packets, with the audio"));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setPolicy(policy);
    connect(m_buttons, &QButtonGroup::idClicked, this,
            [this](int id) { emit changed(static_cast<RtpPolicy>(id)); });
}

RtpPolicy RtpChoice::policy() const
{
    return static_cast<RtpPolicy>(m_buttons->checkedId());
}

void RtpChoice::setPolicy(RtpPolicy policy)
{
    m_buttons->button(static_cast<int>(policy))->setChecked(true);
}

} // namespace ui::windows
