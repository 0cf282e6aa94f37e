// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/kernel_ring.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>
#include <sys/stat.h>
#include <system_error>

namespace core::capture {
namespace {

/// Of "7f12a000-7f13a000 rw-s ...".
std::optional<std::size_t> lengthOf(std::string_view line)
{
    std::size_t begin = 0;
    std::size_t end = 0;
    const char* const last = line.data() + line.size();
    const auto first = std::from_chars(line.data(), last, begin, 16);
    if (first.ec != std::errc{} || first.ptr == last || *first.ptr != '-')
        return std::nullopt;
    const auto second = std::from_chars(first.ptr + 1, last, end, 16);
    if (second.ec != std::errc{} || end < begin)
        return std::nullopt;
    return end - begin;
}

constexpr std::string_view beforeLink = "data link ";
constexpr std::string_view beforeGranted = ", buffer of ";
constexpr std::string_view beforeAsked = " of ";
constexpr std::string_view afterAsked = " bytes";

/// Takes `before` and the number after it from the front of `text`.
template <typename Number>
bool takeNumber(std::string_view& text, std::string_view before, Number& number)
{
    if (!text.starts_with(before))
        return false;
    text.remove_prefix(before.size());
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (problem != std::errc{})
        return false;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return true;
}

} // namespace

std::optional<std::size_t> ringBytes(std::string_view maps, unsigned long inode)
{
    const std::string name = "socket:[" + std::to_string(inode) + "]";
    std::optional<std::size_t> sum;
    while (!maps.empty()) {
        const std::size_t end = std::min(maps.find('\n'), maps.size());
        const std::string_view line = maps.substr(0, end);
        if (line.ends_with(name)) {
            if (const auto length = lengthOf(line))
                sum = sum.value_or(0) + *length;
        }
        maps.remove_prefix(std::min(end + 1, maps.size()));
    }
    return sum;
}

std::optional<std::size_t> ringBytes(int socket)
{
    struct stat status {};

    if (::fstat(socket, &status) != 0)
        return std::nullopt;
    std::ifstream file{"/proc/self/maps"};
    const std::string maps{std::istreambuf_iterator<char>{file}, {}};
    return ringBytes(maps, status.st_ino);
}

std::optional<std::string> shortageOf(std::size_t granted, std::size_t asked)
{
    if (granted >= asked - asked / 8)
        return std::nullopt;
    return inMebibytes(granted) + " of " + inMebibytes(asked);
}

std::string toLine(const RingReport& report)
{
    std::string line{beforeLink};
    line += std::to_string(report.dataLink);
    line += beforeGranted;
    line += std::to_string(report.granted);
    line += beforeAsked;
    line += std::to_string(report.asked);
    line += afterAsked;
    return line;
}

std::optional<RingReport> ringReportOf(std::string_view line)
{
    const std::size_t start = line.find(beforeLink);
    if (start == std::string_view::npos)
        return std::nullopt;
    line.remove_prefix(start);
    RingReport report;
    const bool isWhole = takeNumber(line, beforeLink, report.dataLink) &&
                         takeNumber(line, beforeGranted, report.granted) &&
                         takeNumber(line, beforeAsked, report.asked) && line == afterAsked;
    return isWhole ? std::optional{report} : std::nullopt;
}

std::string inMebibytes(std::size_t bytes)
{
    return std::to_string(bytes >> 20U) + '.' + std::to_string((bytes >> 10U) % 1024 * 10 / 1024) + " MiB";
}

} // namespace core::capture
