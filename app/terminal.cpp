// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/terminal.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <unistd.h>

namespace app {
namespace {

constexpr std::size_t outputBuffer = 256U << 10U;

} // namespace

Output::Output()
{
    // A closed stdout shows as EPIPE instead of killing us.
    std::signal(SIGPIPE, SIG_IGN);
    m_buffer.reserve(outputBuffer + 4096);
}

Output::~Output()
{
    flush();
}

void Output::write(std::string_view text)
{
    m_buffer += text;
    if (m_buffer.size() >= outputBuffer)
        flush();
}

void Output::flush()
{
    std::string_view rest{m_buffer};
    while (!rest.empty() && !m_isClosed) {
        const ssize_t written = ::write(STDOUT_FILENO, rest.data(), rest.size());
        if (written > 0)
            rest.remove_prefix(static_cast<std::size_t>(written));
        else if (errno != EINTR)
            m_isClosed = true;
    }
    m_buffer.clear();
}

void note(std::string_view line)
{
    std::fprintf(stderr, "%.*s\n", static_cast<int>(line.size()), line.data());
}

void complain(std::string_view sentence)
{
    std::fprintf(stderr, "rhapsode-cli: %.*s\n", static_cast<int>(sentence.size()), sentence.data());
}

ExitCode fail(const core::base::Error& error, std::string_view consequence)
{
    std::string line = core::base::describe(error);
    if (!consequence.empty())
        line.append(" ").append(consequence);
    complain(line);
    switch (error.code) {
    case core::base::ErrorCode::FilterInvalid:
    case core::base::ErrorCode::FilterTooSlow:
    case core::base::ErrorCode::FieldUnknown:
    case core::base::ErrorCode::OptionInvalid:
    case core::base::ErrorCode::UrlInvalid:
    case core::base::ErrorCode::CaptureFilterInvalid:
        return ExitCode::Usage;
    default:
        return ExitCode::Failed;
    }
}

ProgressLine::ProgressLine() : m_isTerminal(::isatty(STDERR_FILENO) == 1) {}

ProgressLine::~ProgressLine()
{
    clear();
}

void ProgressLine::show(const std::string& text)
{
    const auto now = std::chrono::steady_clock::now();
    if (!m_isTerminal || now < m_next)
        return;
    m_next = now + std::chrono::milliseconds{100};
    std::fprintf(stderr, "\r\x1b[K%s", text.c_str());
    m_isShown = true;
}

void ProgressLine::clear()
{
    if (m_isShown)
        std::fputs("\r\x1b[K", stderr);
    m_isShown = false;
}

std::string grouped(std::uint64_t number)
{
    std::string text = std::to_string(number);
    for (std::size_t place = text.size(); place > 3; place -= 3)
        text.insert(place - 3, 1, ',');
    return text;
}

std::string sizeText(std::uint64_t bytes)
{
    static constexpr std::array units{"B", "KiB", "MiB", "GiB", "TiB"};
    auto value = static_cast<double>(bytes);
    std::size_t unit = 0;
    while (value >= 1024 && unit + 1 < units.size()) {
        value /= 1024;
        ++unit;
    }
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), unit == 0 ? "%.0f %s" : "%.1f %s", value, units[unit]);
    return text.data();
}

} // namespace app
