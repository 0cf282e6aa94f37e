// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace ui::adapt {

/// What the RFCs call a status code: "Busy Here"; empty for others. The same in every language.
[[nodiscard]] QString reasonPhrase(unsigned status);

} // namespace ui::adapt
