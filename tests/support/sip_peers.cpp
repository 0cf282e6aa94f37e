// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/sip_peers.h"

#include "core/base/ascii.h"

#include <algorithm>
#include <array>

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

} // namespace

std::optional<ChildProcess> startKamailio(const KamailioOptions& options, const std::filesystem::path& folder)
{
    const auto program = findProgram("kamailio");
    if (!program)
        return std::nullopt;
    auto process = ChildProcess::start(
        {program->string(), "-DD", "-E", "-Y", folder.string(), "-P", (folder / "kamailio.pid").string(),
         "-f", RHAPSODE_TEST_DATA "/kamailio/siptrace.cfg", "-l",
         "udp:127.0.0.1:" + std::to_string(options.port), "-A", "NEXT_HOP=" + quotedUri(options.nextHopPort),
         "-A", "HEP_DESTINATION=" + quotedUri(options.hepPort), "-A",
         "HEP_VERSION=" + std::to_string(options.hepVersion)},
        folder, folder / "kamailio.log");
    if (!process || !waitForUdpPort(options.port))
        return std::nullopt;
    return process;
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

std::optional<ChildProcess> startSippScenario(const ScenarioSide& side, const std::filesystem::path& folder)
{
    const std::string name = side.isCaller ? "caller" : "callee";
    const std::uint16_t port = side.isCaller ? side.callerPort : side.calleePort;
    std::vector<std::string> arguments{
        "-sf", RHAPSODE_TEST_DATA "/sipp/" + side.scenario + '_' + name + ".xml", "-timeout", "10s"};
    if (side.isCaller) {
        arguments.push_back("127.0.0.1:" + std::to_string(side.calleePort));
    } else {
        const std::array<std::string, 3> key{"-key", "caller_port", std::to_string(side.callerPort)};
        arguments.insert(arguments.end(), key.begin(), key.end());
    }
    auto process = startSipp(std::move(arguments), name, port, 1, folder);
    if (!process || (!side.isCaller && !waitForUdpPort(port)))
        return std::nullopt;
    return process;
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
