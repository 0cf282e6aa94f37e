// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flow/call_flow.h"

#include <QLabel>

#include <vector>

namespace ui::message {

/// Where else the packet of a message was seen, and how much later: a line of links to the messages that it
/// is there. Hidden when it was seen at one capture point. GUI thread.
class SightingsLine : public QLabel {
    Q_OBJECT

public:
    explicit SightingsLine(QWidget* parent);

    /// Of one packet, in order of time; `message` is the one that is shown.
    void setSightings(std::vector<core::flow::Sighting> sightings, core::base::MessageId message);

signals:
    void messageRequested(core::base::MessageId message);

protected:
    void changeEvent(QEvent* event) override;

private:
    void showText();

    std::vector<core::flow::Sighting> m_sightings;
    core::base::MessageId m_message;
};

} // namespace ui::message
