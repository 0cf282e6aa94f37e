// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

// Where text of core becomes text of Qt and back: nothing else in ui converts.
namespace ui::adapt {

/// For people: UTF-8, on one line. Bytes that are not UTF-8 and control characters appear as "\xNN",
/// signs that turn the direction of writing as "\u{NNNN}", because a stranger wrote them.
[[nodiscard]] QString text(std::string_view utf8);
[[nodiscard]] QString text(std::span<const std::byte> bytes);

/// For fields whose exact text matters to us, not to people: plain UTF-8 without replacement.
[[nodiscard]] QString exact(std::string_view utf8);

[[nodiscard]] std::string bytes(const QString& text);
[[nodiscard]] std::filesystem::path path(const QString& text);
[[nodiscard]] QString pathText(const std::filesystem::path& path);
/// The path with the home folder as "~".
[[nodiscard]] QString shortPath(const std::filesystem::path& path);

} // namespace ui::adapt
