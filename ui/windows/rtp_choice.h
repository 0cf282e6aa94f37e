// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/frame_choice.h"

#include <QWidget>

class QButtonGroup;

namespace ui::windows {

/// How much of RTP is kept: nothing, headers or everything, as joined buttons. GUI thread.
class RtpChoice : public QWidget {
    Q_OBJECT

public:
    /// `name` says what it is of, for screen readers.
    RtpChoice(const QString& name, core::session::RtpPolicy policy, QWidget* parent = nullptr);

    [[nodiscard]] core::session::RtpPolicy policy() const;
    void setPolicy(core::session::RtpPolicy policy);

signals:
    /// By the user.
    void changed(core::session::RtpPolicy policy);

private:
    QButtonGroup* m_buttons;
};

} // namespace ui::windows
