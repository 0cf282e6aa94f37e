// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/capture/hep_url.h"
#include "core/forward/forwarder.h"

#include <memory>
#include <string>
#include <vector>

namespace core::engine {

using Forwarders = std::vector<std::shared_ptr<forward::Forwarder>>;

// A capture that forwards must not capture what it forwards, or messages would go round for ever.

/// `captureFilter` (BPF; empty takes everything), less what the forwarders send themselves.
[[nodiscard]] std::string withoutOwnPackets(const std::string& captureFilter, const Forwarders& forwarders);

/// OptionInvalid, with the forwarder's URL as subject, when it would send to the HEP listener at `listening`,
/// and thus to itself. May ask name servers.
[[nodiscard]] base::Status refuseLoop(const capture::HepUrl& listening, const Forwarders& forwarders);

} // namespace core::engine
