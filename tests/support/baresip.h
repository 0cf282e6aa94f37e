// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/peers.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

// baresip, as Debian packages it: phones with real RTP and RTCP. Tests skip when findProgram() does not find
// it.
namespace tests::support {

/// A phone of 127.0.0.1 that speaks a tone in PCMA and sends an RTCP report every five seconds.
struct BaresipOptions {
    std::string user;
    std::uint16_t sipPort = 0;
    /// The first of a hundred.
    std::uint16_t mediaPort = 0;
    /// Whom it calls as soon as it runs; empty: it answers.
    std::string callee;
    /// How long it runs; a call that lasts is ended then.
    std::chrono::seconds span{};
};

/// Writes its configuration to a folder in `folder`. Nothing when it does not begin to listen; its output is
/// in `folder`/USER.log. Ends with 0.
[[nodiscard]] std::optional<ChildProcess> startBaresip(const BaresipOptions& options,
                                                       const std::filesystem::path& folder);

} // namespace tests::support
