// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace app {

/// Exit codes of rhapsode-cli; scripts rely on them.
enum class ExitCode : int {
    Done = 0,
    Failed = 1,  ///< could not be carried out
    Usage = 2,   ///< wrong options, unknown field, bad filter
    Damaged = 3, ///< done, but input was damaged, a live capture lost packets, or messages were not forwarded
};

/// Results on stdout, in large writes. A reader that went away (head, less) ends the output quietly.
class Output {
public:
    Output();
    ~Output();
    Output(const Output&) = delete;
    Output& operator=(const Output&) = delete;

    void write(std::string_view text);
    void flush();

    /// Nobody reads any more: producing more is pointless.
    [[nodiscard]] bool isClosed() const { return m_isClosed; }

private:
    std::string m_buffer;
    bool m_isClosed = false;
};

/// A line of its own on stderr, as it is: "listening hep+udp://127.0.0.1:40123".
void note(std::string_view line);
/// "rhapsode-cli: ..." on stderr.
void complain(std::string_view sentence);
/// `consequence`: what became of what was being made, as a sentence.
ExitCode fail(const core::base::Error& error, std::string_view consequence = {});

/// A line on stderr that is rewritten in place; silent unless stderr is a terminal.
class ProgressLine {
public:
    ProgressLine();
    ~ProgressLine();
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    /// At most ten times a second.
    void show(const std::string& text);
    void clear();

private:
    bool m_isTerminal;
    bool m_isShown = false;
    std::chrono::steady_clock::time_point m_next;
};

/// "1,234,567"
[[nodiscard]] std::string grouped(std::uint64_t number);
/// "12.3 MiB"
[[nodiscard]] std::string sizeText(std::uint64_t bytes);

} // namespace app
