// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/strong_id.h"

#include <QObject>

namespace ui::session {

/// What the user looks at: one call and one message of it. Lists, ladder and message view follow it and
/// set it. Setting what is set already does nothing, so that followers may set it back. GUI thread.
class Selection : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    [[nodiscard]] core::base::CallKey call() const { return m_call; }

    [[nodiscard]] core::base::MessageId message() const { return m_message; }

    /// Another call; the message is none until somebody chooses one.
    void setCall(core::base::CallKey call);
    /// A message together with its call.
    void setMessage(core::base::MessageId message, core::base::CallKey call);

    void clear() { setCall({}); }

signals:
    void callChanged(core::base::CallKey call);
    void messageChanged(core::base::MessageId message);

private:
    core::base::CallKey m_call;
    core::base::MessageId m_message;
};

} // namespace ui::session
