// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/flow_builder.h"

#include "core/flow/flow_loader.h"

#include <algorithm>
#include <array>
#include <utility>

namespace ui::session {

using namespace core;

base::Result<LoadedFlow> buildFlow(core::session::SessionReader& reader, std::span<const base::CallKey> calls,
                                   flow::Media media, std::size_t most, const std::stop_token& stop)
{
    auto records = reader.calls(calls);
    if (!records)
        return records.error();
    if (records->empty())
        return base::Error{base::ErrorCode::CallUnknown,
                           calls.empty() ? std::string{} : std::to_string(calls.front().value),
                           {}};
    LoadedFlow loaded;
    loaded.records = std::move(*records);
    std::size_t messages = 0;
    for (const call::CallRecord& record : loaded.records)
        messages += record.messages;
    if (messages > most)
        loaded.omitted = messages - most;

    flow::FlowOptions options;
    options.mostMessages = most;
    options.media = media;
    auto flow = flow::loadCallFlow(reader, calls, options, stop);
    if (!flow)
        return flow.error();
    const auto haveStreams = flow::haveStreams(reader, calls);
    if (!haveStreams)
        return haveStreams.error();
    loaded.haveStreams = *haveStreams;
    loaded.flow = std::make_shared<const flow::CallFlow>(std::move(*flow));
    return loaded;
}

base::Result<LoadedLegs> findLegsOf(core::session::SessionTable& table, base::CallKey call,
                                    const std::stop_token& stop)
{
    auto legs = leg::findLegs(table, call, {}, stop);
    if (!legs)
        return legs.error();
    std::vector<base::CallKey> keys = legs->calls;
    for (const leg::LegLink& link : legs->rejected) {
        keys.push_back(link.first);
        keys.push_back(link.second);
    }
    std::ranges::sort(keys);
    const auto repeated = std::ranges::unique(keys);
    keys.erase(repeated.begin(), repeated.end());
    const auto records = table.reader().calls(keys);
    if (!records)
        return records.error();
    LoadedLegs loaded;
    loaded.legs = std::move(*legs);
    for (const call::CallRecord& record : *records)
        loaded.callIds.emplace(record.key, record.callId);
    return loaded;
}

base::Result<LoadedMessage> readMessage(core::session::SessionReader& reader, base::MessageId id)
{
    auto records = reader.messages(std::array{id});
    if (!records)
        return records.error();
    if (records->empty())
        return base::Error{base::ErrorCode::MessageUnknown, std::to_string(id.value), {}};
    auto bytes = reader.messageBytes(id);
    if (!bytes)
        return bytes.error();
    LoadedMessage loaded{std::move(records->front()), std::move(*bytes), {}};
    if (auto sources = reader.sources()) {
        for (const auto& source : *sources) {
            if (source.id == loaded.record.source)
                loaded.sourceName = source.interfaceName.empty() ? source.name : source.interfaceName;
        }
    }
    return loaded;
}

} // namespace ui::session
