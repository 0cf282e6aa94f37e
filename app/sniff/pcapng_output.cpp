// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sniff/pcapng_output.h"

#include <cerrno>
#include <cstring>
#include <pcap/pcap.h>
#include <unistd.h>

namespace app::sniff {
namespace {

enum BlockType : std::uint32_t {
    SectionHeader = 0x0a0d0d0a,
    InterfaceDescription = 1,
    InterfaceStatistics = 5,
    EnhancedPacket = 6,
};

enum OptionCode : std::uint16_t {
    EndOfOptions = 0,
    InterfaceName = 2,
    TimeResolution = 9,
    DroppedByInterface = 5, // of statistics, like the next
    DroppedBySystem = 7,
};

constexpr std::size_t flushFrom = 128U << 10U;
constexpr std::uint32_t onlyInterface = 0;

} // namespace

void PcapngOutput::append(const void* data, std::size_t size)
{
    const auto* bytes = static_cast<const std::byte*>(data);
    m_bytes.insert(m_bytes.end(), bytes, bytes + size);
}

template <typename Number>
void PcapngOutput::put(Number value)
{
    append(&value, sizeof value);
}

void PcapngOutput::pad()
{
    m_bytes.resize((m_bytes.size() + 3) & ~std::size_t{3});
}

void PcapngOutput::putTime()
{
    put(static_cast<std::uint32_t>(m_time >> 32U));
    put(static_cast<std::uint32_t>(m_time));
}

void PcapngOutput::option(std::uint16_t code, std::span<const char> value)
{
    put(code);
    put(static_cast<std::uint16_t>(value.size()));
    append(value.data(), value.size());
    pad();
}

void PcapngOutput::option(std::uint16_t code, std::uint64_t value)
{
    option(code, std::span{reinterpret_cast<const char*>(&value), sizeof value});
}

/// Where the block begins; its length is written when it ends.
std::size_t PcapngOutput::open(std::uint32_t type)
{
    const std::size_t start = m_bytes.size();
    put(type);
    put(std::uint32_t{0});
    return start;
}

void PcapngOutput::close(std::size_t start)
{
    pad();
    const auto length = static_cast<std::uint32_t>(m_bytes.size() - start + sizeof(std::uint32_t));
    put(length);
    std::memcpy(m_bytes.data() + start + sizeof(std::uint32_t), &length, sizeof length);
}

void PcapngOutput::begin(std::string_view interface, pcap* handle)
{
    constexpr int dltRaw = 12; // the one number that differs in files
    constexpr std::uint16_t linkTypeRaw = 101;
    constexpr char nanoseconds = 9;
    const int dlt = pcap_datalink(handle);
    m_isNanoseconds = pcap_get_tstamp_precision(handle) == PCAP_TSTAMP_PRECISION_NANO;

    std::size_t start = open(SectionHeader);
    put(std::uint32_t{0x1a2b3c4d});
    put(std::uint16_t{1}); // version 1.0
    put(std::uint16_t{0});
    put(~std::uint64_t{0}); // length of the section: unknown
    close(start);

    start = open(InterfaceDescription);
    put(dlt == dltRaw ? linkTypeRaw : static_cast<std::uint16_t>(dlt));
    put(std::uint16_t{0});
    put(static_cast<std::uint32_t>(pcap_snapshot(handle)));
    option(InterfaceName, std::span{interface.data(), interface.size()});
    option(TimeResolution, std::span{&nanoseconds, 1});
    option(EndOfOptions, std::span<const char>{});
    close(start);
}

void PcapngOutput::frame(const pcap_pkthdr& header, const unsigned char* bytes)
{
    // With nanosecond precision the field for microseconds holds nanoseconds.
    const auto fraction = static_cast<std::uint64_t>(header.ts.tv_usec) * (m_isNanoseconds ? 1 : 1000);
    m_time = static_cast<std::uint64_t>(header.ts.tv_sec) * 1'000'000'000 + fraction;
    const std::size_t start = open(EnhancedPacket);
    put(onlyInterface);
    putTime();
    put(std::uint32_t{header.caplen});
    put(std::uint32_t{header.len});
    append(bytes, header.caplen);
    close(start);
    if (m_bytes.size() >= flushFrom)
        flush();
}

void PcapngOutput::drops(pcap* handle)
{
    pcap_stat counts{};
    if (pcap_stats(handle, &counts) != 0 ||
        (counts.ps_drop == m_dropped && counts.ps_ifdrop == m_droppedByInterface))
        return;
    m_dropped = counts.ps_drop;
    m_droppedByInterface = counts.ps_ifdrop;
    const std::size_t start = open(InterfaceStatistics);
    put(onlyInterface);
    putTime();
    option(DroppedByInterface, std::uint64_t{m_droppedByInterface});
    option(DroppedBySystem, std::uint64_t{m_dropped});
    option(EndOfOptions, std::span<const char>{});
    close(start);
}

void PcapngOutput::flush()
{
    std::size_t written = 0;
    while (written < m_bytes.size() && !m_isClosed) {
        const ssize_t count = ::write(STDOUT_FILENO, m_bytes.data() + written, m_bytes.size() - written);
        if (count > 0)
            written += static_cast<std::size_t>(count);
        else if (errno != EINTR || m_isStopped != 0)
            m_isClosed = true;
    }
    m_bytes.clear();
}

} // namespace app::sniff
