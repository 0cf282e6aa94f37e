// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/listed_columns.h"

#include "core/finding/rules.h"
#include "core/session/rows.h"

#include <algorithm>
#include <array>

namespace app {
namespace {

using core::exporting::SchemaColumn;
using core::filter::ValueType;

SchemaColumn text(std::string name, std::string description)
{
    return {.name = std::move(name), .type = ValueType::Text, .description = std::move(description)};
}

SchemaColumn count(std::string name, std::string description)
{
    return {.name = std::move(name), .type = ValueType::Integer, .description = std::move(description)};
}

SchemaColumn time(std::string name, std::string description)
{
    return {.name = std::move(name), .type = ValueType::Time, .description = std::move(description)};
}

Columns makeSourceColumns()
{
    Columns columns{
        count("id", "Number of the source, from 1"),
        text("kind", "file, interface or hep"),
        text("name", "File, interface or address that was listened on"),
        text("interface", "Interface within a capture file, where the file names it"),
        count("link_type", "Number of the link type, as tcpdump.org lists them; 65536 for HEP"),
        count("received", "Frames that reached us"),
        count("stored", "Frames that the session holds"),
        count("messages", "SIP messages"),
        count("dropped", "Frames dropped by the kernel or by our queue"),
        count("refused", "HEP packets with a wrong key or from an address that is not allowed"),
        time("first_time", "When the first frame was captured"),
        time("last_time", "When the last frame was captured"),
        count("dropped_by_queue", "Frames dropped by our queue, which belong to the received ones"),
    };
    // With what was refused and dropped by our queue these add up to what was received.
    for (std::size_t i = 0; i < core::session::frameFateCount; ++i) {
        const auto fate = static_cast<core::session::FrameFate>(i);
        std::string name{core::session::name(fate)};
        std::replace(name.begin(), name.end(), '-', '_');
        columns.push_back(
            count(std::move(name), "Frames of the class '" + std::string{sentence(fate)} + "'"));
    }
    return columns;
}

} // namespace

const Columns& sourceColumns()
{
    static const Columns columns = makeSourceColumns();
    return columns;
}

const Columns& agentColumns()
{
    static const Columns columns{
        count("id", "Capture id; absent for senders of which nothing was taken"),
        text("name", "Name that the agent gives itself"),
        text("address", "Where it sends from"),
        text("transport", "How it sends: udp, tcp or tls"),
        count("version", "Version of HEP"),
        text("source", "Source that received it"),
        count("packets", "Packets taken"),
        count("bytes", "Bytes of these packets"),
        {.name = "rate",
         .type = ValueType::Decimal,
         .description = "Packets per second between the first and the last"},
        time("first_seen", "When the first packet came"),
        time("last_seen", "When the last packet came"),
        count("refused", "Packets that were refused from this address"),
        text("refused_why", "Reasons, each with its number: key-wrong:3"),
        {.name = "clock_offset",
         .type = ValueType::Duration,
         .description = "The agent's clock minus ours, the median over its newest packets"},
        text("payloads", "What the packets carried, each with its number: sip:120"),
        text("defects", "What was wrong with any of the packets, comma-joined"),
    };
    return columns;
}

const Columns& findingColumns()
{
    static constexpr std::array<std::string_view, 3> severities{"notice", "warning", "error"};
    static const std::vector<std::string_view> kinds = [] {
        std::vector<std::string_view> names;
        for (const core::finding::Kind* kind : core::finding::allKinds())
            names.push_back(kind->name);
        return names;
    }();
    static const Columns columns{
        count("id", "Number of the row, from 1"),
        time("time", "When the first of the messages was captured"),
        {.name = "severity", .type = ValueType::Text, .description = "How bad it is", .values = severities},
        {.name = "finding", .type = ValueType::Text, .description = "What it is", .values = kinds},
        text("call_id", "Call-ID of the call"),
        text("sentence", "What is wrong, in English"),
        {.name = "messages",
         .type = ValueType::Integer,
         .description = "Ids of the messages that show it, at most 20",
         .isList = true},
        text("reference", "The section of the RFC"),
        text("advice", "What to check next, in English"),
    };
    return columns;
}

std::vector<std::string> namesOf(const Columns& columns)
{
    std::vector<std::string> names;
    names.reserve(columns.size());
    for (const SchemaColumn& column : columns)
        names.push_back(column.name);
    return names;
}

} // namespace app
