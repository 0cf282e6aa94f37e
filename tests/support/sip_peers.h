// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/peers.h"

#include <cstdint>
#include <filesystem>
#include <map>
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

/// A proxy on 127.0.0.1 that sends each call to two servers at once, stays in its way, and reports every
/// message in HEP 3 as agent 78 (tests/data/kamailio/fork.cfg).
struct ForkOptions {
    std::uint16_t port = 0;
    std::uint16_t firstHopPort = 0;
    std::uint16_t secondHopPort = 0;
    std::uint16_t hepPort = 0;
};

[[nodiscard]] std::optional<ChildProcess> startForkingKamailio(const ForkOptions& options,
                                                               const std::filesystem::path& folder);

/// A proxy on 127.0.0.1 that has rtpengine relay the media of its calls (tests/data/kamailio/rtpengine.cfg).
struct MediaProxyOptions {
    std::uint16_t port = 0;
    std::uint16_t nextHopPort = 0;
    /// Where rtpengine takes orders.
    std::uint16_t controlPort = 0;
};

[[nodiscard]] std::optional<ChildProcess> startMediaProxy(const MediaProxyOptions& options,
                                                          const std::filesystem::path& folder);

/// SIPp's built-in server for `calls` calls; writes its messages to `folder`/callee.messages.
[[nodiscard]] std::optional<ChildProcess> startSippServer(std::uint16_t port, unsigned calls,
                                                          const std::filesystem::path& folder);

/// SIPp's built-in client, `calls` calls of 100 ms through the proxy; writes its messages to
/// `folder`/caller.messages. Ends with 0 when every call succeeded.
[[nodiscard]] std::optional<ChildProcess> startSippClient(std::uint16_t port, std::uint16_t proxyPort,
                                                          unsigned calls,
                                                          const std::filesystem::path& folder);

/// One party of a scenario in tests/data/sipp, for one call: `scenario`_`role`.xml.
struct SippParty {
    std::string scenario;
    /// "caller" calls "callee"; the others wait.
    std::string role;
    /// Of all roles, itself included. The scenario knows them as [caller_port] and so on.
    std::map<std::string, std::uint16_t> ports;
    /// Where the caller sends its first request; 0: to the callee.
    std::uint16_t proxyPort = 0;
};

/// The caller comes last. Ends with 0 when everything came as the scenario says, and by itself after ten
/// seconds when it does not. Its Call-ID begins with the name of the scenario and has no '@'.
[[nodiscard]] std::optional<ChildProcess> startSippParty(const SippParty& party,
                                                         const std::filesystem::path& folder);

/// The four parties of SIPp's built-in third party call control (RFC 3725, flow I): a controller in two
/// halves, and the two whom it calls.
struct ThirdPartyControl {
    std::uint16_t firstHalf = 0;
    std::uint16_t secondHalf = 0;
    std::uint16_t first = 0;
    std::uint16_t second = 0;
    /// TCP, between the halves.
    std::uint16_t control = 0;
};

/// The two halves come last; they end with 0 when both calls succeeded.
[[nodiscard]] std::vector<ChildProcess> startThirdPartyControl(const ThirdPartyControl& ports,
                                                               const std::filesystem::path& folder);

struct SippMessage {
    bool isSent = false;
    std::string bytes;
};

/// Reads what SIPp writes with -trace_msg.
[[nodiscard]] std::vector<SippMessage> parseSippMessages(std::string_view log);

} // namespace tests::support
