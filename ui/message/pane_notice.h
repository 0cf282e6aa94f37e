// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace ui::message {

/// The page for when there is nothing to show. GUI thread.
class PaneNotice : public QLabel {
public:
    PaneNotice();

    void setNotice(const QString& sentence, const QString& advice);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_sentence;
    QString m_advice;
};

} // namespace ui::message
