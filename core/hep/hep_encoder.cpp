// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hep/hep_encoder.h"

#include "core/base/ascii.h"
#include "core/hep/hep_chunks.h"
#include "core/hep/hep_numbers.h"

#include <chrono>

namespace core::hep {
namespace {

std::uint8_t protocolNumber(const HepPacket& packet)
{
    switch (packet.path.transport) {
    case net::Transport::Udp:
        return 17;
    case net::Transport::Tcp:
        return 6;
    case net::Transport::Tls:
        return 22;
    case net::Transport::Ws:
    case net::Transport::Wss:
        return 50;
    case net::Transport::Sctp:
        return 132;
    case net::Transport::Unknown:
        break;
    }
    return packet.ipProtocol;
}

void appendLittleEndian(std::vector<std::byte>& output, std::uint64_t value, std::size_t size)
{
    for (std::size_t i = 0; i < size; ++i)
        output.push_back(static_cast<std::byte>(value >> (8 * i)));
}

class ChunkWriter {
public:
    explicit ChunkWriter(std::vector<std::byte>& output) : m_output(output) {}

    template <typename Number>
    void number(Number value)
    {
        for (std::size_t i = sizeof(Number); i-- > 0;)
            m_output.push_back(static_cast<std::byte>(value >> (8 * i)));
    }

    template <typename Number>
    void chunk(ChunkType type, Number value)
    {
        header(type, sizeof(Number));
        number(value);
    }

    void chunk(ChunkType type, std::span<const std::byte> body)
    {
        header(type, body.size());
        m_output.insert(m_output.end(), body.begin(), body.end());
    }

    void textUnlessEmpty(ChunkType type, std::string_view text)
    {
        if (!text.empty())
            chunk(type, base::asBytes(text));
    }

private:
    void header(ChunkType type, std::size_t bodySize)
    {
        number(genericVendor);
        number(static_cast<std::uint16_t>(type));
        number(static_cast<std::uint16_t>(chunkHeaderSize + bodySize));
    }

    std::vector<std::byte>& m_output;
};

void writeAddresses(ChunkWriter& writer, const net::Path& path)
{
    const bool isIpv6 = path.source.address.isIpv6();
    writer.chunk(isIpv6 ? ChunkType::SourceIpv6 : ChunkType::SourceIpv4, path.source.address.bytes());
    writer.chunk(isIpv6 ? ChunkType::DestinationIpv6 : ChunkType::DestinationIpv4,
                 path.destination.address.bytes());
    writer.chunk(ChunkType::SourcePort, path.source.port);
    writer.chunk(ChunkType::DestinationPort, path.destination.port);
}

struct SplitTime {
    std::uint32_t seconds = 0;
    std::uint32_t micros = 0;
};

SplitTime split(base::Timestamp captured)
{
    const auto second = std::chrono::floor<std::chrono::seconds>(captured);
    const auto micros = std::chrono::duration_cast<std::chrono::microseconds>(captured - second);
    return {static_cast<std::uint32_t>(second.time_since_epoch().count()),
            static_cast<std::uint32_t>(micros.count())};
}

void writeTime(ChunkWriter& writer, base::Timestamp captured)
{
    const SplitTime time = split(captured);
    writer.chunk(ChunkType::TimestampSeconds, time.seconds);
    writer.chunk(ChunkType::TimestampMicros, time.micros);
}

} // namespace

bool encodeHep3(const HepPacket& packet, std::vector<std::byte>& output)
{
    constexpr std::size_t roomForNumbers = 160;
    const std::size_t textBytes =
        packet.agentName.size() + packet.correlationId.size() + packet.authenticationKey.size();
    const net::Path& path = packet.path;
    if (path.source.address.isIpv6() != path.destination.address.isIpv6())
        return false;
    if (packet.payload.size() + textBytes > maximumHepBytes)
        return false;
    const std::size_t start = output.size();
    output.reserve(start + packet.payload.size() + textBytes + roomForNumbers);
    ChunkWriter writer{output};
    for (const char c : {'H', 'E', 'P', '3', '\0', '\0'})
        output.push_back(static_cast<std::byte>(c));
    writer.chunk(ChunkType::Family, path.source.address.isIpv6() ? familyIpv6 : familyIpv4);
    writer.chunk(ChunkType::IpProtocol, protocolNumber(packet));
    writeAddresses(writer, path);
    if (packet.captured)
        writeTime(writer, *packet.captured);
    writer.chunk(ChunkType::PayloadType, static_cast<std::uint8_t>(packet.payloadType));
    if (packet.captureId != 0)
        writer.chunk(ChunkType::CaptureId, packet.captureId);
    writer.textUnlessEmpty(ChunkType::AuthenticationKey, packet.authenticationKey);
    writer.textUnlessEmpty(ChunkType::CorrelationId, packet.correlationId);
    writer.textUnlessEmpty(ChunkType::AgentName, packet.agentName);
    writer.chunk(packet.isPayloadCompressed ? ChunkType::CompressedPayload : ChunkType::Payload,
                 packet.payload);
    const std::size_t length = output.size() - start;
    if (length > maximumHepBytes) {
        output.resize(start);
        return false;
    }
    output[start + 4] = static_cast<std::byte>(length >> 8U);
    output[start + 5] = static_cast<std::byte>(length & 0xffU);
    return true;
}

bool encodeLegacyHep(const HepPacket& packet, std::vector<std::byte>& output)
{
    const net::Path& path = packet.path;
    const bool isIpv6 = path.source.address.isIpv6();
    if (isIpv6 != path.destination.address.isIpv6())
        return false;
    // Without the time header: what Kamailio and OpenSIPS write, and the only numbers OpenSIPS accepts.
    const std::uint8_t headerLength = isIpv6 ? 40 : 16;
    ChunkWriter writer{output};
    writer.number(static_cast<std::uint8_t>(packet.version));
    writer.number(headerLength);
    writer.number(isIpv6 ? familyIpv6 : familyIpv4);
    writer.number(protocolNumber(packet));
    writer.number(path.source.port);
    writer.number(path.destination.port);
    const auto append = [&output](std::span<const std::byte> bytes) {
        output.insert(output.end(), bytes.begin(), bytes.end());
    };
    append(path.source.address.bytes());
    append(path.destination.address.bytes());
    if (packet.version == 2) {
        const SplitTime time = packet.captured ? split(*packet.captured) : SplitTime{};
        appendLittleEndian(output, time.seconds, 4);
        appendLittleEndian(output, time.micros, 4);
        appendLittleEndian(output, packet.captureId <= 0xffff ? packet.captureId : 0, 2);
        appendLittleEndian(output, 0, 2);
    }
    append(packet.payload);
    return true;
}

} // namespace core::hep
