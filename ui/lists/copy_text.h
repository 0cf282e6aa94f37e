// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/cell.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace ui::lists {

enum class Separation { Tab, Comma };

/// Rows as text for the clipboard, with a line of titles when there are several rows. Commas: RFC 4180, and
/// values that a spreadsheet would take for a formula begin with an apostrophe.
[[nodiscard]] QString copyText(const QStringList& titles, const std::vector<int>& columns,
                               const std::vector<models::Row>& rows, Separation separation);

} // namespace ui::lists
