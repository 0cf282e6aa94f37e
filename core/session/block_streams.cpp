// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/block_streams.h"

#include <algorithm>

namespace core::session {
namespace {

/// A partial block of this size is sealed at an import's commit; a smaller one goes into the tail.
constexpr std::size_t sealedAtCommitBytes = 64U << 10U;

} // namespace

void BlockStreams::append(BlockStream stream, std::int64_t number, const net::FrameHeader& header,
                          std::span<const std::byte> bytes, std::string_view comment)
{
    const auto place = static_cast<std::size_t>(stream);
    if (stream != BlockStream::Assembled)
        m_lastArrival = std::max(m_lastArrival, header.arrived);
    BlockBuilder& builder = m_builders.at(place);
    if (builder.block().isEmpty())
        m_begun.at(place) = m_lastArrival;
    builder.append(number, header, bytes, comment);
    if (builder.isFull())
        m_pipeline.push(builder.take(m_pipeline.takeSpareBlock()), false);
}

void BlockStreams::push()
{
    for (std::size_t i = 0; i < m_builders.size(); ++i) {
        const RawBlock& block = m_builders[i].block();
        if (isOld(i) || (m_durability == Durability::Import && block.bytes.size() >= sealedAtCommitBytes)) {
            seal(i);
        } else if (!block.isEmpty() && block.last != m_lastInTail[i]) {
            m_pipeline.push(block.copy(), true);
            m_lastInTail[i] = block.last;
        }
    }
}

void BlockStreams::seal()
{
    for (std::size_t i = 0; i < m_builders.size(); ++i)
        seal(i);
}

void BlockStreams::seal(std::size_t stream)
{
    BlockBuilder& builder = m_builders.at(stream);
    if (!builder.block().isEmpty())
        m_pipeline.push(builder.take(m_pipeline.takeSpareBlock()), false);
}

/// A ring lets whole blocks go, and so none may hold more than a part of its time.
bool BlockStreams::isOld(std::size_t stream) const
{
    constexpr int parts = 16;
    return m_span.count() != 0 && m_lastArrival - m_begun.at(stream) >= m_span / parts;
}

} // namespace core::session
