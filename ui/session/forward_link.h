// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/forward/forwarder.h"
#include "ui/session/forward_choice.h"
#include "ui/session/run_progress.h"

#include <memory>
#include <mutex>

namespace ui::session {

/// The forwarder of a capture, with what is known of its connection. Any thread.
class ForwardLink {
public:
    /// Reads the key file and asks name servers: not for the GUI thread. Errors: UrlInvalid, those of
    /// core::capture::readHepKey() and core::forward::Forwarder::create().
    [[nodiscard]] static core::base::Result<ForwardLink> open(const ForwardRequest& request);

    [[nodiscard]] const std::shared_ptr<core::forward::Forwarder>& forwarder() const { return m_forwarder; }

    [[nodiscard]] ForwardProgress progress() const;

private:
    /// Of its own, because the forwarder's thread tells it.
    struct Connection {
        std::mutex mutex;
        core::forward::ConnectionChange last;
    };

    ForwardLink(std::shared_ptr<Connection> connection, std::shared_ptr<core::forward::Forwarder> forwarder)
        : m_connection(std::move(connection)), m_forwarder(std::move(forwarder))
    {
    }

    std::shared_ptr<Connection> m_connection;
    std::shared_ptr<core::forward::Forwarder> m_forwarder;
};

} // namespace ui::session
