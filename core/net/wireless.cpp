// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/byte_reader.h"
#include "core/net/ether_type.h"
#include "core/net/link_layer.h"
#include "core/net/wire.h"

namespace core::net {
namespace {

enum class HeaderPadding { None, ToFourBytes };

/// IEEE 802.11-2020 section 9.2.4.1, as a little-endian number.
struct FrameControl {
    unsigned bits;

    [[nodiscard]] bool isData() const { return (bits >> 2U & 3U) == 2; }

    [[nodiscard]] bool hasNoBody() const { return (bits >> 4U & 4U) != 0; }

    [[nodiscard]] bool hasQualityOfService() const { return (bits >> 4U & 8U) != 0; }

    [[nodiscard]] bool hasFourthAddress() const { return (bits & 0x0300U) == 0x0300U; }

    [[nodiscard]] bool isEncrypted() const { return (bits & 0x4000U) != 0; }

    [[nodiscard]] bool hasHighThroughputControl() const
    {
        return hasQualityOfService() && (bits & 0x8000U) != 0;
    }
};

Layer openFrame(std::span<const std::byte> bytes, HeaderPadding padding, LayerStack& stack)
{
    stack.add(LayerKind::Wireless);
    base::ByteReader reader{bytes};
    const FrameControl control{reader.u16LittleEndian()};
    if (reader.failed())
        return Layer::malformed(FrameDetail::WirelessHeader);
    if (!control.isData() || control.hasNoBody())
        return Layer::other(FrameDetail::WirelessControl);
    if (control.isEncrypted())
        return Layer::other(FrameDetail::WirelessEncrypted);
    reader.skip(22); // duration, three addresses, sequence
    if (control.hasFourthAddress())
        reader.skip(6);
    bool isAggregate = false;
    if (control.hasQualityOfService())
        isAggregate = (reader.u16LittleEndian() & 0x80U) != 0;
    if (control.hasHighThroughputControl())
        reader.skip(4);
    if (padding == HeaderPadding::ToFourBytes)
        reader.skip((4 - reader.position() % 4) % 4);
    if (isAggregate)
        reader.skip(14); // the addresses and length of the first subframe
    if (reader.failed())
        return Layer::malformed(FrameDetail::WirelessHeader);
    return openLlc(reader.rest(), stack);
}

} // namespace

Layer openWireless(std::span<const std::byte> bytes, LayerStack& stack)
{
    return openFrame(bytes, HeaderPadding::None, stack);
}

Layer openRadiotap(std::span<const std::byte> bytes, LayerStack& stack)
{
    base::ByteReader reader{bytes};
    reader.skip(2); // version
    const std::size_t headerSize = reader.u16LittleEndian();
    const std::uint32_t present = reader.u32LittleEndian();
    for (std::uint32_t word = present; (word & 0x8000'0000U) != 0 && !reader.failed();)
        word = reader.u32LittleEndian();
    if (reader.failed() || headerSize < reader.position() || headerSize > bytes.size())
        return Layer::malformed(FrameDetail::WirelessHeader);

    auto padding = HeaderPadding::None;
    const bool hasClock = (present & 1U) != 0;
    const bool hasFlags = (present & 2U) != 0;
    if (hasFlags) {
        if (hasClock)
            reader.skip((8 - reader.position() % 8) % 8 + 8);
        constexpr unsigned paddedHeader = 0x20;
        if ((reader.u8() & paddedHeader) != 0)
            padding = HeaderPadding::ToFourBytes;
    }
    return openFrame(bytes.subspan(headerSize), padding, stack);
}

} // namespace core::net
