// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/interface_source.h"

#include "core/capture/filter_presets.h"
#include "core/capture/interface_list.h"
#include "core/capture/kernel_ring.h"
#include "core/capture/live_batcher.h"
#include "core/capture/pcap_handles.h"
#include "core/capture/program_stream.h"
#include "core/capture/sniff_helper.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <limits>
#include <net/if.h>
#include <pcap/pcap.h>
#include <poll.h>
#include <span>
#include <thread>
#include <utility>
#include <vector>

namespace core::capture {
namespace {

/// The kernel hands over a block of frames when it is full or this old.
constexpr std::chrono::milliseconds blockTimeout{50};
/// Frames taken without looking at the stop token or the clock of the batch.
constexpr int framesPerTick = 4096;
/// How long a stop may spend on frames that had come before it, should the system's clock be set meanwhile.
constexpr std::chrono::seconds drainAtMost{2};
/// For the few devices that poll() does not work on.
constexpr std::chrono::milliseconds pollInterval{10};

base::Error activationError(pcap* handle, int result, const InterfaceOptions& options)
{
    const std::string message = pcap_geterr(handle);
    switch (result) {
    case PCAP_ERROR_NO_SUCH_DEVICE:
        return {base::ErrorCode::InterfaceNotFound, options.name, {}};
    case PCAP_ERROR_IFACE_NOT_UP:
        return {base::ErrorCode::InterfaceDown, options.name, {}};
    case PCAP_ERROR_PERM_DENIED:
    case PCAP_ERROR_PROMISC_PERM_DENIED:
        return {base::ErrorCode::CaptureNotPermitted, options.name, capturePermissionCommand()};
    default:
        return {base::ErrorCode::IoFailed, options.name,
                message.empty() ? std::string{pcap_statustostr(result)} : message};
    }
}

base::Result<PcapHandle> open(const InterfaceOptions& options)
{
    std::array<char, PCAP_ERRBUF_SIZE> message{};
    PcapHandle handle{pcap_create(options.name.c_str(), message.data())};
    if (!handle)
        return base::Error{base::ErrorCode::IoFailed, options.name, message.data()};
    constexpr auto largestBuffer = static_cast<std::size_t>(std::numeric_limits<int>::max());
    pcap_set_snaplen(handle.get(), options.snapshotLength);
    pcap_set_promisc(handle.get(), options.promiscuity == Promiscuity::On ? 1 : 0);
    pcap_set_timeout(handle.get(), static_cast<int>(blockTimeout.count()));
    pcap_set_buffer_size(handle.get(), static_cast<int>(std::min(options.bufferBytes, largestBuffer)));
    // Where this is not supported the precision stays at microseconds, which is asked for below.
    pcap_set_tstamp_precision(handle.get(), PCAP_TSTAMP_PRECISION_NANO);
    // Warnings are positive: the capture works, for instance without promiscuous mode on "any".
    if (const int result = pcap_activate(handle.get()); result < 0)
        return activationError(handle.get(), result, options);
    if (pcap_setnonblock(handle.get(), 1, message.data()) != 0)
        return base::Error{base::ErrorCode::IoFailed, options.name, message.data()};
    return handle;
}

base::Status applyFilter(pcap* handle, const InterfaceOptions& options)
{
    if (options.captureFilter.empty())
        return {};
    auto program = compileCaptureFilter(handle, options.captureFilter);
    if (!program)
        program = compileCaptureFilter(handle, withoutTags(options.captureFilter));
    if (!program)
        return program.error();
    if (pcap_setfilter(handle, program->get()) != 0)
        return base::Error{base::ErrorCode::CaptureFilterInvalid, options.captureFilter, pcap_geterr(handle)};
    return {};
}

/// Takes frames from one open handle until told to stop. With TPACKET_V3 a blocking read would not
/// return while nothing arrives, so the handle is non-blocking and the waiting is done here.
class Sniffer {
public:
    Sniffer(pcap* handle, const InterfaceOptions& options, LiveBatcher& batcher)
        : m_handle(handle), m_options(options), m_batcher(batcher),
          m_link(linkTypeOfDlt(pcap_datalink(handle))),
          m_nanosecondsPerUnit(pcap_get_tstamp_precision(handle) == PCAP_TSTAMP_PRECISION_NANO ? 1 : 1000)
    {
    }

    base::Status sniff(const std::stop_token& stop)
    {
        while (!stop.stop_requested()) {
            wait(m_batcher.patience());
            if (take() < 0) {
                const base::Error error = endedBy();
                drain();
                return error;
            }
            countDrops();
            if (!m_batcher.tick())
                return {};
        }
        drain();
        return {};
    }

private:
    // NOLINTNEXTLINE(readability-non-const-parameter): the type is that of pcap_handler
    static void onFrame(u_char* user, const pcap_pkthdr* header, const u_char* bytes)
    {
        reinterpret_cast<Sniffer*>(user)->deliver(*header, bytes);
    }

    void deliver(const pcap_pkthdr& header, const u_char* bytes)
    {
        net::FrameHeader frame;
        // With nanosecond precision the field for microseconds holds nanoseconds.
        frame.captured =
            base::fromSecondsAndNanoseconds(header.ts.tv_sec, header.ts.tv_usec * m_nanosecondsPerUnit);
        frame.arrived = frame.captured;
        m_newest = frame.captured;
        frame.link = m_link;
        frame.originalLength = header.len;
        m_batcher.add(frame, {reinterpret_cast<const std::byte*>(bytes), header.caplen});
    }

    void wait(std::chrono::milliseconds span)
    {
        pollfd descriptor{pcap_get_selectable_fd(m_handle), POLLIN, 0};
        if (descriptor.fd < 0)
            std::this_thread::sleep_for(std::min(span, pollInterval));
        else
            ::poll(&descriptor, 1, static_cast<int>(span.count()));
    }

    /// Frames taken, or a negative number when the handle has failed.
    int take() { return pcap_dispatch(m_handle, framesPerTick, onFrame, reinterpret_cast<u_char*>(this)); }

    /// Takes everything that had come before this call, and no flood that goes on. It still lies in blocks
    /// that the kernel has not handed over.
    void drain()
    {
        const base::Timestamp began = std::chrono::system_clock::now();
        const auto deadline = LiveBatcher::Clock::now() + drainAtMost;
        std::this_thread::sleep_for(blockTimeout + blockTimeout / 5);
        while (take() > 0 && m_newest <= began && LiveBatcher::Clock::now() < deadline) {
        }
        countDrops();
    }

    [[nodiscard]] base::Error endedBy() const
    {
        const std::string message = pcap_geterr(m_handle);
        if (m_options.name != "any" && ::if_nametoindex(m_options.name.c_str()) == 0)
            return {base::ErrorCode::InterfaceVanished, m_options.name, message};
        return {base::ErrorCode::IoFailed, m_options.name, message};
    }

    void countDrops()
    {
        pcap_stat statistics{};
        if (pcap_stats(m_handle, &statistics) == 0)
            m_batcher.setDroppedByKernel(std::uint64_t{statistics.ps_drop} + statistics.ps_ifdrop);
    }

    pcap* m_handle;
    const InterfaceOptions& m_options;
    LiveBatcher& m_batcher;
    net::LinkType m_link;
    std::int64_t m_nanosecondsPerUnit;
    base::Timestamp m_newest; ///< when the last frame came
};

/// The exit codes of rhapsode-sniff.
base::ErrorCode errorOfHelper(int exitStatus)
{
    switch (exitStatus) {
    case 3:
        return base::ErrorCode::InterfaceNotFound;
    case 4:
        return base::ErrorCode::InterfaceDown;
    case 5:
        return base::ErrorCode::CaptureNotPermitted;
    case 6:
        return base::ErrorCode::CaptureFilterInvalid;
    case 7:
        return base::ErrorCode::InterfaceVanished;
    default:
        return base::ErrorCode::IoFailed;
    }
}

base::Error errorOfHelper(const ProgramOutcome& outcome, const InterfaceOptions& options)
{
    const base::ErrorCode code = errorOfHelper(outcome.end.exitStatus);
    switch (code) {
    case base::ErrorCode::IoFailed:
        return {code, options.name, outcome.toString()};
    case base::ErrorCode::CaptureFilterInvalid:
        return {code, options.captureFilter,
                outcome.lastWords.empty() ? std::string{} : outcome.lastWords.back()};
    case base::ErrorCode::CaptureNotPermitted:
        return {code, options.name, capturePermissionCommand()};
    default:
        return {code, options.name, {}};
    }
}

/// The helper measures its ring, which is too small when the kernel grants less than was asked for.
void takeReport(std::string_view line, const std::string& interface, StreamDelivery& delivery)
{
    const auto report = ringReportOf(line);
    const auto shortage = report ? shortageOf(report->granted, report->asked) : std::nullopt;
    if (!shortage)
        return;
    // The warning needs the source that the first frame would announce.
    delivery.announce(interface, linkTypeOfDlt(report->dataLink));
    delivery.warn({base::ErrorCode::CaptureBufferSmall, interface, *shortage});
}

/// Has rhapsode-sniff capture for us.
base::Status sniffThrough(const std::string& helper, const InterfaceOptions& options,
                          const std::stop_token& stop, FrameSink& sink)
{
    std::vector<std::string> arguments{helper, "--interface", options.name, "--snapshot-length",
                                       std::to_string(options.snapshotLength)};
    if (options.promiscuity == Promiscuity::Off)
        arguments.emplace_back("--no-promiscuous");
    if (!options.captureFilter.empty())
        arguments.insert(arguments.end(), {"--bpf", options.captureFilter});
    StreamDelivery delivery{sink,
                            {SourceKind::Interface, options.name, options.name, net::LinkType::Ethernet}};
    const auto run = [&] {
        return readProgram(
            arguments, options.name, delivery,
            [&](const std::vector<std::string>& lines) {
                for (const std::string& line : lines)
                    takeReport(line, options.name, delivery);
                sink.ready({}, "capturing " + options.name);
            },
            stop);
    };
    ProgramOutcome outcome = run();
    const std::string untagged = withoutTags(options.captureFilter);
    if (outcome.end.exitStatus == 6 && untagged != options.captureFilter) {
        arguments.back() = untagged;
        outcome = run();
    }
    if (outcome.end.isSuccess() || outcome.wasStopped) {
        delivery.finish();
        return {};
    }
    if (delivery.hasSource())
        delivery.finish();
    return errorOfHelper(outcome, options);
}

} // namespace

InterfaceSource::InterfaceSource(InterfaceOptions options) : m_options(std::move(options)) {}

base::Status InterfaceSource::run(std::stop_token stop, FrameSink& sink)
{
    const auto handle = open(m_options);
    if (!handle && handle.error().code == base::ErrorCode::CaptureNotPermitted) {
        const auto helper = findSniffHelper();
        if (helper && helper->isUsable())
            return sniffThrough(helper->path, m_options, stop, sink);
    }
    if (!handle)
        return handle.error();
    if (const base::Status filtered = applyFilter(handle->get(), m_options); !filtered)
        return filtered;
    const net::LinkType link = linkTypeOfDlt(pcap_datalink(handle->get()));
    const base::SourceId id = sink.addSource({SourceKind::Interface, m_options.name, m_options.name, link});
    if (const auto granted = ringBytes(pcap_fileno(handle->get()))) {
        if (const auto shortage = shortageOf(*granted, m_options.bufferBytes))
            sink.warn(id, {base::ErrorCode::CaptureBufferSmall, m_options.name, *shortage});
    }
    sink.ready(id, "capturing " + m_options.name);
    LiveBatcher batcher{sink, id};
    Sniffer sniffer{handle->get(), m_options, batcher};
    const base::Status status = sniffer.sniff(stop);
    batcher.finish();
    return status;
}

// https://www.tcpdump.org/linktypes.html: the others have the same number in files.
net::LinkType linkTypeOfDlt(int dlt)
{
    switch (dlt) {
    case DLT_RAW:
        return net::LinkType::Raw;
    case DLT_ATM_RFC1483:
        return net::LinkType{100};
    case DLT_SLIP_BSDOS:
        return net::LinkType{102};
    case DLT_PPP_BSDOS:
        return net::LinkType{103};
    default:
        return net::LinkType{static_cast<std::uint32_t>(dlt)};
    }
}

} // namespace core::capture
