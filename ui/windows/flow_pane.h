// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/session_loader.h"

#include <QWidget>

#include <vector>

class QAction;
class QLabel;
class QSplitter;
class QToolButton;

namespace ui::ladder {
class LadderView;
}

namespace ui::theme {
class ElidedLabel;
}

namespace ui::windows {

class FindingsPane;
class LegsPane;

/// The ladder of the selected calls, with their legs and RTP streams if they are wanted, below a bar that
/// says which they are, and under it what links the legs and what is wrong with them, if anything is. GUI
/// thread.
class FlowPane : public QWidget {
    Q_OBJECT

public:
    explicit FlowPane(QWidget* parent = nullptr);

    [[nodiscard]] ladder::LadderView& ladder() const { return *m_ladder; }

    /// Those whose flow is shown, legs included; empty when none is.
    [[nodiscard]] const std::vector<core::base::CallKey>& calls() const { return m_calls; }

    /// Those that were selected for it.
    [[nodiscard]] const std::vector<core::base::CallKey>& selected() const { return m_selected; }

    /// Whether a call is shown because it belongs together with the one that was selected, or is that one.
    [[nodiscard]] bool isLeg(core::base::CallKey call) const;

    /// Checkable: whether legs and RTP streams are wanted in the flow.
    [[nodiscard]] QAction& withLegs() const { return *m_withLegs; }

    [[nodiscard]] QAction& withMedia() const { return *m_withMedia; }

    enum class LegSearch { Off, Running, Done, Incomplete, Failed };
    /// How far the search for legs of the selected call has come.
    void setLegSearch(LegSearch search);

    [[nodiscard]] FindingsPane& findings() const { return *m_findings; }

    [[nodiscard]] LegsPane& legs() const { return *m_legs; }

    [[nodiscard]] const core::flow::CallFlow* flow() const { return m_flow.get(); }

    /// What links the legs of `selected`; empty when they are not wanted. May come before their flow.
    void setLegs(session::LoadedLegs legs, const std::vector<core::base::CallKey>& selected);
    /// `selected` are among the calls of the flow; what else is there are legs.
    void setFlow(const session::LoadedFlow& loaded, const std::vector<core::base::CallKey>& selected);
    /// Of selected() in the flow that is shown.
    void setFindings(session::LoadedFindings findings);
    void showNothing(const QString& sentence, const QString& advice = {});

    /// The message before or after `message` in the flow; none at its ends.
    [[nodiscard]] core::base::MessageId neighbour(core::base::MessageId message, int step) const;
    /// Where the packet of a message of the flow was seen; empty when at one capture point.
    [[nodiscard]] std::vector<core::flow::Sighting> sightingsOf(core::base::MessageId message) const;
    [[nodiscard]] core::base::MessageId firstMessage(core::base::CallKey call) const;
    /// The call that a message of the flow belongs to; none when it is not in the flow.
    [[nodiscard]] core::base::CallKey callOf(core::base::MessageId message) const;

private:
    void makeTools(QWidget* bar);
    void showRemark();

    ladder::LadderView* m_ladder;
    FindingsPane* m_findings;
    LegsPane* m_legs;
    QSplitter* m_split;
    QLabel* m_title;
    theme::ElidedLabel* m_remark;
    QAction* m_withLegs;
    QAction* m_withMedia;
    QToolButton* m_legsTool = nullptr;
    QToolButton* m_mediaTool = nullptr;
    LegSearch m_legSearch = LegSearch::Off;
    QString m_about; ///< of the remark, that does not change with the search for legs
    std::vector<core::base::CallKey> m_calls;
    std::vector<core::base::CallKey> m_selected;
    std::vector<core::base::CallKey> m_legsOf; ///< whose legs m_legs shows
    std::shared_ptr<const core::flow::CallFlow> m_flow;
};

} // namespace ui::windows
