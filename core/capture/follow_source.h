// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/capture_source.h"

#include <string>

namespace core::capture {

/// What another program writes while we read:
///  - a capture file that grows (pcap, pcapng, compressed or not): from its beginning, and on until stopped.
///  When
///    it is emptied or replaced under its name (rotation), the old one is read to its end, then the new one;
///  - a folder of such files: all of them in order of time and name, the newest followed, the next one opened
///    when it appears (and has begun as captures do);
///  - a named pipe: one writer after the other.
/// Damage in a file is a warning, and the next file goes on.
class FollowSource final : public CaptureSource {
public:
    explicit FollowSource(std::string path) : m_path(std::move(path)) {}

    [[nodiscard]] bool isLive() const override { return true; }

    /// What was not read yet lies in the file.
    [[nodiscard]] bool canWait() const override { return true; }

    /// Errors, with the path as subject: FileNotFound, FileNotReadable, IoFailed, NotACapture (not within a
    /// folder, where other files are passed over).
    base::Status run(std::stop_token stop, FrameSink& sink) override;

private:
    std::string m_path;
};

} // namespace core::capture
