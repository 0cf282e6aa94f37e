// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/hep_connection.h"

namespace core::capture {

bool HepConnection::take(std::span<const std::byte> bytes)
{
    m_lastBytes = Clock::now();
    if (m_framer.pendingBytes() == 0)
        m_packetBegan = m_lastBytes;
    m_framer.append(bytes);
    deliverPieces();
    return m_garbage <= m_limits.garbage;
}

void HepConnection::finish()
{
    m_framer.finish();
    deliverPieces();
}

void HepConnection::deliverPieces()
{
    while (const auto piece = m_framer.next()) {
        deliver(*piece);
        m_packetBegan = m_lastBytes;
    }
}

void HepConnection::deliver(const hep::HepStreamFramer::Piece& piece)
{
    m_garbage = piece.isPacket ? 0 : m_garbage + piece.bytes.size();
    const base::Timestamp arrived = std::chrono::system_clock::now();
    const hep::HepDecoding decoding =
        piece.isPacket ? hep::decodeHep(piece.bytes) : hep::HepDecoding{{}, hep::HepRefusal::NotHep};
    if (!m_gate.letsIn(m_sender.address, decoding, arrived)) {
        m_batcher.countRefused(piece.bytes.size());
        return;
    }
    net::FrameHeader header;
    header.arrived = arrived;
    header.captured = decoding.packet ? decoding.packet->captured.value_or(arrived) : arrived;
    header.link = net::LinkType::Hep;
    header.originalLength = static_cast<std::uint32_t>(piece.bytes.size());
    header.sender = m_sender;
    header.senderTransport = m_transport;
    m_batcher.add(header, piece.bytes);
}

bool HepConnection::isTooSlow(Clock::time_point now) const
{
    if (!hasPackets())
        return now - m_connected > m_limits.firstPacket;
    if (m_framer.pendingBytes() != 0)
        return now - m_packetBegan > m_limits.restOfPacket;
    return now - m_lastBytes > m_limits.idle;
}

} // namespace core::capture
