// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/run_progress.h"
#include "ui/windows/controls.h"

#include <optional>

class QLabel;

namespace ui::theme {
class ElidedLabel;
}

namespace ui::windows {

class FieldNote;

/// A thin bar that says where the messages of a capture are sent on to, whether there is a connection, and
/// how many were sent, wait, or could not be sent. Hidden while nothing is forwarded. GUI thread.
class ForwardBar : public Bar {
    Q_OBJECT

public:
    explicit ForwardBar(QWidget* parent = nullptr);

    void setProgress(const std::optional<session::ForwardProgress>& progress);

    /// "1,234 sent · 0 waiting · 3 not sent (queue full 2, too large 1)"
    [[nodiscard]] static QString figures(const session::ForwardProgress& progress);

private:
    void showConnection(const session::ForwardProgress& progress);

    theme::ElidedLabel* m_where;
    FieldNote* m_connection;
    QLabel* m_figures;
};

} // namespace ui::windows
