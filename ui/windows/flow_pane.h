// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/session_loader.h"

#include <QWidget>

class QLabel;

namespace ui::ladder {
class LadderView;
}

namespace ui::windows {

/// The ladder of the selected call below a bar that says which call it is. GUI thread.
class FlowPane : public QWidget {
    Q_OBJECT

public:
    explicit FlowPane(QWidget* parent = nullptr);

    [[nodiscard]] ladder::LadderView& ladder() const { return *m_ladder; }

    [[nodiscard]] core::base::CallKey call() const { return m_call; }

    [[nodiscard]] const core::flow::CallFlow* flow() const { return m_flow.get(); }

    void setFlow(const session::LoadedFlow& flow);
    void showNothing(const QString& sentence, const QString& advice = {});

    /// The message before or after `message` in the flow; none at its ends.
    [[nodiscard]] core::base::MessageId neighbour(core::base::MessageId message, int step) const;
    [[nodiscard]] core::base::MessageId firstMessage() const;

private:
    ladder::LadderView* m_ladder;
    QLabel* m_title;
    QLabel* m_remark;
    core::base::CallKey m_call;
    std::shared_ptr<const core::flow::CallFlow> m_flow;
};

} // namespace ui::windows
