// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/capture_file_reader.h"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <sys/mman.h>
#include <unistd.h>

using namespace core;
using capture::CaptureFileReader;

namespace {

void require(bool isTrue)
{
    if (!isTrue)
        std::abort();
}

/// A file in memory that has a path.
class MemoryFile {
public:
    MemoryFile()
        : m_file(memfd_create("capture", MFD_CLOEXEC)),
          m_path("/proc/self/fd/" + std::to_string(m_file.get()))
    {
    }

    [[nodiscard]] bool assign(const std::uint8_t* data, std::size_t size)
    {
        return ftruncate(m_file.get(), 0) == 0 &&
               pwrite(m_file.get(), data, size, 0) == static_cast<ssize_t>(size);
    }

    [[nodiscard]] const std::string& path() const { return m_path; }

private:
    base::FileDescriptor m_file;
    std::string m_path;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static MemoryFile file;
    if (!file.assign(data, size))
        return 0;
    int interfaces = 0;
    const auto announce = [&](const std::string&, net::LinkType) { return base::SourceId{++interfaces}; };
    auto reader = CaptureFileReader::open(file.path(), announce);
    require(reader.has_value() == capture::probeCapture(file.path()).has_value());
    if (!reader)
        return 0;
    for (;;) {
        const auto batch = (*reader)->next({});
        require(batch.has_value());
        if (batch->frames.empty())
            break;
        require(batch->frames.size() <= CaptureFileReader::batchFrames);
        require(batch->bytes.size() <= CaptureFileReader::maximumPacket + (std::size_t{2} << 20U));
        for (const net::FrameHeader& frame : batch->frames) {
            require(std::size_t{frame.offset} + frame.length <= batch->bytes.size());
            require(frame.originalLength >= frame.length);
            require(frame.source.value >= 1 && frame.source.value <= interfaces);
            require(static_cast<std::uint32_t>(frame.link) <= 0xffff);
        }
    }
    require((*reader)->next({})->frames.empty());
    return 0;
}
