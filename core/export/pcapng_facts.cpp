// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/pcapng_facts.h"

#include "core/net/agent_comment.h"

#include <map>
#include <set>
#include <string_view>

namespace core::exporting {
namespace {

std::string hexOf(std::span<const std::byte> bytes)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(2 * bytes.size());
    for (const std::byte byte : bytes) {
        const auto value = std::to_integer<std::size_t>(byte);
        text += {digits[value >> 4U], digits[value & 0xFU]};
    }
    return text;
}

/// Every computer calls itself so.
bool isLoopback(const net::IpAddress& address)
{
    constexpr std::byte loopbackNetwork{127};
    static const auto ipv6Loopback = net::IpAddress::parse("::1");
    return address.isIpv6() ? address == *ipv6Loopback : address.bytes().front() == loopbackNetwork;
}

} // namespace

base::Result<std::vector<session::HostName>> namesFor(const Job& job, const CapturePlan& plan)
{
    base::Result<std::vector<session::HostName>> known = job.reader.hostNames();
    if (!known)
        return known;
    std::erase_if(*known,
                  [&](const session::HostName& host) { return !plan.addresses.contains(host.address); });
    const base::Result<std::vector<session::AgentSummary>> agents = job.reader.agents();
    if (!agents)
        return agents.error();
    std::map<net::IpAddress, std::set<std::string>> candidates;
    for (const session::AgentSummary& agent : *agents) {
        const auto address = net::IpAddress::parse(agent.address);
        if (address && !isLoopback(*address) && !agent.name.empty() && plan.addresses.contains(*address))
            candidates[*address].insert(agent.name);
    }
    for (const session::HostName& host : *known)
        candidates.erase(host.address);
    for (const auto& [address, names] : candidates) {
        if (names.size() == 1)
            known->push_back({address, *names.begin()});
    }
    return known;
}

base::Result<std::string> keyLogFor(const Job& job, const CapturePlan& plan)
{
    std::string text;
    if (plan.tlsConnections.empty())
        return text;
    const base::Result<std::vector<session::TlsSecretRow>> secrets = job.reader.tlsSecrets();
    if (!secrets)
        return secrets.error();
    for (const session::TlsSecretRow& secret : *secrets) {
        const std::string random = hexOf(secret.clientRandom);
        if (plan.tlsConnections.contains(random))
            text += secret.label + ' ' + random + ' ' + hexOf(secret.secret) + '\n';
    }
    return text;
}

std::string agentComment(const call::MessageRecord& message)
{
    return net::AgentComment{message.agentId, message.agentName, message.correlationId}.text();
}

} // namespace core::exporting
