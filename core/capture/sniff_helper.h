// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace core::capture {

/// rhapsode-sniff, the small program that may capture on interfaces when we may not.
struct SniffHelper {
    std::string path;
    /// This user may start it (is in its group).
    bool isExecutable = false;
    /// It has the right to capture.
    bool isPermitted = false;

    [[nodiscard]] bool isUsable() const { return isExecutable && isPermitted; }

    /// What makes it usable: a command that adds the user to its group, or one that gives it its right.
    [[nodiscard]] std::string permissionCommand() const;
};

/// Looks beside this program, in ../libexec/rhapsode from there, and where it is installed to; a usable one
/// is preferred. The environment variable RHAPSODE_SNIFF_PROGRAM names the only place instead (for tests).
[[nodiscard]] std::optional<SniffHelper> findSniffHelper();

} // namespace core::capture
