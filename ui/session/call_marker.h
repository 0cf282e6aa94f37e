// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/strong_id.h"
#include "ui/session/session_editor.h"

#include <filesystem>
#include <vector>

namespace ui::session {

/// Marks calls and takes marks away, in the order of asking, on a thread and a connection of its own: the
/// session may be read, captured into or imported into meanwhile, and waits for some milliseconds at most.
/// GUI thread.
class CallMarker : public SessionEditor {
    Q_OBJECT

public:
    using SessionEditor::SessionEditor;

    /// Marks them all; when they all are marked, takes the marks away. changed() or failed() follows.
    void toggle(std::filesystem::path session, std::vector<core::base::CallKey> calls);
};

} // namespace ui::session
