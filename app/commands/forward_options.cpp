// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/forward_options.h"

#include "core/capture/hep_gate.h"
#include "core/forward/collector_address.h"

#include <algorithm>

namespace app {
namespace {

using core::base::Error;
using core::base::ErrorCode;
using core::base::Result;

void tell(const core::forward::ForwardUrl& url, const core::forward::ConnectionChange& change)
{
    if (change.isConnected)
        note("forwarding " + url.toString());
    if (change.error)
        complain(core::base::describe(*change.error));
}

} // namespace

void addForwardOptions(CLI::App& command, ForwardArguments& arguments)
{
    command
        .add_option("--auth-key-file", arguments.keyFile,
                    "A file with the key that the collector asks for; HEP 3 sends it as it is")
        ->option_text("FILE");
    command
        .add_option("--capture-id", arguments.captureId,
                    "The capture id to send; without it, HEP agents keep theirs and others are 2002")
        ->option_text("N");
    command
        .add_option("--node-name", arguments.nodeName,
                    "The agent's name to send; without it, HEP agents keep theirs")
        ->option_text("NAME");
    command
        .add_option("--tls-ca", arguments.authorityFile,
                    "A PEM file; a collector whose certificate does not come from there gets nothing")
        ->option_text("FILE");
}

Result<Forwarders> openForwarders(const ForwardArguments& arguments,
                                  std::optional<std::chrono::milliseconds> patience)
{
    core::forward::ForwardOptions options;
    options.identity.captureId = arguments.captureId;
    options.identity.nodeName = arguments.nodeName;
    options.authorityFile = arguments.authorityFile;
    options.patience = patience;
    if (!arguments.keyFile.empty()) {
        auto key = core::capture::readHepKey(arguments.keyFile);
        if (!key)
            return key.error();
        options.identity.authenticationKey = std::move(*key);
    }
    Forwarders forwarders;
    for (const std::string& text : arguments.urls) {
        const auto url = core::forward::parseForwardUrl(text);
        if (!url)
            return url.error();
        options.url = *url;
        options.listener = [url = *url](const core::forward::ConnectionChange& change) { tell(url, change); };
        auto forwarder = core::forward::Forwarder::create(options);
        if (!forwarder)
            return forwarder.error();
        forwarders.push_back(std::move(*forwarder));
    }
    return forwarders;
}

std::string withoutOwnPackets(const std::string& captureFilter, const Forwarders& forwarders)
{
    // Ours come first: a filter may end within VLAN tags, where everything is looked for further back.
    std::string filter;
    for (const auto& forwarder : forwarders)
        filter += (filter.empty() ? "not (" : " and not (") + forwarder->captureFilter() + ')';
    if (filter.empty())
        return captureFilter;
    if (!captureFilter.empty())
        filter += " and (" + captureFilter + ')';
    return filter;
}

core::base::Status refuseLoop(const core::capture::HepUrl& listening, const Forwarders& forwarders)
{
    const bool isEveryAddress = std::ranges::all_of(listening.endpoint.address.bytes(),
                                                    [](std::byte b) { return b == std::byte{0}; });
    for (const auto& forwarder : forwarders) {
        const core::forward::ForwardUrl& url = forwarder->url();
        const auto addresses = core::forward::resolve(url);
        const bool isSameKind = isStream(url.protocol) == (listening.transport != core::net::Transport::Udp);
        if (!addresses || !isSameKind || url.port != listening.endpoint.port)
            continue;
        for (const core::forward::CollectorAddress& address : *addresses) {
            const core::net::IpAddress collector = address.endpoint().address;
            const auto local = core::forward::localEndpointTowards(address);
            // Our own address towards ourselves is that address.
            const bool isThisMachine = local && local->address == collector;
            if (collector == listening.endpoint.address || (isEveryAddress && isThisMachine))
                return Error{ErrorCode::OptionInvalid, "--forward " + url.toString(),
                             "this is where --hep listens, so that messages would go round for ever"};
        }
    }
    return {};
}

ExitCode reportForwarded(const Forwarders& forwarders)
{
    ExitCode code = ExitCode::Done;
    for (const auto& forwarder : forwarders) {
        const core::forward::ForwardCounters counters = forwarder->counters();
        note("forwarded " + forwarder->url().toString() + ' ' + counters.toString());
        if (counters.notSentTotal() != 0)
            code = ExitCode::Damaged;
    }
    return code;
}

} // namespace app
