// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/capture_source.h"
#include "core/capture/hep_listener.h"

#include <chrono>
#include <cstddef>

namespace core::capture {

/// What one sender may take up, so that it does not take it from others.
struct HepStreamLimits {
    std::size_t connections = 256;
    std::size_t connectionsPerSender = 64;
    /// From connecting to the end of the TLS handshake and the first packet.
    std::chrono::milliseconds firstPacket{30'000};
    /// Between two parts of a packet.
    std::chrono::milliseconds restOfPacket{30'000};
    /// Between packets. Agents of quiet servers keep their connection for long.
    std::chrono::milliseconds idle{3'600'000};
    /// Bytes that are no HEP, without a packet between them.
    std::size_t garbage = 1U << 20U;
};

/// Listens for HEP version 3 over TCP or TLS. Every packet that the admission lets in becomes a frame, and so
/// do bytes between packets: whoever decodes them says what they were. When the sink has no room, it stops
/// reading, and the agents wait. All connections are served on one thread, a part at a time; together they
/// take at most HepStreamLimits::connections times 200 KiB.
class HepStreamSource : public CaptureSource {
public:
    explicit HepStreamSource(HepListenerOptions options, HepStreamLimits limits = {});

    [[nodiscard]] bool isLive() const override { return true; }

    [[nodiscard]] bool canWait() const override { return true; }

    /// Errors: AddressInUse, AddressUnavailable, PortNotPermitted with the URL as subject;
    /// CertificateUnusable, FileNotFound, FileNotReadable with the file; those of ownTlsFiles(); IoFailed.
    base::Status run(std::stop_token stop, FrameSink& sink) override;

private:
    HepListenerOptions m_options;
    HepStreamLimits m_limits;
};

/// Whether we could listen there now, over TCP or TLS. Errors: AddressInUse, AddressUnavailable,
/// PortNotPermitted, IoFailed.
base::Status checkHepStreamUrl(const HepUrl& url);

} // namespace core::capture
