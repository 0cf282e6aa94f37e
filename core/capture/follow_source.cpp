// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/follow_source.h"

#include "core/capture/capture_file_reader.h"
#include "core/capture/followed_files.h"
#include "core/capture/pcap_reader.h"
#include "core/capture/stream_delivery.h"

#include <cerrno>
#include <functional>
#include <optional>
#include <sys/stat.h>
#include <thread>
#include <utility>

namespace core::capture {
namespace {

using base::ErrorCode;
using base::Status;

constexpr std::chrono::milliseconds waitInterval{50};

/// Not the end of following: the next file may do.
bool isDamage(ErrorCode code)
{
    return code == ErrorCode::CaptureTruncated || code == ErrorCode::CaptureCorrupt ||
           code == ErrorCode::CompressionUnsupported;
}

/// One run of a FollowSource.
class Follower {
public:
    Follower(const std::string& path, const std::stop_token& stop, FrameSink& sink)
        : m_path(path), m_passOn(stop, [this] { m_ending.request_stop(); }), m_files(path),
          m_delivery(sink, {SourceKind::Follow, path, {}, net::LinkType::Ethernet})
    {
    }

    Status followFolder()
    {
        m_isFolder = true;
        while (!isStopped()) {
            const auto path = m_files.next();
            const Status followed = path ? follow(path->string()) : Status{};
            if (path && followed)
                continue;
            const bool isWorthAWord = !followed && followed.error().code != ErrorCode::FileNotFound &&
                                      followed.error().code != ErrorCode::NotACapture;
            if (isWorthAWord)
                m_delivery.warn(followed.error());
            wait();
        }
        return end({});
    }

    Status followFile()
    {
        while (!isStopped()) {
            const Status followed = follow(m_path);
            if (followed)
                continue;
            // Between two files of a rotation there may be none, or one that has not begun.
            const ErrorCode code = followed.error().code;
            const bool mayComeBack =
                code == ErrorCode::FileNotFound || (code == ErrorCode::NotACapture && m_wasCutShort);
            if (isDamage(code))
                m_delivery.warn(followed.error());
            else if (!mayComeBack)
                return end(followed);
            do
                wait();
            while (isDamage(code) && !m_wasCutShort && isStillThere() && !isStopped());
        }
        return end({});
    }

private:
    [[nodiscard]] bool isStopped() const { return m_ending.stop_requested(); }

    /// Reads one file until it is over: ended, emptied, replaced, or succeeded by another of the folder.
    Status follow(const std::string& path)
    {
        m_wasCutShort = false;
        m_identity.reset();
        std::uint64_t size = 0;
        const Status status = read(path, size);
        if (m_isFolder && !m_identity)
            m_identity = FileIdentity::of(path);
        if (m_isFolder && m_identity)
            m_files.finish(path, *m_identity, size);
        if (!status && status.error().code == ErrorCode::Cancelled)
            return {};
        return status;
    }

    /// The damaged file, whose rest makes no sense; only another one in its place does.
    [[nodiscard]] bool isStillThere() const
    {
        const auto now = FileIdentity::of(m_path);
        return m_identity && now && m_identity->isContinuedBy(*now);
    }

    Status read(const std::string& path, std::uint64_t& size)
    {
        const std::stop_token stop = m_ending.get_token();
        const auto isOver = [this, &path](const InputStream& input) { return isFileOver(path, input); };
        const auto idle = [this] { tick(); };
        auto input = InputStream::open(path, stop, {idle, isOver});
        if (!input)
            return input.error();
        m_identity = FileIdentity::of(input->descriptor());
        if (m_isFolder && m_identity)
            m_files.finish(path, *m_identity, 0);
        m_wasCutShort = m_wasCutShort || input->position() == 0; // a pipe that was closed at once
        const auto reader = CaptureFileReader::open(
            path, std::move(*input),
            [this](const std::string& interface, net::LinkType link) {
                return m_delivery.announce(interface, link);
            },
            stop);
        if (!reader)
            return reader.error();
        for (;;) {
            auto batch = (*reader)->next(stop);
            size = (*reader)->input().position();
            if (!batch)
                return batch.error();
            if (batch->frames.empty())
                break;
            m_delivery.take(std::move(*batch));
            tick();
        }
        return (*reader)->damage() ? Status{*(*reader)->damage()} : Status{};
    }

    /// Asked at the end of the file again and again.
    bool isFileOver(const std::string& path, const InputStream& input)
    {
        auto now = FileIdentity::of(input.descriptor());

        struct stat opened {};

        struct stat named {};

        if (!now || ::fstat(input.descriptor(), &opened) != 0)
            return true;
        const bool isEmptied = std::cmp_less(opened.st_size, input.position()) ||
                               (m_identity && !m_identity->isContinuedBy(*now));
        // Renamed without a successor: its writer may still have it open.
        const bool isReplaced = !m_isFolder && ::stat(path.c_str(), &named) == 0 &&
                                std::pair{named.st_dev, named.st_ino} != now->node;
        if (!isEmptied)
            m_identity = std::move(now);
        m_wasCutShort = isEmptied || isReplaced;
        return m_wasCutShort || (m_isFolder && m_files.next());
    }

    void tick()
    {
        if (!m_delivery.tick())
            m_ending.request_stop();
    }

    void wait()
    {
        tick();
        std::this_thread::sleep_for(waitInterval);
    }

    Status end(Status status)
    {
        m_delivery.finish();
        return status;
    }

    const std::string& m_path;
    std::stop_source m_ending; // by request, or because the sink wants no more
    std::stop_callback<std::function<void()>> m_passOn;
    FollowedFiles m_files;
    StreamDelivery m_delivery;
    std::optional<FileIdentity> m_identity;
    bool m_isFolder = false;
    bool m_wasCutShort = false;
};

} // namespace

Status FollowSource::run(std::stop_token stop, FrameSink& sink)
{
    struct stat status {};

    if (::stat(m_path.c_str(), &status) != 0)
        return base::errnoError(errno, m_path);
    if (S_ISREG(status.st_mode) && std::cmp_greater_equal(status.st_size, PcapReader::fileHeaderSize)) {
        if (const auto format = probeCapture(m_path); !format)
            return format.error();
    }
    Follower follower{m_path, stop, sink};
    sink.ready({}, "following " + m_path);
    return S_ISDIR(status.st_mode) ? follower.followFolder() : follower.followFile();
}

} // namespace core::capture
