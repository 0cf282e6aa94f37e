// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

// What call scripts are made of that needs no memory of the script.
namespace tests::support {

/// The words of a line, split at blanks.
[[nodiscard]] std::vector<std::string> words(std::string_view line);

/// "Busy_Here" -> "Busy Here".
[[nodiscard]] std::string withBlanks(std::string text);

/// Reason phrase of a status, as RFCs write it.
[[nodiscard]] std::string_view defaultReason(std::string_view status);

using ScriptOptions = std::map<std::string, std::string, std::less<>>;

/// The fields that options ask for, Content-Length and the body.
[[nodiscard]] std::string lastFields(const ScriptOptions& options);

/// A session description: "offer" has two codecs, "answer" one, "hold" one and a=sendonly. Anything with "="
/// is the lines that differ from one host to another, parted by "|".
[[nodiscard]] std::string sdpBody(std::string_view kind);

} // namespace tests::support
