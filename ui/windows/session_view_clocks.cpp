// SPDX-License-Identifier: GPL-3.0-or-later
// The clocks of capture points: compared while they are looked at, corrected by hand.
#include "ui/windows/clocks_pane.h"
#include "ui/windows/flow_pane.h"
#include "ui/windows/session_view.h"
#include "ui/windows/sources_page.h"

namespace ui::windows {
namespace {

/// All messages are looked at.
constexpr qint64 clocksPauseMilliseconds = 5000;

} // namespace

void SessionView::connectClocks()
{
    connect(&m_sources->clocks(), &ClocksPane::corrected, this,
            [this](const core::session::ClockCorrection& correction) {
                if (m_controller.loader() != nullptr)
                    m_clocks.keep(m_controller.loader()->path(), correction);
            });
    connect(&m_clocks, &session::ClockKeeper::failed, this, &SessionView::failed);
    connect(&m_clocks, &session::ClockKeeper::changed, this, [this] {
        m_sinceClocks.invalidate();
        loadClocks();
        if (m_controller.loader() != nullptr && !m_flow->selected().empty())
            loadFlow(std::vector{m_flow->selected()});
    });
}

void SessionView::loadClocks()
{
    if (m_view != View::Sources || m_controller.loader() == nullptr)
        return;
    if (m_sinceClocks.isValid() && m_controller.isGrowing() &&
        m_sinceClocks.elapsed() < clocksPauseMilliseconds)
        return;
    m_sinceClocks.start();
    m_controller.loader()->clocks(this, [this](core::base::Result<session::LoadedClocks> clocks) {
        if (clocks)
            m_sources->clocks().setClocks(std::move(*clocks));
    });
}

} // namespace ui::windows
