// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/stray_streams.h"

#include "core/session/sqlite/statement.h"
#include "core/session/stream_tables.h"

#include <string_view>

namespace core::session {
namespace {

net::Endpoint endpointIn(const sqlite::Statement& row, int column)
{
    return {net::IpAddress::parse(row.text(column)).value_or(net::IpAddress{}),
            static_cast<std::uint16_t>(row.integer(column + 1))};
}

} // namespace

base::Result<std::vector<StrayStream>> readStrayStreams(sqlite::Database& database,
                                                        const std::vector<std::string>& addresses)
{
    std::vector<StrayStream> streams;
    const auto present = hasStreamTables(database);
    if (!present)
        return present.error();
    if (!*present || addresses.empty())
        return streams;
    std::string list;
    for (const std::string& address : addresses)
        list += (list.empty() ? "[\"" : ",\"") + address + '"';
    list += ']';
    sqlite::Statement rows{database,
                           "SELECT id, src_ip, src_port, dst_ip, dst_port, codec, first_time,"
                           " last_time, packets FROM stream_rows WHERE call <= 0 AND src_ip IN"
                           " (SELECT value FROM json_each(?)) AND packets > 0 ORDER BY id LIMIT 256"};
    rows.query(std::string_view{list});
    while (rows.next()) {
        StrayStream& stream = streams.emplace_back();
        stream.id = rows.integer(0);
        stream.path = {endpointIn(rows, 1), endpointIn(rows, 3), net::Transport::Udp};
        stream.codec = rows.text(5);
        stream.first = base::fromNanoseconds(rows.integer(6));
        stream.last = base::fromNanoseconds(rows.integer(7));
        stream.packets = static_cast<std::uint64_t>(rows.integer(8));
    }
    if (const auto status = rows.status(); !status)
        return status.error();
    return streams;
}

} // namespace core::session
