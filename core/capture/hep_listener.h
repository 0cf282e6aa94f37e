// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/hep_gate.h"
#include "core/capture/hep_url.h"
#include "core/capture/tls_files.h"

#include <memory>
#include <optional>

namespace core::capture {

struct HepListenerOptions {
    HepUrl url;
    HepAdmission admission;
    /// For hep+tls; without, a certificate of our own (ownTlsFiles).
    std::optional<TlsFiles> tls;
};

/// The source for the URL's transport: HepSource for UDP, HepStreamSource for TCP and TLS.
[[nodiscard]] std::unique_ptr<CaptureSource> makeHepListener(HepListenerOptions options);

} // namespace core::capture
