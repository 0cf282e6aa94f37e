// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/pcap_handles.h"

#include <pcap/pcap.h>

namespace core::capture {

void PcapCloser::operator()(pcap* handle) const
{
    pcap_close(handle);
}

void PcapDeviceListFreer::operator()(pcap_if* first) const
{
    pcap_freealldevs(first);
}

void BpfProgramFreer::operator()(bpf_program* program) const
{
    pcap_freecode(program);
    delete program;
}

base::Result<BpfProgram> compileCaptureFilter(pcap* handle, const std::string& expression)
{
    constexpr int optimize = 1;
    BpfProgram program{new bpf_program{}};
    if (pcap_compile(handle, program.get(), expression.c_str(), optimize, PCAP_NETMASK_UNKNOWN) != 0)
        return base::Error{base::ErrorCode::CaptureFilterInvalid, expression, pcap_geterr(handle)};
    return program;
}

base::Status checkCaptureFilter(const std::string& expression)
{
    constexpr int anySnapshotLength = 262'144;
    const PcapHandle handle{pcap_open_dead(DLT_EN10MB, anySnapshotLength)};
    const auto program = compileCaptureFilter(handle.get(), expression);
    return program ? base::Status{} : base::Status{program.error()};
}

} // namespace core::capture
