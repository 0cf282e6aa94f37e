// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/glyphs.h"

#include <QAbstractButton>
#include <QToolButton>
#include <QWidget>

// Small controls of our windows that Qt has no like of. GUI thread.
namespace ui::windows {

/// One view of the switch: a name, a count behind it, and a line below the present one.
class ViewTab : public QAbstractButton {
    Q_OBJECT

public:
    explicit ViewTab(const QString& name, QWidget* parent = nullptr);

    void setCount(qint64 count);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_count;
};

/// A pill that says something and does something: "12 new".
class Chip : public QAbstractButton {
    Q_OBJECT

public:
    enum class Look { Plain, Accented, Dashed };

    explicit Chip(QWidget* parent = nullptr);

    void setLook(Look look);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Look m_look = Look::Plain;
};

/// A flat figure of the status line; a click opens its details.
class StatusItem : public QAbstractButton {
    Q_OBJECT

public:
    explicit StatusItem(QWidget* parent = nullptr);

    /// `strong` stands before `text` in 600.
    void set(const QString& text, theme::Glyph glyph = theme::Glyph::None, const QString& strong = {});
    /// Something was lost since the user last looked.
    void setAlarming(bool isAlarming);
    /// A filled disc in front: recording.
    void setRecording(bool isRecording);
    void setLineAtLeft(bool isAtLeft);
    [[nodiscard]] QSize sizeHint() const override;

    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_strong;
    theme::Glyph m_glyph = theme::Glyph::None;
    bool m_isAlarming = false;
    bool m_isRecording = false;
    bool m_isLineAtLeft = false;
    /// Figures keep the widest width they had, so that the line does not jump.
    int m_widest = 0;
};

/// 28 x 28 with an icon, a tool tip with its key, and an accessible name.
[[nodiscard]] QToolButton* toolButton(QAction* action, QWidget* parent);

/// A thin line between groups of tools.
[[nodiscard]] QWidget* toolSeparator(QWidget* parent);

/// A bar of fixed height in window colour with a line below or above it.
class Bar : public QWidget {
    Q_OBJECT

public:
    enum class Line { None, Above, Below };

    Bar(int height, Line line, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Line m_line;
};

} // namespace ui::windows
