// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <csignal>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

// libpcap's own types, so that its header stays within .cpp files.
struct pcap;
struct pcap_pkthdr;

namespace app::sniff {

/// Writes the frames of one interface to the standard output as pcapng (draft-ietf-opsawg-pcapng), in the
/// byte order of this machine, with time stamps in nanoseconds. One thread.
class PcapngOutput {
public:
    /// `isStopped`: not 0 when nobody is to be waited for any more.
    explicit PcapngOutput(const volatile std::sig_atomic_t& isStopped) : m_isStopped(isStopped) {}

    void begin(std::string_view interface, pcap* handle);
    void frame(const pcap_pkthdr& header, const unsigned char* bytes);
    /// Interface statistics, when they have changed.
    void drops(pcap* handle);
    /// Waits for the reader; the kernel's buffer fills meanwhile, and what does not fit is counted there.
    void flush();

    /// The reader has gone.
    [[nodiscard]] bool isClosed() const { return m_isClosed; }

private:
    void append(const void* data, std::size_t size);
    template <typename Number>
    void put(Number value);
    void pad();
    void putTime();
    void option(std::uint16_t code, std::span<const char> value);
    void option(std::uint16_t code, std::uint64_t value);
    std::size_t open(std::uint32_t type);
    void close(std::size_t start);

    const volatile std::sig_atomic_t& m_isStopped;
    std::vector<std::byte> m_bytes;
    std::uint64_t m_time = 0; // of the newest frame, in nanoseconds since 1970
    unsigned m_dropped = 0;
    unsigned m_droppedByInterface = 0;
    bool m_isNanoseconds = false;
    bool m_isClosed = false;
};

} // namespace app::sniff
