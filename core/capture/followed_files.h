// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <sys/types.h>
#include <utility>
#include <vector>

namespace core::capture {

/// Which file it is, whatever its name; and how it begins, because rotation also empties a file and writes it
/// anew.
struct FileIdentity {
    /// Enough for the first packet's time in pcap.
    static constexpr std::size_t headSize = 256;

    std::pair<dev_t, ino_t> node;
    std::string head;

    /// The identity of an open file now; nothing when that cannot be said.
    [[nodiscard]] static std::optional<FileIdentity> of(int descriptor);

    [[nodiscard]] static std::optional<FileIdentity> of(const std::filesystem::path& path);

    /// `later`, looked at after this, is still the same file, perhaps grown.
    [[nodiscard]] bool isContinuedBy(const FileIdentity& later) const;
};

/// The capture files of a folder in the order in which they were last written, then of their names: each
/// once, whatever they are renamed to, and again when they are written anew. One writer at a time is assumed.
/// One thread.
class FollowedFiles {
public:
    explicit FollowedFiles(std::filesystem::path folder) : m_folder(std::move(folder)) {}

    /// The oldest that was not read yet, when there is one. Looks into the folder at most five times a
    /// second.
    [[nodiscard]] std::optional<std::filesystem::path> next();
    /// `path` is read up to `size`, or is being read, or is nothing that can be read.
    void finish(const std::filesystem::path& path, const FileIdentity& identity, std::uint64_t size);

private:
    using Clock = std::chrono::steady_clock;

    struct Finished {
        std::string name;
        std::string head;
        std::uint64_t size = 0;
    };

    [[nodiscard]] bool isFinished(const std::filesystem::path& path, std::uint64_t size);

    std::filesystem::path m_folder;
    std::map<std::pair<dev_t, ino_t>, Finished> m_finished;
    Clock::time_point m_nextLook{};
};

} // namespace core::capture
