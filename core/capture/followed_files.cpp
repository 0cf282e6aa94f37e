// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/followed_files.h"

#include "core/base/file_descriptor.h"
#include "core/capture/decompressor.h"
#include "core/capture/pcap_reader.h"
#include "core/capture/pcapng_reader.h"

#include <algorithm>
#include <array>
#include <fcntl.h>
#include <set>
#include <span>
#include <string_view>
#include <sys/stat.h>
#include <system_error>
#include <tuple>
#include <unistd.h>

namespace core::capture {
namespace {

constexpr std::chrono::milliseconds lookInterval{200};

bool beginsLikeCapture(std::string_view head)
{
    const auto start = std::as_bytes(std::span{head.data(), head.size()});
    return PcapReader::recognises(start) || PcapngReader::recognises(start) ||
           (start.size() >= compressionMagicSize && makeDecompressor(start) != nullptr);
}

/// "ring-1.pcap" of "ring-1.pcap.gz".
std::string_view withoutCompression(std::string_view name)
{
    constexpr std::array<std::string_view, 4> suffixes{".gz", ".zst", ".lz4", ".xz"};
    for (const std::string_view suffix : suffixes) {
        if (name.ends_with(suffix))
            return name.substr(0, name.size() - suffix.size());
    }
    return name;
}

} // namespace

std::optional<FileIdentity> FileIdentity::of(int descriptor)
{
    struct stat status {};

    if (::fstat(descriptor, &status) != 0)
        return std::nullopt;
    FileIdentity identity{{status.st_dev, status.st_ino}, std::string(headSize, '\0')};
    const ssize_t got = ::pread(descriptor, identity.head.data(), identity.head.size(), 0);
    identity.head.resize(static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    return identity;
}

std::optional<FileIdentity> FileIdentity::of(const std::filesystem::path& path)
{
    const base::FileDescriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
    return file ? of(file.get()) : std::nullopt;
}

bool FileIdentity::isContinuedBy(const FileIdentity& later) const
{
    return node == later.node && later.head.starts_with(head);
}

std::optional<std::filesystem::path> FollowedFiles::next()
{
    const Clock::time_point now = Clock::now();
    if (now < m_nextLook)
        return std::nullopt;
    m_nextLook = now + lookInterval;

    using Candidate = std::tuple<std::filesystem::file_time_type, std::string, std::filesystem::path>;
    std::optional<Candidate> oldest;
    std::set<std::pair<dev_t, ino_t>> present;
    std::error_code problem;
    for (std::filesystem::directory_iterator entry{m_folder, problem}, end; !problem && entry != end;
         entry.increment(problem)) {
        struct stat status {};

        const std::string name = entry->path().filename().string();
        if (name.starts_with('.') || ::stat(entry->path().c_str(), &status) != 0 || !S_ISREG(status.st_mode))
            continue;
        present.emplace(status.st_dev, status.st_ino);
        std::error_code unknown;
        Candidate candidate{entry->last_write_time(unknown), name, entry->path()};
        if (unknown || (oldest && *oldest < candidate) ||
            isFinished(entry->path(), static_cast<std::uint64_t>(status.st_size)))
            continue;
        oldest = std::move(candidate);
    }
    std::erase_if(m_finished, [&](const auto& file) { return !present.contains(file.first); });
    if (!oldest)
        return std::nullopt;
    m_nextLook = now; // there may be more behind it
    return std::get<2>(*oldest);
}

/// Nothing that we could read now: read before, or not (yet) a capture.
bool FollowedFiles::isFinished(const std::filesystem::path& path, std::uint64_t size)
{
    const auto identity = FileIdentity::of(path);
    if (!identity || !beginsLikeCapture(identity->head))
        return true;
    const auto known = m_finished.find(identity->node);
    if (known != m_finished.end())
        return size >= known->second.size && identity->head.starts_with(known->second.head);
    const std::string name = path.filename().string();
    const std::string_view plainName = withoutCompression(name);
    return plainName.size() != name.size() &&
           std::any_of(m_finished.begin(), m_finished.end(),
                       [&](const auto& file) { return file.second.name == plainName; });
}

void FollowedFiles::finish(const std::filesystem::path& path, const FileIdentity& identity,
                           std::uint64_t size)
{
    m_finished[identity.node] = {path.filename().string(), identity.head, size};
}

} // namespace core::capture
