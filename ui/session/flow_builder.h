// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/session_loader.h"

#include <span>

namespace ui::session {

/// Reads the messages of calls, and their RTP streams if `media` says so, and lays them out in one picture.
/// At most `most` messages, the first ones. Loader thread.
[[nodiscard]] core::base::Result<LoadedFlow> buildFlow(core::session::SessionReader& reader,
                                                       std::span<const core::base::CallKey> calls,
                                                       core::flow::Media media, std::size_t most,
                                                       const std::stop_token& stop);

/// The calls that belong together with a call. Thread of the table.
[[nodiscard]] core::base::Result<LoadedLegs>
findLegsOf(core::session::SessionTable& table, core::base::CallKey call, const std::stop_token& stop);

/// One message with its bytes and the name of its source. Loader thread.
[[nodiscard]] core::base::Result<LoadedMessage> readMessage(core::session::SessionReader& reader,
                                                            core::base::MessageId id);

} // namespace ui::session
