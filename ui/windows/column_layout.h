// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLayout>

#include <memory>
#include <vector>

namespace ui::windows {

/// Puts widgets into as many columns of one width as there is room for, and no more than they fill, each
/// below what ends highest, so that short and long ones leave no gaps. GUI thread.
class ColumnLayout : public QLayout {
    Q_OBJECT

public:
    /// In pixels.
    ColumnLayout(int leastColumnWidth, int spacing);
    ~ColumnLayout() override;

    [[nodiscard]] Qt::Orientations expandingDirections() const override { return Qt::Horizontal; }

    [[nodiscard]] bool hasHeightForWidth() const override { return true; }

    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSize() const override;
    void addItem(QLayoutItem* item) override;
    [[nodiscard]] int count() const override;
    [[nodiscard]] QLayoutItem* itemAt(int index) const override;
    QLayoutItem* takeAt(int index) override;
    void setGeometry(const QRect& rect) override;

private:
    [[nodiscard]] int columns(int width) const;
    /// Returns the height.
    int arrange(const QRect& rect, bool isMoving) const;

    std::vector<std::unique_ptr<QLayoutItem>> m_items;
    int m_leastColumnWidth;
};

} // namespace ui::windows
