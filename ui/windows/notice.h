// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QFrame>
#include <QHash>
#include <QString>

class QVBoxLayout;

namespace ui::windows {

enum class Severity { Note, Warning, Error };

/// What a notice says: what happened, why and what to do, a command that helps, and one action.
struct NoticeContent {
    Severity severity = Severity::Note;
    QString title;
    QString sentence;
    QString command;
    QString action;
    /// Stays as long as what it says is so.
    bool isLasting = false;
};

/// Of an error of ours, in the words of its code.
[[nodiscard]] NoticeContent noticeOf(const core::base::Error& error);

/// One notice within the view that it concerns; never a box that must be closed first. GUI thread.
class Notice : public QFrame {
    Q_OBJECT

public:
    explicit Notice(NoticeContent content, QWidget* parent = nullptr);

    [[nodiscard]] const NoticeContent& content() const { return m_content; }

signals:
    void actionTriggered();
    void dismissed();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    NoticeContent m_content;
};

/// Notices below each other, each under a key: a new one of the same key replaces the old one.
class NoticeArea : public QWidget {
    Q_OBJECT

public:
    explicit NoticeArea(QWidget* parent = nullptr);

    Notice* show(const QString& key, NoticeContent content);
    using QWidget::show;
    void remove(const QString& key);
    void clear();

    [[nodiscard]] Notice* notice(const QString& key) const { return m_notices.value(key); }

private:
    QVBoxLayout* m_layout;
    QHash<QString, Notice*> m_notices;
};

} // namespace ui::windows
