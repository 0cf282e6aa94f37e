// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace ui::lists {

/// What stands in the middle of a view that has nothing to show: an icon, what is missing, what to do, and
/// at most one button. GUI thread.
class EmptyState : public QWidget {
    Q_OBJECT

public:
    explicit EmptyState(QWidget* parent = nullptr);

    /// `action` empty: no button.
    void show(const QString& icon, const QString& sentence, const QString& advice,
              const QString& action = {});
    using QWidget::show;

signals:
    void actionTriggered();

protected:
    void changeEvent(QEvent* event) override;

private:
    void applyTheme();

    QLabel* m_icon;
    QLabel* m_sentence;
    QLabel* m_advice;
    QPushButton* m_action;
    QString m_iconName;
};

} // namespace ui::lists
