// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/sip_peers.h"

#include "core/base/ascii.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace tests::support {
namespace {

std::string quotedUri(std::uint16_t port)
{
    return "\"sip:127.0.0.1:" + std::to_string(port) + '"';
}

std::optional<ChildProcess> startSipp(std::vector<std::string> arguments, const std::string& name,
                                      std::uint16_t port, unsigned calls, const std::filesystem::path& folder)
{
    const auto program = findProgram("sipp");
    if (!program)
        return std::nullopt;
    std::vector<std::string> command{program->string()};
    command.insert(command.end(), arguments.begin(), arguments.end());
    const std::vector<std::string> common{"-i",
                                          "127.0.0.1",
                                          "-p",
                                          std::to_string(port),
                                          "-m",
                                          std::to_string(calls),
                                          "-nostdin",
                                          "-deadcall_wait",
                                          "0",
                                          "-trace_msg",
                                          "-message_file",
                                          name + ".messages"};
    command.insert(command.end(), common.begin(), common.end());
    return ChildProcess::start(command, folder, folder / (name + ".log"));
}

/// With tests/data/kamailio/`config`.cfg.
std::optional<ChildProcess> startKamailioAs(const std::string& config, std::uint16_t port,
                                            const std::vector<std::string>& definitions,
                                            const std::filesystem::path& folder)
{
    const auto program = findProgram("kamailio");
    if (!program)
        return std::nullopt;
    std::vector<std::string> command{program->string(),
                                     "-DD",
                                     "-E",
                                     "-Y",
                                     folder.string(),
                                     "-P",
                                     (folder / "kamailio.pid").string(),
                                     "-f",
                                     RHAPSODE_TEST_DATA "/kamailio/" + config + ".cfg",
                                     "-l",
                                     "udp:127.0.0.1:" + std::to_string(port)};
    for (const std::string& definition : definitions)
        command.insert(command.end(), {"-A", definition});
    auto process = ChildProcess::start(command, folder, folder / "kamailio.log");
    if (!process || !waitForUdpPort(port))
        return std::nullopt;
    return process;
}

} // namespace

std::optional<ChildProcess> startKamailio(const KamailioOptions& options, const std::filesystem::path& folder)
{
    return startKamailioAs("siptrace", options.port,
                           {"NEXT_HOP=" + quotedUri(options.nextHopPort),
                            "HEP_DESTINATION=" + quotedUri(options.hepPort),
                            "HEP_VERSION=" + std::to_string(options.hepVersion)},
                           folder);
}

std::optional<ChildProcess> startForkingKamailio(const ForkOptions& options,
                                                 const std::filesystem::path& folder)
{
    return startKamailioAs("fork", options.port,
                           {"FIRST_HOP=" + quotedUri(options.firstHopPort),
                            "SECOND_HOP=" + quotedUri(options.secondHopPort),
                            "HEP_DESTINATION=" + quotedUri(options.hepPort)},
                           folder);
}

std::optional<ChildProcess> startMediaProxy(const MediaProxyOptions& options,
                                            const std::filesystem::path& folder)
{
    return startKamailioAs("rtpengine", options.port,
                           {"NEXT_HOP=" + quotedUri(options.nextHopPort),
                            "RTPENGINE=\"udp:127.0.0.1:" + std::to_string(options.controlPort) + '"'},
                           folder);
}

std::optional<ChildProcess> startSippServer(std::uint16_t port, unsigned calls,
                                            const std::filesystem::path& folder)
{
    auto process = startSipp({"-sn", "uas"}, "callee", port, calls, folder);
    if (!process || !waitForUdpPort(port))
        return std::nullopt;
    return process;
}

std::optional<ChildProcess> startSippClient(std::uint16_t port, std::uint16_t proxyPort, unsigned calls,
                                            const std::filesystem::path& folder)
{
    return startSipp({"-sn", "uac", "127.0.0.1:" + std::to_string(proxyPort), "-r", "10", "-d", "100"},
                     "caller", port, calls, folder);
}

std::optional<ChildProcess> startSippParty(const SippParty& party, const std::filesystem::path& folder)
{
    const bool isCaller = party.role == "caller";
    const std::uint16_t port = party.ports.at(party.role);
    std::vector<std::string> arguments{
        "-sf",      RHAPSODE_TEST_DATA "/sipp/" + party.scenario + '_' + party.role + ".xml",
        "-timeout", "10s",
        "-cid_str", party.scenario + "-%u-%p"};
    if (isCaller)
        arguments.push_back(
            "127.0.0.1:" + std::to_string(party.proxyPort != 0 ? party.proxyPort : party.ports.at("callee")));
    for (const auto& [role, number] : party.ports)
        arguments.insert(arguments.end(), {"-key", role + "_port", std::to_string(number)});
    auto process = startSipp(std::move(arguments), party.role, port, 1, folder);
    if (!process || (!isCaller && !waitForUdpPort(port)))
        return std::nullopt;
    return process;
}

std::vector<ChildProcess> startThirdPartyControl(const ThirdPartyControl& ports,
                                                 const std::filesystem::path& folder)
{
    const std::string control = "127.0.0.1:" + std::to_string(ports.control);
    const auto half = [&](const char* scenario, std::uint16_t called) {
        return std::vector<std::string>{
            "-sn", scenario, "-timeout", "10s", "127.0.0.1:" + std::to_string(called), "-3pcc", control};
    };
    const std::array parties{
        std::tuple{std::vector<std::string>{"-sn", "3pcc-A", "-timeout", "10s"}, "first", ports.first},
        std::tuple{std::vector<std::string>{"-sn", "3pcc-B", "-timeout", "10s"}, "second", ports.second},
        std::tuple{half("3pcc-C-B", ports.second), "second_half", ports.secondHalf},
        std::tuple{half("3pcc-C-A", ports.first), "first_half", ports.firstHalf}};
    std::vector<ChildProcess> processes;
    for (const auto& [arguments, name, port] : parties) {
        auto process = startSipp(arguments, name, port, 1, folder);
        if (!process || !waitForUdpPort(port))
            return {};
        processes.push_back(std::move(*process));
    }
    return processes;
}

/// "UDP message sent (514 bytes):" or "UDP message received [319] bytes :", an empty line, the message.
std::vector<SippMessage> parseSippMessages(std::string_view log)
{
    constexpr std::string_view sent = " message sent (";
    constexpr std::string_view received = " message received [";
    constexpr std::string_view headEnd = ":\n\n";
    std::vector<SippMessage> messages;
    for (;;) {
        const std::size_t nextSent = log.find(sent);
        const std::size_t nextReceived = log.find(received);
        const bool isSent = nextSent < nextReceived;
        const std::size_t mark = isSent ? nextSent + sent.size() : nextReceived + received.size();
        if (nextSent == log.npos && nextReceived == log.npos)
            return messages;
        const auto size = core::base::parseDecimal<std::size_t>(
            log.substr(mark, log.find_first_not_of("0123456789", mark) - mark));
        const std::size_t begin = log.find(headEnd, mark);
        if (!size || begin == log.npos)
            return messages;
        messages.push_back({isSent, std::string{log.substr(begin + headEnd.size(), *size)}});
        log.remove_prefix(std::min(begin + headEnd.size() + *size, log.size()));
    }
}

} // namespace tests::support
