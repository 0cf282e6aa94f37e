// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/interface_list.h"

#include "core/base/file_descriptor.h"
#include "core/capture/pcap_handles.h"
#include "core/capture/sniff_helper.h"

#include <array>
#include <cstring>
#include <filesystem>
#include <netinet/in.h>
#include <optional>
#include <pcap/pcap.h>
#include <sys/socket.h>
#include <system_error>

namespace core::capture {
namespace {

std::optional<net::IpAddress> addressOf(const sockaddr* address)
{
    if (address == nullptr)
        return std::nullopt;
    if (address->sa_family == AF_INET) {
        std::array<std::byte, 4> bytes{};
        std::memcpy(bytes.data(),
                    reinterpret_cast<const std::byte*>(address) + offsetof(sockaddr_in, sin_addr),
                    bytes.size());
        return net::IpAddress::fromIpv4(bytes);
    }
    if (address->sa_family == AF_INET6) {
        std::array<std::byte, 16> bytes{};
        std::memcpy(bytes.data(),
                    reinterpret_cast<const std::byte*>(address) + offsetof(sockaddr_in6, sin6_addr),
                    bytes.size());
        return net::IpAddress::fromIpv6(bytes);
    }
    return std::nullopt;
}

InterfaceDescription describe(const pcap_if& device)
{
    InterfaceDescription result;
    result.name = device.name;
    if (device.description != nullptr)
        result.description = device.description;
    result.isUp = (device.flags & PCAP_IF_UP) != 0;
    result.isRunning = (device.flags & PCAP_IF_RUNNING) != 0;
    result.isLoopback = (device.flags & PCAP_IF_LOOPBACK) != 0;
    result.isWireless = (device.flags & PCAP_IF_WIRELESS) != 0;
    for (const pcap_addr* item = device.addresses; item != nullptr; item = item->next) {
        if (const auto address = addressOf(item->addr))
            result.addresses.push_back(*address);
    }
    return result;
}

} // namespace

base::Result<std::vector<InterfaceDescription>> listInterfaces()
{
    std::array<char, PCAP_ERRBUF_SIZE> message{};
    pcap_if* first = nullptr;
    if (pcap_findalldevs(&first, message.data()) != 0)
        return base::Error{base::ErrorCode::IoFailed, {}, message.data()};
    const PcapDeviceList devices{first};
    std::vector<InterfaceDescription> interfaces;
    for (const pcap_if* device = devices.get(); device != nullptr; device = device->next)
        interfaces.push_back(describe(*device));
    return interfaces;
}

bool isCapturePermitted()
{
    const base::FileDescriptor probe{::socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0)};
    if (probe)
        return true;
    const auto helper = findSniffHelper();
    return helper && helper->isUsable();
}

std::string capturePermissionCommand()
{
    if (const auto helper = findSniffHelper())
        return helper->permissionCommand();
    std::error_code error;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
    return "sudo setcap cap_net_raw,cap_net_admin+eip '" +
           (error ? std::string{"PROGRAM"} : program.string()) + "'";
}

} // namespace core::capture
