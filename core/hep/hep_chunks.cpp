// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hep/hep_chunks.h"

#include "core/base/ascii.h"
#include "core/base/byte_reader.h"

#include <algorithm>

namespace core::hep {

bool beginsLikeHep3(std::span<const std::byte> bytes)
{
    const std::string_view text = base::asText(bytes);
    return text.starts_with("HEP3") || text.starts_with("EEP3");
}

HepChunkReader::HepChunkReader(std::span<const std::byte> packet)
{
    base::ByteReader reader{packet};
    reader.skip(4);
    const std::size_t length = reader.u16();
    if (reader.failed() || length < hep3HeaderSize)
        return;
    m_rest = packet.subspan(hep3HeaderSize, std::min(length, packet.size()) - hep3HeaderSize);
}

std::optional<HepChunk> HepChunkReader::next()
{
    if (m_rest.empty())
        return std::nullopt;
    base::ByteReader reader{m_rest};
    HepChunk chunk;
    chunk.vendor = reader.u16();
    chunk.type = reader.u16();
    const std::size_t length = reader.u16();
    if (reader.failed() || length < chunkHeaderSize) {
        m_malformed = true;
        m_rest = {};
        return std::nullopt;
    }
    chunk.isCutShort = length > m_rest.size();
    m_malformed = m_malformed || chunk.isCutShort;
    const std::size_t available = std::min(length, m_rest.size());
    chunk.body = m_rest.subspan(chunkHeaderSize, available - chunkHeaderSize);
    m_rest = m_rest.subspan(available);
    return chunk;
}

} // namespace core::hep
