// SPDX-License-Identifier: GPL-3.0-or-later
// What is wrong: with the calls whose flow is shown, and with all that the filter leaves.
#include "ui/filterbar/filter_bar.h"
#include "ui/windows/findings_page.h"
#include "ui/windows/flow_pane.h"
#include "ui/windows/list_page.h"
#include "ui/windows/session_view.h"

namespace ui::windows {

using core::base::CallKey;
using core::base::MessageId;

void SessionView::loadFindings(const std::vector<CallKey>& calls)
{
    m_controller.loader()->findings(calls, this,
                                    [this, calls](core::base::Result<session::LoadedFindings> findings) {
                                        // Of a flow that could not be loaded the pane says so already.
                                        if (findings && m_flow->selected() == calls)
                                            m_flow->setFindings(std::move(*findings));
                                    });
}

void SessionView::connectFindings()
{
    connect(m_findings, &FindingsPage::resultTextChanged, this, [this] {
        if (m_view == View::Findings)
            showResult();
    });
    connect(m_findings, &FindingsPage::clearFilterRequested, this, &SessionView::clearFilter);
    connect(m_findings, &FindingsPage::chosen, this, [this](CallKey call, MessageId message) {
        if (m_view == View::Findings)
            m_selection.setMessage(message, call);
    });
    connect(m_findings, &FindingsPage::activated, this, &SessionView::openCall);
}

void SessionView::openCall(CallKey call, MessageId message)
{
    const QString filter = list().filterText();
    remember({m_view, filter});
    m_selection.setMessage(message, call);
    if (m_calls->filterText() == filter) {
        setView(View::Calls);
        remember({View::Calls, filter});
    } else {
        setFilter(View::Calls, filter);
        m_wantedRow = call.value; // see connectList()
    }
    focusList();
}

} // namespace ui::windows
