// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/selection.h"

namespace ui::session {

void Selection::setCall(core::base::CallKey call)
{
    if (call != m_call)
        setMessage({}, call);
}

void Selection::setMessage(core::base::MessageId message, core::base::CallKey call)
{
    const bool isOtherCall = call != m_call;
    const bool isOtherMessage = message != m_message;
    m_call = call;
    m_message = message;
    if (isOtherCall)
        emit callChanged(m_call);
    if (isOtherMessage && m_message == message)
        emit messageChanged(m_message);
}

} // namespace ui::session
