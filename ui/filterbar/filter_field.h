// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/filter/filter.h"

#include <QPlainTextEdit>

#include <optional>

namespace ui::filterbar {

class FilterHighlighter;
class FilterPopup;

/// One line of filter text with highlighting and completion.
class FilterField : public QPlainTextEdit {
    Q_OBJECT

public:
    explicit FilterField(QWidget* parent = nullptr);

    void setScope(core::filter::Scope scope) { m_scope = scope; }

    void setError(const std::optional<core::filter::FilterError>& error);

    [[nodiscard]] QString text() const { return toPlainText(); }

    void setText(const QString& text);

    [[nodiscard]] QSize sizeHint() const override;

    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

signals:
    void applyRequested();
    void escapePressed();
    /// +1 older, -1 newer.
    void historyRequested(int step);
    void focusChanged();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    bool focusNextPrevChild(bool next) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void insertFromMimeData(const QMimeData* source) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void applyTheme();
    void offerCompletions();
    void complete(const QString& completion);

    FilterHighlighter* m_highlighter;
    FilterPopup* m_popup;
    core::filter::Scope m_scope = core::filter::Scope::Call;
    int m_replaceFrom = 0;
};

} // namespace ui::filterbar
