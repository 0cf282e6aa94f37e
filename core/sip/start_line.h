// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sip/message.h"

// Internal to core/sip: finds and splits the start line; the recogniser and the parser agree through it.
namespace core::sip {

struct StartLine {
    /// First byte of the line, behind empty lines and garbage.
    std::size_t begin = 0;
    /// First byte behind the line end; the size of the text when there is no line end.
    std::size_t end = 0;
    Kind kind = Kind::Request;
    std::string_view method;
    std::string_view requestUri;
    std::string_view version;
    std::string_view reason;
    unsigned status = 0;
    DefectSet defects;
};

/// False when no SIP message begins in the text.
[[nodiscard]] bool findStartLine(std::string_view text, StartLine& line);

/// The start line at exactly `begin`, without a look at what stands before.
[[nodiscard]] bool readStartLine(std::string_view text, std::size_t begin, StartLine& line);

/// Where in a line a start line begins that runs to the end of the line; npos when there is none. It may
/// stand behind the end of a body or behind garbage: "</xml>INVITE sip:bob@example.com SIP/2.0".
[[nodiscard]] std::size_t startLineWithin(std::string_view line);

/// One of the methods of RFC 3261, 3262, 3265, 3311, 3428, 3515, 3903 and 6086, exactly as written there.
[[nodiscard]] bool isKnownMethod(std::string_view method);

/// How many characters stand before a known method that ends `token`: 2 for "DBREGISTER"; 0 when there is
/// no such method or nothing before it.
[[nodiscard]] std::size_t garbageBeforeMethod(std::string_view token);

} // namespace core::sip
