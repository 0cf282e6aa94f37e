// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace app::startup {

/// Installs our translation and Qt's own for `language` (ISO code; empty: that of the desktop). English needs
/// none but the plural forms. False when there is no translation for it.
bool installTranslation(const QString& language);

} // namespace app::startup
