// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/message_scanner.h"

#include "core/session/sqlite/write_scope.h"

namespace core::session {
namespace {

using base::ErrorCode;

} // namespace

MessageScanner::MessageScanner(sqlite::Database database)
    : m_database(std::move(database)),
      m_place(m_database, "SELECT id, frame, place, size FROM message_rows WHERE id = ?"),
      m_places(m_database,
               "SELECT id, frame, place, size FROM message_rows WHERE id >= ? AND id <= ? ORDER BY id"),
      m_blocks(m_database)
{
}

base::Result<std::unique_ptr<MessageScanner>> MessageScanner::open(const std::filesystem::path& path,
                                                                   sqlite::Access access)
{
    auto database = sqlite::Database::open(path, access);
    if (!database)
        return database.error();
    return std::unique_ptr<MessageScanner>{new MessageScanner(std::move(*database))};
}

MessagePlace MessageScanner::readPlace(const sqlite::Statement& row) const
{
    MessagePlace place;
    place.id.value = row.integer(0);
    place.frame.value = row.integer(0) + row.integer(1);
    place.offset = static_cast<std::uint32_t>(row.integer(2));
    place.size = static_cast<std::uint32_t>(row.integer(3) >> 2U);
    place.isWithinFrame = (row.integer(3) & 2) != 0;
    return place;
}

base::Result<MessagePlace> MessageScanner::place(base::MessageId id)
{
    MessagePlace found;
    if (m_place.query(id.value).next())
        found = readPlace(m_place);
    if (auto status = m_place.status(); !status)
        return status.error();
    m_place.reset();
    if (!found.id)
        return unknown(id);
    return found;
}

base::Error MessageScanner::unknown(base::MessageId id) const
{
    return {ErrorCode::MessageUnknown, m_database.path(), std::to_string(id.value)};
}

bool MessageScanner::isGone(base::MessageId id)
{
    const auto found = place(id);
    return !found && found.error().code == ErrorCode::MessageUnknown;
}

base::Result<std::vector<std::byte>> MessageScanner::bytes(base::MessageId id)
{
    const auto found = place(id);
    if (!found)
        return found.error();
    std::shared_ptr<const Block> holder;
    const auto view = m_blocks.bytesOf(*found, holder);
    if (!view)
        return isGone(id) ? unknown(id) : view.error();
    return std::vector<std::byte>(view->begin(), view->end());
}

/// Ids that lie close together are read in one go; a place without id marks a message that does not exist.
base::Status MessageScanner::readPlaces(std::span<const base::MessageId> ids,
                                        std::vector<MessagePlace>& places)
{
    const sqlite::ReadScope scope{m_database};
    places.assign(ids.size(), {});
    const std::int64_t first = ids.front().value;
    const std::int64_t last = ids.back().value;
    if (last >= first && static_cast<std::uint64_t>(last - first) < 4 * ids.size()) {
        std::size_t index = 0;
        m_places.query(first, last);
        while (index < ids.size() && m_places.next()) {
            while (index < ids.size() && ids[index].value < m_places.integer(0))
                ++index;
            for (; index < ids.size() && ids[index].value == m_places.integer(0); ++index)
                places[index] = readPlace(m_places);
        }
        auto status = m_places.status();
        m_places.reset();
        return status;
    }
    for (std::size_t i = 0; i < ids.size(); ++i) {
        const auto found = place(ids[i]);
        if (found)
            places[i] = *found;
        else if (found.error().code != ErrorCode::MessageUnknown)
            return found.error();
    }
    return {};
}

base::Status MessageScanner::scan(std::span<const base::MessageId> ids, std::size_t firstIndex,
                                  const Visit& visit, const std::stop_token& stop)
{
    if (ids.empty())
        return {};
    std::vector<MessagePlace> places;
    base::Status result = readPlaces(ids, places);
    std::shared_ptr<const Block> holder;
    for (std::size_t i = 0; i < places.size(); ++i) {
        if (i % 64 == 0 && stop.stop_requested())
            return base::Error{ErrorCode::Cancelled, m_database.path(), {}};
        if (!places[i].id)
            continue;
        const auto bytes = m_blocks.bytesOf(places[i], holder);
        if (bytes)
            visit(firstIndex + i, *bytes);
        else if (result && !isGone(places[i].id))
            result = bytes.error();
    }
    return result;
}

} // namespace core::session
