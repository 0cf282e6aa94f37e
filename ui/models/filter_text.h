// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/filter/field.h"

#include <QString>

namespace ui::models {

/// "final_status == 486", "from.user == \"alice\"": a comparison that holds for the given value; empty when
/// the value is absent.
[[nodiscard]] QString comparison(const core::filter::FieldReference& field, const core::filter::Value& value);

/// `filter` narrowed to what `condition` holds for as well, or does not hold for.
enum class Narrow { To, Without };
[[nodiscard]] QString narrowed(const QString& filter, const QString& condition, Narrow how);

} // namespace ui::models
