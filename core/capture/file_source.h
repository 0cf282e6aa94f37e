// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/capture_source.h"

#include <string>
#include <vector>

namespace core::capture {

/// The frames of one or several capture files (pcap, pcapng, compressed or not; "-" is standard input),
/// merged by time while each file keeps its own order. Every file is looked at before the first frame is
/// handed on, so a wrong path is an error before anything happened. Times are those of the files: arrival =
/// capture.
///
/// run() fails with the errors of CaptureFileReader::open, and with IoFailed when reading breaks off.
/// Damage within a file is a warning, and the other files go on. Neither is a request to stop an error.
class FileSource final : public CaptureSource {
public:
    explicit FileSource(std::vector<std::string> paths) : m_paths(std::move(paths)) {}

    [[nodiscard]] bool isLive() const override { return false; }

    base::Status run(std::stop_token stop, FrameSink& sink) override;

private:
    std::vector<std::string> m_paths;
};

} // namespace core::capture
