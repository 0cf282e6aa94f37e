// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <memory>
#include <string>
#include <string_view>

// libpcap's own types, so that its header stays within .cpp files.
struct pcap;
struct pcap_if;
struct bpf_program;

namespace core::capture {

struct PcapCloser {
    void operator()(pcap* handle) const;
};

struct PcapDeviceListFreer {
    void operator()(pcap_if* first) const;
};

struct BpfProgramFreer {
    void operator()(bpf_program* program) const;
};

using PcapHandle = std::unique_ptr<pcap, PcapCloser>;
using PcapDeviceList = std::unique_ptr<pcap_if, PcapDeviceListFreer>;
using BpfProgram = std::unique_ptr<bpf_program, BpfProgramFreer>;

/// Compiles a capture filter for an opened handle. Error: CaptureFilterInvalid with the expression as
/// subject and libpcap's message as detail.
[[nodiscard]] base::Result<BpfProgram> compileCaptureFilter(pcap* handle, const std::string& expression);

/// Whether `expression` is a capture filter, judged for Ethernet: on an interface of another kind some
/// expressions are refused only when the capture starts.
[[nodiscard]] base::Status checkCaptureFilter(const std::string& expression);

} // namespace core::capture
