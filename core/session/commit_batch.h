// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/call/registration_record.h"
#include "core/session/agent_rows.h"
#include "core/session/frame_block.h"
#include "core/session/rows.h"
#include "core/session/sqlite/row_batch.h"
#include "core/session/stream_rows.h"
#include "core/session/tls_rows.h"

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace core::session {

using sqlite::CellKind;

// The cells of each table in the order of its columns, see schema.cpp.
template <std::size_t Count>
inline constexpr std::array<CellKind, Count> integerColumns{};

inline constexpr auto& messageColumns = integerColumns<18>;
inline constexpr auto& messageFrameColumns = integerColumns<3>;
inline constexpr std::array stringColumns{CellKind::Integer, CellKind::Text};
inline constexpr std::array pathColumns{CellKind::Integer, CellKind::Text,    CellKind::Integer,
                                        CellKind::Text,    CellKind::Integer, CellKind::Integer,
                                        CellKind::Text};
inline constexpr std::array startColumns{CellKind::Integer, CellKind::Integer, CellKind::Text,
                                         CellKind::Integer, CellKind::Text,    CellKind::Text};
inline constexpr auto& partyColumns = integerColumns<5>;
inline constexpr std::array agentColumns{CellKind::Integer, CellKind::Integer, CellKind::Text};
inline constexpr auto callColumns = [] {
    std::array<CellKind, 26> columns{};
    columns[1] = CellKind::Text;  // call_id
    columns[22] = CellKind::Text; // from_tag
    columns[23] = CellKind::Text; // remote_tag
    return columns;
}();
inline constexpr auto& callHashColumns = integerColumns<2>;

/// A block as it goes into the file.
struct PackedBlock {
    BlockStream stream = BlockStream::Signalling;
    std::int64_t first = 0;
    std::int64_t last = 0;
    /// Not yet full: stands in the tail until the stream's next block replaces it.
    bool isTail = false;
    std::vector<std::byte> data;
};

/// The highest ids of the dictionary tables.
struct DictionaryIds {
    std::uint32_t strings = 0;
    std::uint32_t paths = 0;
    std::uint32_t starts = 0;
    std::uint32_t parties = 0;
    std::uint32_t agents = 0;
};

/// Everything that goes into the file in one transaction.
struct CommitBatch {
    /// Counts from 1 for each writer.
    std::uint64_t number = 0;
    sqlite::RowBatch messages{messageColumns};
    sqlite::RowBatch messageFrames{messageFrameColumns};
    sqlite::RowBatch strings{stringColumns};
    sqlite::RowBatch paths{pathColumns};
    sqlite::RowBatch starts{startColumns};
    sqlite::RowBatch parties{partyColumns};
    sqlite::RowBatch agents{agentColumns};
    sqlite::RowBatch calls{callColumns};
    sqlite::RowBatch callHashes{callHashColumns};
    /// Calls in `calls` that earlier batches had too.
    std::vector<std::int64_t> changedCalls;
    std::vector<SourceRow> sources;
    std::vector<AgentRow> agentRows;
    std::vector<RefusalRow> refusals;
    std::vector<TlsConnectionRow> tlsConnections;
    std::vector<TlsSecretRow> tlsSecrets;
    std::vector<StreamRow> streams;
    std::vector<call::RegistrationRecord> registrations;
    std::vector<StreamIntervalRow> streamIntervals;
    std::vector<PackedBlock> blocks;

    /// From here on rows name newer entries of the dictionaries only, see RingDictionaries.
    struct Segment {
        base::MessageId lastMessage;
        DictionaryIds dictionaries;
    };

    std::optional<Segment> segment;
    /// What this batch reaches.
    base::MessageId lastMessage;
    base::CallKey lastCall;
    base::FrameNumber lastFrame;
    base::Timestamp firstTime;
    base::Timestamp lastTime;
    base::Timestamp lastArrival;

    [[nodiscard]] std::size_t footprint() const
    {
        std::size_t bytes = sizeof *this;
        for (const auto rows : allRows)
            bytes += (this->*rows).footprint();
        bytes += registrations.size() * sizeof(call::RegistrationRecord);
        bytes += streams.size() * sizeof(StreamRow) + streamIntervals.size() * sizeof(StreamIntervalRow);
        for (const PackedBlock& block : blocks)
            bytes += block.data.size();
        return bytes;
    }

    /// Keeps the memory.
    void clear()
    {
        for (const auto rows : allRows)
            (this->*rows).clear();
        changedCalls.clear();
        sources.clear();
        agentRows.clear();
        refusals.clear();
        tlsConnections.clear();
        tlsSecrets.clear();
        streams.clear();
        registrations.clear();
        streamIntervals.clear();
        blocks.clear();
        segment.reset();
    }

private:
    using Rows = sqlite::RowBatch CommitBatch::*;
    static constexpr std::array<Rows, 9> allRows{
        &CommitBatch::messages, &CommitBatch::messageFrames, &CommitBatch::strings,
        &CommitBatch::paths,    &CommitBatch::starts,        &CommitBatch::parties,
        &CommitBatch::agents,   &CommitBatch::calls,         &CommitBatch::callHashes};
};

} // namespace core::session
