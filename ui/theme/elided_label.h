// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace ui::theme {

/// A text that gives way when there is no room for it; the tool tip has all of it. GUI thread.
class ElidedLabel : public QLabel {
    Q_OBJECT

public:
    explicit ElidedLabel(const QString& text, QWidget* parent = nullptr);

    void setWholeText(const QString& text);

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace ui::theme
