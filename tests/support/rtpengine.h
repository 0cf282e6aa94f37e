// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/peers.h"

#include <cstdint>
#include <filesystem>
#include <optional>

namespace tests::support {

/// rtpengine, as Debian packages it: a relay of RTP on 127.0.0.1 that needs no kernel module, and reports the
/// RTCP that it relays in HEP 3 as agent 2003, in JSON. Tests skip when findProgram() does not find it.
struct RtpengineOptions {
    /// UDP, for the proxy that asks it to relay.
    std::uint16_t controlPort = 0;
    /// The first of a hundred.
    std::uint16_t mediaPort = 0;
    std::uint16_t hepPort = 0;
};

/// Nothing when it does not begin to listen; its output is in `folder`/rtpengine.log. It gives up its reports
/// when nobody takes the first one.
[[nodiscard]] std::optional<ChildProcess> startRtpengine(const RtpengineOptions& options,
                                                         const std::filesystem::path& folder);

} // namespace tests::support
