// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

namespace ui::message {

/// Read-only text in the fixed font with line numbers in a gutter.
class SipTextEdit : public QPlainTextEdit {
    Q_OBJECT

public:
    explicit SipTextEdit(QWidget* parent = nullptr);

    void setWrapping(bool wrap);
    /// The gutter is for messages; a dump of bytes has its own offsets.
    void setLineNumbersVisible(bool visible);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    class Gutter;

    void applyTheme();
    void placeGutter();
    void paintGutter(const QRect& dirty);
    [[nodiscard]] int gutterWidth() const;

    Gutter* m_gutter; // owned by this widget as its child
    bool m_hasLineNumbers = true;
};

} // namespace ui::message
