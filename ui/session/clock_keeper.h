// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/session/rows.h"
#include "ui/session/session_editor.h"

#include <filesystem>

namespace ui::session {

/// Keeps by how much clocks of capture points are ahead, in the order of asking, on a thread and a connection
/// of its own: the session may be read, captured into or imported into meanwhile. GUI thread.
class ClockKeeper : public SessionEditor {
    Q_OBJECT

public:
    using SessionEditor::SessionEditor;

    /// changed() or failed() follows. An offset of zero takes back what was said before.
    void keep(std::filesystem::path session, core::session::ClockCorrection correction);
};

} // namespace ui::session
