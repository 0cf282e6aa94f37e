// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/listed_columns.h"
#include "core/call/registration_record.h"
#include "core/export/row_format.h"

#include <string_view>
#include <vector>

namespace app {

[[nodiscard]] const Columns& registrationColumns();

/// In the order of registrationColumns(). `callId` is that of the newest REGISTER about it.
[[nodiscard]] std::vector<core::exporting::Cell>
registrationCells(const core::call::RegistrationRecord& record, std::string_view callId);

} // namespace app
