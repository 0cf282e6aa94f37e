// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/pcap_datagrams.h"

#include "core/base/byte_reader.h"

#include <array>
#include <memory>
#include <optional>
#include <pcap/pcap.h>

namespace tests::support {
namespace {

constexpr std::uint8_t tcp = 6;
constexpr std::uint8_t udp = 17;

struct PcapCloser {
    void operator()(pcap_t* handle) const { pcap_close(handle); }
};

std::optional<PcapPayload> payloadOf(std::span<const std::byte> frame)
{
    core::base::ByteReader reader{frame};
    reader.skip(12);
    if (reader.u16() != 0x0800)
        return std::nullopt;
    const std::size_t ipHeader = (reader.u8() & 0x0fU) * 4U;
    reader.skip(1);
    const std::size_t ipLength = reader.u16();
    reader.skip(5);
    const std::uint8_t protocol = reader.u8();
    reader.skip(2 + ipHeader - 12);
    reader.skip(2);
    PcapPayload payload;
    payload.isTcp = protocol == tcp;
    payload.destinationPort = reader.u16();
    std::size_t transportHeader = 8;
    if (payload.isTcp) {
        reader.skip(8);
        transportHeader = (reader.u8() >> 4U) * 4U;
        reader.skip(transportHeader - 13);
    } else {
        reader.skip(4);
    }
    if (reader.failed() || (protocol != tcp && protocol != udp) || ipLength < ipHeader + transportHeader)
        return std::nullopt;
    const auto bytes = reader.bytes(ipLength - ipHeader - transportHeader);
    payload.bytes.assign(bytes.begin(), bytes.end());
    return payload;
}

} // namespace

std::vector<PcapPayload> readPcapPayloads(const std::string& path)
{
    std::array<char, PCAP_ERRBUF_SIZE> error{};
    const std::unique_ptr<pcap_t, PcapCloser> capture{pcap_open_offline(path.c_str(), error.data())};
    std::vector<PcapPayload> payloads;
    pcap_pkthdr* header = nullptr;
    const u_char* data = nullptr;
    while (capture && pcap_next_ex(capture.get(), &header, &data) == 1) {
        auto payload = payloadOf({reinterpret_cast<const std::byte*>(data), header->caplen});
        if (payload && !payload->bytes.empty())
            payloads.push_back(std::move(*payload));
    }
    return payloads;
}

} // namespace tests::support
