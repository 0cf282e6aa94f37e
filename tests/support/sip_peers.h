// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/peers.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Kamailio and SIPp, as Debian packages them. Tests skip when findProgram() does not find them.
namespace tests::support {

/// A proxy on 127.0.0.1 that reports every message in HEP (tests/data/kamailio/siptrace.cfg).
struct KamailioOptions {
    std::uint16_t port = 0;
    std::uint16_t nextHopPort = 0;
    std::uint16_t hepPort = 0;
    unsigned hepVersion = 3;
};

/// Nothing when it did not begin to listen; its output is in `folder`/kamailio.log.
[[nodiscard]] std::optional<ChildProcess> startKamailio(const KamailioOptions& options,
                                                        const std::filesystem::path& folder);

/// SIPp's built-in server for `calls` calls; writes its messages to `folder`/callee.messages.
[[nodiscard]] std::optional<ChildProcess> startSippServer(std::uint16_t port, unsigned calls,
                                                          const std::filesystem::path& folder);

/// SIPp's built-in client, `calls` calls of 100 ms through the proxy; writes its messages to
/// `folder`/caller.messages. Ends with 0 when every call succeeded.
[[nodiscard]] std::optional<ChildProcess> startSippClient(std::uint16_t port, std::uint16_t proxyPort,
                                                          unsigned calls,
                                                          const std::filesystem::path& folder);

/// One side of a scenario in tests/data/sipp: `scenario`_caller.xml or _callee.xml, for one call.
struct ScenarioSide {
    std::string scenario;
    bool isCaller = true;
    std::uint16_t callerPort = 0;
    std::uint16_t calleePort = 0;
};

/// The callee has to be there first. Ends with 0 when everything came as the scenario says, and by itself
/// after ten seconds when it does not.
[[nodiscard]] std::optional<ChildProcess> startSippScenario(const ScenarioSide& side,
                                                            const std::filesystem::path& folder);

struct SippMessage {
    bool isSent = false;
    std::string bytes;
};

/// Reads what SIPp writes with -trace_msg.
[[nodiscard]] std::vector<SippMessage> parseSippMessages(std::string_view log);

} // namespace tests::support
