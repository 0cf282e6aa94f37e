// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/keyed_hash.h"
#include "core/call/call_record.h"
#include "core/session/commit_batch.h"
#include "core/session/interner.h"
#include "core/session/rows.h"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace core::session {

/// Turns messages and calls into rows of numbers, and what is new in the dictionaries into rows of theirs.
/// Session thread.
class RowBuilder {
public:
    explicit RowBuilder(const DictionaryIds& last);

    /// The highest ids so far.
    [[nodiscard]] DictionaryIds lastIds() const;
    /// From now on all values get new ids.
    void beginAnew();

    void addMessage(CommitBatch& batch, base::MessageId id, const NewMessage& message);
    void addCall(CommitBatch& batch, const call::CallRecord& record);

private:
    std::uint32_t text(CommitBatch& batch, std::string_view text);
    std::uint32_t path(CommitBatch& batch, std::uint64_t hash, const net::Path& path,
                       std::string_view tunnel = {});
    /// The same endpoints seen through different tunnels are different paths.
    [[nodiscard]] std::uint64_t hashOf(const net::Path& path, std::string_view tunnel) const;
    std::uint32_t start(CommitBatch& batch, const sip::Message& message);
    /// From-user, from-host, to-user, to-host.
    using Parties = std::array<std::string_view, 4>;
    std::uint32_t parties(CommitBatch& batch, std::uint64_t hash, const Parties& parties);
    std::uint32_t agent(CommitBatch& batch, std::uint32_t agentId, std::string_view name);
    std::uint64_t hashOf(std::span<const std::string_view> parts, std::uint64_t number = 0);

    base::HashKey m_key = base::processHashKey();
    Interner m_strings{1U << 19U};
    Interner m_paths{1U << 18U};
    Interner m_starts{1U << 16U};
    Interner m_parties{1U << 19U};
    Interner m_agents{1U << 16U};
    std::string m_buffer;
};

} // namespace core::session
