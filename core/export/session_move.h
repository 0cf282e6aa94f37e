// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>

namespace core::exporting {

/// How far the copy of a session is, in bytes.
struct MoveProgress {
    std::uint64_t done = 0;
    std::uint64_t total = 0;
};

enum class MoveOutcome { Moved, CalledOff };

/// Gives a session another name or another folder: at once on the same disk; to another disk it is copied,
/// appears there when it is whole, and goes here last. Called off, it stays where it is. `report` is called
/// after each part of a copy. Any thread. FileExists when there is something at `to`, which is never
/// replaced; SessionBusy while somebody writes to the session or a log beside it belongs to it.
[[nodiscard]] base::Result<MoveOutcome>
moveSession(const std::filesystem::path& from, const std::filesystem::path& to,
            const std::function<void(const MoveProgress&)>& report = {}, const std::stop_token& stop = {});

} // namespace core::exporting
