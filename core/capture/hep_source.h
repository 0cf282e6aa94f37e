// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/capture_source.h"
#include "core/capture/hep_gate.h"
#include "core/capture/hep_url.h"

#include <cstddef>

namespace core::capture {

/// Listens for HEP over UDP. Every datagram that the admission lets in becomes a frame, HEP or not: whoever
/// decodes it says what it was. Names itself by its URL with the real port, "hep+udp://127.0.0.1:40123".
class HepSource : public CaptureSource {
public:
    /// What is asked of the kernel, so that bursts survive while this thread does not run. With less,
    /// the sink is warned once (ReceiveBufferSmall).
    static constexpr std::size_t receiveBufferBytes = 32U << 20U;

    explicit HepSource(HepUrl url, HepAdmission admission = {});

    [[nodiscard]] bool isLive() const override { return true; }

    /// Errors: AddressInUse, AddressUnavailable, PortNotPermitted with the URL as subject; IoFailed.
    /// After a stop what waits in the socket is still delivered.
    base::Status run(std::stop_token stop, FrameSink& sink) override;

private:
    HepUrl m_url;
    HepAdmission m_admission;
};

} // namespace core::capture
