// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/forward_link.h"

#include "core/capture/hep_gate.h"

#include <algorithm>
#include <utility>

namespace ui::session {

using core::base::Result;
using core::forward::Forwarder;

Result<ForwardLink> ForwardLink::open(const ForwardRequest& request)
{
    core::forward::ForwardOptions options;
    auto url = core::forward::parseForwardUrl(request.url);
    if (!url)
        return url.error();
    options.url = std::move(*url);
    options.identity.captureId = request.captureId;
    if (!request.keyFile.empty()) {
        auto key = core::capture::readHepKey(request.keyFile);
        if (!key)
            return key.error();
        options.identity.authenticationKey = std::move(*key);
    }
    auto connection = std::make_shared<Connection>();
    options.listener = [connection](const core::forward::ConnectionChange& change) {
        const std::lock_guard lock{connection->mutex};
        connection->last = change;
    };
    auto forwarder = Forwarder::create(std::move(options));
    if (!forwarder)
        return forwarder.error();
    return ForwardLink{std::move(connection), std::shared_ptr<Forwarder>{std::move(*forwarder)}};
}

ForwardProgress ForwardLink::progress() const
{
    const core::forward::ForwardCounters counters = m_forwarder->counters();
    ForwardProgress progress;
    progress.url = m_forwarder->url().toString();
    progress.sent = counters.sent;
    progress.notSent = counters.notSentTotal();
    progress.waiting = counters.taken - std::min(counters.taken, progress.sent + progress.notSent);
    for (std::size_t i = 0; i < counters.notSent.size(); ++i) {
        if (counters.notSent[i] > 0)
            progress.reasons.push_back(
                {std::string{name(static_cast<core::forward::NotSent>(i))}, counters.notSent[i]});
    }
    progress.isStream = core::forward::isStream(m_forwarder->url().protocol);
    const std::lock_guard lock{m_connection->mutex};
    progress.isConnected = m_connection->last.isConnected;
    progress.error = m_connection->last.error;
    return progress;
}

} // namespace ui::session
