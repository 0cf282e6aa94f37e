// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/file_look.h"

#include <QString>

namespace ui::windows {

class FieldNote;

/// Says of a file that a field names what was found out about it; an empty name is fine. False as long as it
/// cannot be used. `ifBad`: the sentence for a file that is good for nothing.
bool sayOf(FieldNote& note, session::FileLook& look, const QString& file, const QString& ifBad);

/// While nothing is known of a file, after a moment.
void sayThatItIsSlow(FieldNote& note, const session::FileLook& look);

} // namespace ui::windows
