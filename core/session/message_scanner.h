// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/session/block_store.h"
#include "core/session/row_reader.h"
#include "core/session/session_file.h"
#include "core/session/sqlite/database.h"

#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <stop_token>
#include <vector>

namespace core::session {

/// Reads the bytes of messages over a connection of its own. One thread.
class MessageScanner {
public:
    using Visit = std::function<void(std::size_t index, std::span<const std::byte>)>;

    [[nodiscard]] static base::Result<std::unique_ptr<MessageScanner>> open(const std::filesystem::path& path,
                                                                            sqlite::Access access);

    /// Where a message is; MessageUnknown when there is none of this id.
    [[nodiscard]] base::Result<MessagePlace> place(base::MessageId id);
    [[nodiscard]] base::Result<std::vector<std::byte>> bytes(base::MessageId id);

    /// Calls `visit(firstIndex + i, bytes)` for each of `ids` that exists and can be read, in their order.
    /// The first damage is returned at the end.
    base::Status scan(std::span<const base::MessageId> ids, std::size_t firstIndex, const Visit& visit,
                      const std::stop_token& stop);

    [[nodiscard]] BlockStore& blocks() { return m_blocks; }

private:
    explicit MessageScanner(sqlite::Database database);

    base::Status readPlaces(std::span<const base::MessageId> ids, std::vector<MessagePlace>& places);
    MessagePlace readPlace(const sqlite::Statement& row) const;
    [[nodiscard]] base::Error unknown(base::MessageId id) const;
    /// Bytes that are not there are a damage, unless a ring has let the message go meanwhile.
    [[nodiscard]] bool isGone(base::MessageId id);

    sqlite::Database m_database;
    sqlite::Statement m_place;
    sqlite::Statement m_places;
    BlockStore m_blocks;
};

} // namespace core::session
