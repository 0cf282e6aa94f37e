// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolButton>

namespace ui::message {

/// One of several joined buttons of which one is checked.
class SegmentButton : public QToolButton {
    Q_OBJECT

public:
    enum class Place { First, Middle, Last };

    SegmentButton(const QString& text, Place place, QWidget* parent);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Place m_place;
};

} // namespace ui::message
