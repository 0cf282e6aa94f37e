// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace core::exporting {

/// Appends one value of a tsv row: \\ \t \r \n, and \xNN for other control characters (also U+0080 to
/// U+009F) and for bytes that are not UTF-8. No value can break a line or command a terminal.
void appendTsv(std::string& output, std::string_view text);

/// Appends one value of a csv row (RFC 4180 section 2). A value that begins with = + - @, a tab or a CR gets
/// a ' before it, so that no spreadsheet calculates what a stranger wrote. Bytes that are not UTF-8 become
/// U+FFFD.
void appendCsv(std::string& output, std::string_view text);

/// Appends a JSON string with its quotes (RFC 8259 section 7). Bytes that are not UTF-8 become U+FFFD.
void appendJson(std::string& output, std::string_view text);

/// The text with U+FFFD in place of bytes that are not UTF-8.
[[nodiscard]] std::string asUtf8(std::string_view text);

} // namespace core::exporting
