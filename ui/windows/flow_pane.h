// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/session_loader.h"

#include <QWidget>

#include <vector>

class QLabel;
class QSplitter;

namespace ui::ladder {
class LadderView;
}

namespace ui::theme {
class ElidedLabel;
}

namespace ui::windows {

class FindingsPane;

/// The ladder of the selected calls below a bar that says which they are, and under it what is wrong with
/// them, if anything is. GUI thread.
class FlowPane : public QWidget {
    Q_OBJECT

public:
    explicit FlowPane(QWidget* parent = nullptr);

    [[nodiscard]] ladder::LadderView& ladder() const { return *m_ladder; }

    /// Those whose flow is shown; empty when none is.
    [[nodiscard]] const std::vector<core::base::CallKey>& calls() const { return m_calls; }

    [[nodiscard]] FindingsPane& findings() const { return *m_findings; }

    [[nodiscard]] const core::flow::CallFlow* flow() const { return m_flow.get(); }

    void setFlow(const session::LoadedFlow& loaded);
    /// Of calls() in the flow that is shown.
    void setFindings(session::LoadedFindings findings);
    void showNothing(const QString& sentence, const QString& advice = {});

    /// The message before or after `message` in the flow; none at its ends.
    [[nodiscard]] core::base::MessageId neighbour(core::base::MessageId message, int step) const;
    [[nodiscard]] core::base::MessageId firstMessage(core::base::CallKey call) const;
    /// The call that a message of the flow belongs to; none when it is not in the flow.
    [[nodiscard]] core::base::CallKey callOf(core::base::MessageId message) const;

private:
    ladder::LadderView* m_ladder;
    FindingsPane* m_findings;
    QSplitter* m_split;
    QLabel* m_title;
    theme::ElidedLabel* m_remark;
    std::vector<core::base::CallKey> m_calls;
    std::shared_ptr<const core::flow::CallFlow> m_flow;
};

} // namespace ui::windows
