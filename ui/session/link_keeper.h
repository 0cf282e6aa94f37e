// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/session/rows.h"
#include "ui/session/session_editor.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace ui::session {

/// What somebody says of the link between two calls; no verdict: what was said before is taken back.
struct LinkWish {
    std::string first; ///< Call-IDs
    std::string second;
    std::optional<core::session::LinkVerdict> verdict;
};

/// Keeps decisions about links between calls, in the order of asking, on a thread and a connection of its
/// own: the session may be read, captured into or imported into meanwhile, and waits for some milliseconds at
/// most. GUI thread.
class LinkKeeper : public SessionEditor {
    Q_OBJECT

public:
    using SessionEditor::SessionEditor;

    /// changed() or failed() follows.
    void keep(std::filesystem::path session, std::vector<LinkWish> wishes);
};

} // namespace ui::session
