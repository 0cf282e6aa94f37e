// SPDX-License-Identifier: GPL-3.0-or-later
// What is wrong: with the calls whose flow is shown.
#include "ui/windows/flow_pane.h"
#include "ui/windows/session_view.h"

namespace ui::windows {

using core::base::CallKey;

void SessionView::loadFindings(const std::vector<CallKey>& calls)
{
    m_controller.loader()->findings(calls, this,
                                    [this, calls](core::base::Result<session::LoadedFindings> findings) {
                                        // Of a flow that could not be loaded the pane says so already.
                                        if (findings && m_flow->calls() == calls)
                                            m_flow->setFindings(std::move(*findings));
                                    });
}

} // namespace ui::windows
