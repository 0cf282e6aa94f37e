// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/windows/controls.h"

class QLabel;
class QProgressBar;

namespace ui::windows {

/// A thin bar that says what takes a while, how far it is, and that it can be ended. GUI thread.
class RunBar : public Bar {
    Q_OBJECT

public:
    explicit RunBar(QWidget* parent = nullptr);

    /// `total` 0: how far is not known.
    void setProgress(const QString& sentence, quint64 done, quint64 total);

signals:
    void cancelled();

private:
    QLabel* m_sentence;
    QProgressBar* m_bar;
};

} // namespace ui::windows
