// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/rtpengine.h"

#include <string>

namespace tests::support {

std::optional<ChildProcess> startRtpengine(const RtpengineOptions& options,
                                           const std::filesystem::path& folder)
{
    const auto program = findProgram("rtpengine");
    if (!program)
        return std::nullopt;
    const std::string address = "127.0.0.1:";
    auto process =
        ChildProcess::start({program->string(), "--foreground", "--table=-1", "--interface=127.0.0.1",
                             "--listen-ng=" + address + std::to_string(options.controlPort),
                             "--port-min=" + std::to_string(options.mediaPort),
                             "--port-max=" + std::to_string(options.mediaPort + 99),
                             "--homer=" + address + std::to_string(options.hepPort), "--homer-protocol=udp",
                             "--homer-id=2003", "--log-stderr"},
                            folder, folder / "rtpengine.log");
    if (!process || !waitForUdpPort(options.controlPort))
        return std::nullopt;
    return process;
}

} // namespace tests::support
