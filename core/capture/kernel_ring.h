// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace core::capture {

/// The memory that the kernel shares with this process for the frames of a packet socket, in bytes. libpcap
/// halves what it asks for until the kernel agrees, and does not say so; the map of the process does. Nothing
/// when the socket has no such memory.
[[nodiscard]] std::optional<std::size_t> ringBytes(int socket);

/// The same from the text of /proc/self/maps, for the socket with this inode.
[[nodiscard]] std::optional<std::size_t> ringBytes(std::string_view maps, unsigned long inode);

/// "2.0 MiB of 64.0 MiB" when the kernel granted clearly less than was asked for. Rounding to whole blocks
/// of the ring does not count.
[[nodiscard]] std::optional<std::string> shortageOf(std::size_t granted, std::size_t asked);

/// What rhapsode-sniff tells of its capture, before the first byte of it: its map is not for us to read.
struct RingReport {
    int dataLink = 0; ///< as libpcap numbers them (DLT_)
    std::size_t granted = 0;
    std::size_t asked = 0;

    bool operator==(const RingReport&) const = default;
};

/// "data link 1, buffer of 67108864 of 67108864 bytes"
[[nodiscard]] std::string toLine(const RingReport& report);

/// From a line that ends so. Nothing when it is another one.
[[nodiscard]] std::optional<RingReport> ringReportOf(std::string_view line);

/// "1.5 MiB"
[[nodiscard]] std::string inMebibytes(std::size_t bytes);

} // namespace core::capture
