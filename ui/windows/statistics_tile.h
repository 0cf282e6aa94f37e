// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

namespace ui::windows {

/// One figure: its name, the figure, and what it was counted from. A click or Return opens what is behind
/// it. GUI thread.
class StatisticsTile : public QAbstractButton {
    Q_OBJECT

public:
    explicit StatisticsTile(QWidget* parent = nullptr);

    struct Content {
        QString name;     ///< "SER"
        QString longName; ///< for screen readers; few tiles have room for it
        QString figure;
        QString definition;  ///< "RFC 6076 · n = 1,284"
        QString explanation; ///< for the tool tip
    };

    void setContent(const Content& content);

    [[nodiscard]] const Content& content() const { return m_content; }

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    Content m_content;
};

} // namespace ui::windows
