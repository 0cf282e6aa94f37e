// SPDX-License-Identifier: GPL-3.0-or-later
// rhapsode-sniff: the only program of Rhapsode that holds cap_net_raw. It opens one network interface, gives
// the capability up, and only then looks at anything else that its caller says. It writes frames as pcapng to
// its standard output, which must be a pipe, and ends with its parent. It opens no file but the map of its
// own memory, to read how large the kernel's ring is, and starts no program.
#include "app/sniff/pcapng_output.h"
#include "core/capture/kernel_ring.h"

#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <linux/capability.h>
#include <net/if.h>
#include <optional>
#include <pcap/pcap.h>
#include <poll.h>
#include <span>
#include <string>
#include <string_view>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace {

/// What the parent makes its error of.
enum Exit : int {
    Done = 0,
    Failed = 1,
    WrongUsage = 2,
    NoSuchInterface = 3,
    InterfaceDown = 4,
    NotPermitted = 5,
    FilterInvalid = 6,
    Vanished = 7,
};

struct Request {
    std::string interface;
    std::string filter;
    int snapshotLength = 262'144;
    bool isPromiscuous = true;
};

constexpr std::string_view usage =
    "usage: rhapsode-sniff --interface NAME [--snapshot-length BYTES] [--no-promiscuous] [--bpf EXPR]\n"
    "       rhapsode-sniff --help | --version\n"
    "Captures for rhapsode and rhapsode-cli, as pcapng on its standard output, which must be a pipe.";
constexpr int kernelBuffer = 64 << 20;
constexpr int blockMilliseconds = 50;

volatile std::sig_atomic_t isStopped = 0;

int complain(Exit exit, std::string_view what)
{
    std::fprintf(stderr, "rhapsode-sniff: %.*s\n", static_cast<int>(what.size()), what.data());
    return exit;
}

std::optional<Request> parse(std::span<char*> arguments)
{
    Request request;
    for (std::size_t i = 1; i < arguments.size(); ++i) {
        const std::string_view option = arguments[i];
        if (option == "--no-promiscuous") {
            request.isPromiscuous = false;
            continue;
        }
        if (i + 1 == arguments.size())
            return std::nullopt;
        const std::string_view value = arguments[++i];
        if (option == "--interface" && request.interface.empty() && value.size() < IFNAMSIZ) {
            request.interface = value;
        } else if (option == "--bpf" && request.filter.empty()) {
            request.filter = value;
        } else if (option == "--snapshot-length") {
            const auto [end, problem] =
                std::from_chars(value.data(), value.data() + value.size(), request.snapshotLength);
            if (problem != std::errc{} || end != value.data() + value.size() || request.snapshotLength < 64 ||
                request.snapshotLength > 262'144)
                return std::nullopt;
        } else {
            return std::nullopt;
        }
    }
    return request.interface.empty() ? std::nullopt : std::optional{request};
}

/// No capability is left, and none can come back.
bool giveUpRights()
{
    for (unsigned long capability = 0; capability <= CAP_LAST_CAP; ++capability)
        ::prctl(PR_CAPBSET_DROP, capability, 0, 0, 0); // only root may
    ::prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
    if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return false;
    __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
    std::array<__user_cap_data_struct, 2> sets{};
    if (::syscall(SYS_capset, &header, sets.data()) != 0 || ::syscall(SYS_capget, &header, sets.data()) != 0)
        return false;
    return (sets[0].effective | sets[0].permitted | sets[0].inheritable | sets[1].effective |
            sets[1].permitted | sets[1].inheritable) == 0;
}

Exit exitOf(int result)
{
    switch (result) {
    case PCAP_ERROR_NO_SUCH_DEVICE:
        return NoSuchInterface;
    case PCAP_ERROR_IFACE_NOT_UP:
        return InterfaceDown;
    case PCAP_ERROR_PERM_DENIED:
    case PCAP_ERROR_PROMISC_PERM_DENIED:
        return NotPermitted;
    default:
        return Failed;
    }
}

// NOLINTNEXTLINE(readability-non-const-parameter): the type is that of pcap_handler
void onFrame(u_char* output, const pcap_pkthdr* header, const u_char* bytes)
{
    reinterpret_cast<app::sniff::PcapngOutput*>(output)->frame(*header, bytes);
}

/// Before the capture begins, so that the parent knows it then.
void tellRing(pcap_t* handle)
{
    const auto granted = core::capture::ringBytes(pcap_fileno(handle));
    if (!granted)
        return;
    const std::string line = core::capture::toLine({pcap_datalink(handle), *granted, kernelBuffer});
    std::fprintf(stderr, "rhapsode-sniff: %s\n", line.c_str());
}

int sniff(pcap_t* handle, const Request& request)
{
    app::sniff::PcapngOutput output{isStopped};
    output.begin(request.interface, handle);
    output.flush();
    const auto take = [&] { return pcap_dispatch(handle, -1, onFrame, reinterpret_cast<u_char*>(&output)); };
    std::array<pollfd, 2> waiting{{{pcap_get_selectable_fd(handle), POLLIN, 0}, {STDOUT_FILENO, 0, 0}}};
    while (isStopped == 0 && !output.isClosed()) {
        ::poll(waiting.data(), waiting.size(), blockMilliseconds);
        const bool isReaderGone = (waiting[1].revents & (POLLERR | POLLHUP | POLLNVAL)) != 0;
        if (isReaderGone)
            return Done;
        const int taken = take();
        output.drops(handle);
        output.flush();
        if (taken == PCAP_ERROR) {
            const bool isGone =
                request.interface != "any" && ::if_nametoindex(request.interface.c_str()) == 0;
            return complain(isGone ? Vanished : Failed, pcap_geterr(handle));
        }
    }
    // What had arrived lies in a block that the kernel has not handed over yet.
    ::poll(nullptr, 0, blockMilliseconds + blockMilliseconds / 5);
    while (take() > 0) {
    }
    output.drops(handle);
    output.flush();
    return Done;
}

int tellUsage(std::span<char*> arguments)
{
    const std::string_view only = arguments.size() == 2 ? arguments[1] : "";
    if (only == "--help")
        return std::puts(usage.data()) < 0 ? Failed : Done;
    if (only == "--version")
        return std::puts("rhapsode-sniff " RHAPSODE_VERSION) < 0 ? Failed : Done;
    return complain(WrongUsage, usage);
}

} // namespace

int main(int argc, char** argv)
{
    const std::span arguments{argv, static_cast<std::size_t>(argc)};
    const auto request = parse(arguments);
    if (!request) {
        static_cast<void>(giveUpRights());
        return tellUsage(arguments);
    }
    // Before it may start anything: libpcap knows devices that are no network interfaces.
    if (request->interface != "any" && ::if_nametoindex(request->interface.c_str()) == 0)
        return complain(NoSuchInterface, "there is no such interface");

    struct stat output {};

    if (::fstat(STDOUT_FILENO, &output) != 0 || !S_ISFIFO(output.st_mode))
        return complain(WrongUsage, usage);

    std::array<char, PCAP_ERRBUF_SIZE> problem{};
    pcap_t* handle = pcap_create(request->interface.c_str(), problem.data());
    if (handle == nullptr)
        return complain(Failed, problem.data());
    pcap_set_snaplen(handle, request->snapshotLength);
    pcap_set_promisc(handle, request->isPromiscuous ? 1 : 0);
    pcap_set_timeout(handle, blockMilliseconds);
    pcap_set_buffer_size(handle, kernelBuffer);
    pcap_set_tstamp_precision(handle, PCAP_TSTAMP_PRECISION_NANO);
    const int activated = pcap_activate(handle);
    if (!giveUpRights())
        return complain(Failed, "the right to capture could not be given up");
    if (activated < 0)
        return complain(exitOf(activated), pcap_geterr(handle));

    struct sigaction onSignal {};

    onSignal.sa_handler = [](int) { isStopped = 1; };
    ::sigaction(SIGTERM, &onSignal, nullptr);
    ::sigaction(SIGINT, &onSignal, nullptr);
    ::signal(SIGPIPE, SIG_IGN);
    ::signal(SIGXFSZ, SIG_IGN);
    const pid_t parent = ::getppid();
    ::prctl(PR_SET_PDEATHSIG, SIGTERM, 0, 0, 0);
    if (::getppid() != parent)
        return Done;

    bpf_program filter{};
    if (!request->filter.empty() &&
        (pcap_compile(handle, &filter, request->filter.c_str(), 1, PCAP_NETMASK_UNKNOWN) != 0 ||
         pcap_setfilter(handle, &filter) != 0))
        return complain(FilterInvalid, pcap_geterr(handle));
    if (pcap_setnonblock(handle, 1, problem.data()) != 0)
        return complain(Failed, problem.data());
    tellRing(handle);
    // Not a byte goes into a file from here on.
    const rlimit nothing{0, 0};
    ::setrlimit(RLIMIT_FSIZE, &nothing);
    ::setrlimit(RLIMIT_CORE, &nothing);
    return sniff(handle, *request);
}
