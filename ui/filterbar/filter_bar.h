// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/filter/filter.h"

#include <QWidget>

#include <memory>

namespace ui::filterbar {

/// The one filter field: highlighting, completion, green and red validity, the error's column in words,
/// history, and the result count at its right. GUI thread.
class FilterBar : public QWidget {
    Q_OBJECT

public:
    explicit FilterBar(QWidget* parent = nullptr);
    ~FilterBar() override;

    /// Which list the bare field names belong to.
    void setScope(core::filter::Scope scope);
    [[nodiscard]] QString text() const;
    void setText(const QString& text);
    /// Applies what stands there, if it is valid.
    void apply();
    void focusField();
    /// "214 of 1,284 calls · 4 ms"; empty for none.
    void setResult(const QString& result);
    void setHistory(const QStringList& newestFirst);
    [[nodiscard]] QStringList history() const;

signals:
    /// A valid filter was applied (Enter, Apply, cleared).
    void filterApplied(const core::filter::Filter& filter, const QString& text);

private:
    class Implementation;
    std::unique_ptr<Implementation> m_implementation;
};

} // namespace ui::filterbar
