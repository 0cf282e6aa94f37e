// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/filter/filter.h"

#include <QSyntaxHighlighter>

#include <optional>

namespace ui::filterbar {

/// Colours of filter text, and a wave under the part that is wrong.
class FilterHighlighter : public QSyntaxHighlighter {
    Q_OBJECT

public:
    explicit FilterHighlighter(QTextDocument* document);

    void setError(const std::optional<core::filter::FilterError>& error);

protected:
    void highlightBlock(const QString& text) override;

private:
    std::optional<core::filter::FilterError> m_error;
};

/// Position in `text` of a byte position in its UTF-8 form, and back: core counts bytes.
[[nodiscard]] int characterAt(const QString& text, std::size_t byte);
[[nodiscard]] std::size_t byteAt(const QString& text, int character);

} // namespace ui::filterbar
