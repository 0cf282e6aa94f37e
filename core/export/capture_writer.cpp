// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/capture_writer.h"

#include "core/base/ascii.h"
#include "core/export/escape.h"
#include "core/net/link_layer.h"
#include "core/net/packet_builder.h"

#include <algorithm>
#include <limits>

namespace core::exporting {
namespace {

constexpr std::uint32_t snapshotLength = 262'144;

/// Numbers in both formats are written little-endian, on every machine.
void append(Bytes& bytes, std::uint64_t value, unsigned size)
{
    for (unsigned i = 0; i < size; ++i)
        bytes.push_back(static_cast<std::byte>(value >> 8U * i & 0xFFU));
}

void appendPadded(Bytes& bytes, std::span<const std::byte> more)
{
    bytes.insert(bytes.end(), more.begin(), more.end());
    bytes.resize((bytes.size() + 3) / 4 * 4);
}

void appendOption(Bytes& bytes, std::uint16_t code, std::span<const std::byte> value)
{
    const std::size_t length = std::min<std::size_t>(value.size(), std::numeric_limits<std::uint16_t>::max());
    append(bytes, code, 2);
    append(bytes, length, 2);
    appendPadded(bytes, value.first(length));
}

void appendTextOption(Bytes& bytes, std::uint16_t code, std::string_view text)
{
    if (!text.empty())
        appendOption(bytes, code, base::asBytes(text));
}

/// Neither format has times before 1970.
std::uint64_t sinceEpoch(base::Timestamp time)
{
    return static_cast<std::uint64_t>(std::max<std::int64_t>(base::toNanoseconds(time), 0));
}

std::uint32_t lengthOf(const CapturePacket& packet)
{
    return static_cast<std::uint32_t>(packet.bytes.size());
}

} // namespace

std::optional<Bytes> asEthernet(const CapturePacket& packet)
{
    if (packet.link == net::LinkType::Ethernet)
        return Bytes{packet.bytes.begin(), packet.bytes.end()};
    net::LayerStack stack;
    const net::Layer layer = net::openLink(packet.link, packet.bytes, stack);
    switch (layer.kind) {
    case net::Layer::Kind::Ethernet:
        return Bytes{layer.bytes.begin(), layer.bytes.end()};
    case net::Layer::Kind::Ip:
        return net::ethernetFrame(layer.bytes);
    case net::Layer::Kind::Ppp:
    case net::Layer::Kind::End:
        break;
    }
    return std::nullopt;
}

PcapWriter::PcapWriter(AtomicFile& file, const Options& options) : m_file(file), m_options(options)
{
    Bytes header;
    append(header, options.hasNanoseconds ? 0xA1B23C4DU : 0xA1B2C3D4U, 4);
    append(header, 2, 2);
    append(header, 4, 2);
    append(header, 0, 8); // zone and accuracy, never used
    append(header, snapshotLength, 4);
    append(header, static_cast<std::uint32_t>(options.link), 4);
    m_file.write(header);
}

void PcapWriter::add(const CapturePacket& packet)
{
    constexpr std::uint64_t second = 1'000'000'000;
    constexpr std::uint64_t latest = std::numeric_limits<std::uint32_t>::max();
    const std::uint64_t time = sinceEpoch(packet.captured);
    Bytes header;
    append(header, std::min(time / second, latest), 4);
    append(header, time % second / (m_options.hasNanoseconds ? 1 : 1'000), 4);
    append(header, lengthOf(packet), 4);
    append(header, std::max(packet.originalLength, lengthOf(packet)), 4);
    m_file.write(header);
    m_file.write(packet.bytes);
}

PcapngWriter::PcapngWriter(AtomicFile& file, std::string_view application, std::string_view comment)
    : m_file(file)
{
    constexpr std::uint16_t commentOption = 1;
    constexpr std::uint16_t applicationOption = 4;
    Bytes body;
    append(body, 0x1A2B3C4DU, 4);
    append(body, 1, 2);
    append(body, 0, 2);
    append(body, std::numeric_limits<std::uint64_t>::max(), 8); // section length not given
    appendTextOption(body, commentOption, comment);
    appendTextOption(body, applicationOption, application);
    append(body, 0, 4);
    block(0x0A0D0D0AU, body);
}

void PcapngWriter::block(std::uint32_t type, const Bytes& body)
{
    const std::uint32_t length = static_cast<std::uint32_t>(body.size()) + 12;
    Bytes frame;
    append(frame, type, 4);
    append(frame, length, 4);
    m_file.write(frame);
    m_file.write(body);
    frame.clear();
    append(frame, length, 4);
    m_file.write(frame);
}

std::uint32_t PcapngWriter::interface(const Interface& interface, std::string_view name,
                                      std::string_view description)
{
    const auto [place, isNew] =
        m_interfaces.try_emplace(interface, static_cast<std::uint32_t>(m_interfaces.size()));
    if (!isNew)
        return place->second;
    constexpr std::uint16_t nameOption = 2;
    constexpr std::uint16_t descriptionOption = 3;
    constexpr std::uint16_t resolutionOption = 9;
    constexpr std::byte nanoseconds{9};
    Bytes body;
    append(body, static_cast<std::uint32_t>(interface.link), 2);
    append(body, 0, 2);
    append(body, 0, 4); // no limit of length
    appendTextOption(body, nameOption, name);
    appendTextOption(body, descriptionOption, description);
    appendOption(body, resolutionOption, {&nanoseconds, 1});
    append(body, 0, 4);
    block(1, body);
    return place->second;
}

void PcapngWriter::add(std::uint32_t interface, const CapturePacket& packet,
                       std::span<const std::string> comments)
{
    constexpr std::uint16_t commentOption = 1;
    const std::uint64_t time = sinceEpoch(packet.captured);
    Bytes body;
    append(body, interface, 4);
    append(body, time >> 32U, 4);
    append(body, time, 4);
    append(body, lengthOf(packet), 4);
    append(body, std::max(packet.originalLength, lengthOf(packet)), 4);
    appendPadded(body, packet.bytes);
    for (const std::string& comment : comments)
        appendTextOption(body, commentOption, asUtf8(comment));
    if (!comments.empty())
        append(body, 0, 4);
    block(6, body);
}

void PcapngWriter::nameHosts(std::span<const session::HostName> names)
{
    constexpr std::size_t longestName = 255;
    if (names.empty())
        return;
    Bytes body;
    for (const session::HostName& host : names) {
        Bytes record{host.address.bytes().begin(), host.address.bytes().end()};
        const std::string name = asUtf8(host.name.substr(0, std::min(host.name.find('\0'), longestName)));
        const auto bytes = base::asBytes(name);
        record.insert(record.end(), bytes.begin(), bytes.end());
        record.push_back({});
        appendOption(body, host.address.isIpv6() ? 2 : 1, record);
    }
    append(body, 0, 4);
    block(4, body);
}

void PcapngWriter::addSecrets(std::string_view keyLog)
{
    constexpr std::uint32_t tlsKeyLog = 0x544C'534B;
    if (keyLog.empty())
        return;
    Bytes body;
    append(body, tlsKeyLog, 4);
    append(body, keyLog.size(), 4);
    appendPadded(body, base::asBytes(keyLog));
    block(10, body);
}

} // namespace core::exporting
