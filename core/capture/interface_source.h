// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/capture_source.h"

#include <cstddef>
#include <string>

namespace core::capture {

enum class Promiscuity { Off, On };

struct InterfaceOptions {
    /// "eth0", "lo"; "any" is all interfaces at once.
    std::string name{};
    /// A BPF expression; empty takes everything.
    std::string captureFilter{};
    /// On also sees frames for other machines, where the wire carries them.
    Promiscuity promiscuity = Promiscuity::On;
    /// Room in the kernel for frames that this program has not yet taken.
    std::size_t bufferBytes = 64U << 20U;
    /// Bytes kept of each frame; the default keeps everything.
    int snapshotLength = 262'144;
};

/// Captures frames on an interface through libpcap, or through rhapsode-sniff when this program may not.
/// Kernel time stamps in nanoseconds; capture and arrival time are the same. When this program captures
/// itself and the kernel grants clearly less room than was asked for, the sink is warned once
/// (CaptureBufferSmall).
class InterfaceSource : public CaptureSource {
public:
    explicit InterfaceSource(InterfaceOptions options);

    [[nodiscard]] bool isLive() const override { return true; }

    /// Errors, with the interface as subject: InterfaceNotFound, InterfaceDown, CaptureNotPermitted (the
    /// detail is the command that changes it), InterfaceVanished (after everything that had arrived was
    /// delivered), IoFailed. CaptureFilterInvalid has the expression as subject.
    base::Status run(std::stop_token stop, FrameSink& sink) override;

private:
    InterfaceOptions m_options;
};

/// The number that stands in capture files for a link-layer type of libpcap's interface (DLT_): they
/// differ where systems disagree about the DLT_ numbers.
[[nodiscard]] net::LinkType linkTypeOfDlt(int dlt);

} // namespace core::capture
