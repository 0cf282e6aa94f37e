// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/network_namespace.h"

#include <arpa/inet.h>
#include <cstdlib>
#include <linux/if_packet.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

namespace tests::support {
namespace {

constexpr const char* marker = "RHAPSODE_TEST_OWN_NETWORK";

} // namespace

void enterOwnNetwork(char** arguments)
{
    if (isInOwnNetwork() || !runCommand("unshare -Urn ip link set lo up 2>/dev/null"))
        return;
    ::setenv(marker, "1", 1);
    std::vector<char*> command;
    std::string words[] = {"unshare", "-Urn", "sh", "-c", R"(ip link set lo up && exec "$0" "$@")"};
    for (std::string& word : words)
        command.push_back(word.data());
    for (char** argument = arguments; *argument != nullptr; ++argument)
        command.push_back(*argument);
    command.push_back(nullptr);
    ::execvp(command.front(), command.data());
    ::unsetenv(marker);
}

bool isInOwnNetwork()
{
    return ::getenv(marker) != nullptr;
}

bool runCommand(const std::string& line)
{
    return std::system(line.c_str()) == 0;
}

FrameSender::FrameSender(const std::string& interfaceName)
    : m_descriptor(::socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0))
{
    sockaddr_ll address{};
    address.sll_family = AF_PACKET;
    address.sll_protocol = htons(ETH_P_IP);
    address.sll_ifindex = static_cast<int>(::if_nametoindex(interfaceName.c_str()));
    // A failure shows in send().
    (void)::bind(m_descriptor.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address);
}

bool FrameSender::send(std::span<const std::byte> frame) const
{
    return ::send(m_descriptor.get(), frame.data(), frame.size(), 0) == static_cast<ssize_t>(frame.size());
}

} // namespace tests::support
