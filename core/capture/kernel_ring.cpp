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

std::string inMebibytes(std::size_t bytes)
{
    return std::to_string(bytes >> 20U) + '.' + std::to_string((bytes >> 10U) % 1024 * 10 / 1024) + " MiB";
}

} // namespace core::capture
