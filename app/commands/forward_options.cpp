// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/forward_options.h"

#include "core/capture/hep_gate.h"

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
