// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/timestamp.h"
#include "core/session/frame_block.h"
#include "core/session/session_writer.h"
#include "core/session/write_pipeline.h"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace core::session {

/// The blocks that are being filled, one of each stream. A full one goes down the pipeline at once; what a
/// commit does with the others depends on the kind of session. Session thread.
class BlockStreams {
public:
    /// `span` is that of a ring, or 0. `pipeline` must outlive it.
    BlockStreams(WritePipeline& pipeline, Durability durability, std::chrono::nanoseconds span)
        : m_pipeline(pipeline), m_durability(durability), m_span(span)
    {
    }

    /// Frames say when they came; assembled messages are as old as the frame before.
    void append(BlockStream stream, std::int64_t number, const net::FrameHeader& header,
                std::span<const std::byte> bytes, std::string_view comment);

    /// For a commit: some become blocks, the others stand in the tail as they are.
    void push();
    /// All of them become blocks.
    void seal();

    /// Newest arrival of a frame so far.
    [[nodiscard]] base::Timestamp lastArrival() const { return m_lastArrival; }

private:
    void seal(std::size_t stream);
    [[nodiscard]] bool isOld(std::size_t stream) const;

    WritePipeline& m_pipeline;
    Durability m_durability;
    std::chrono::nanoseconds m_span;
    base::Timestamp m_lastArrival;
    std::array<base::Timestamp, 4> m_begun{}; ///< arrival of the first frame in each builder
    std::array<BlockBuilder, 4> m_builders{BlockBuilder{BlockStream::Signalling},
                                           BlockBuilder{BlockStream::Media}, BlockBuilder{BlockStream::Rest},
                                           BlockBuilder{BlockStream::Assembled}};
    std::array<std::int64_t, 4> m_lastInTail{};
};

} // namespace core::session
