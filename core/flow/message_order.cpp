// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flow/message_order.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <tuple>

namespace core::flow {
namespace {

/// What a response shares with its request, seen from the client.
auto transactionKey(const FlowMessage& message)
{
    const bool isRequest = message.kind == sip::Kind::Request;
    const net::Endpoint& client = isRequest ? message.path.source : message.path.destination;
    const std::string& method = isRequest ? message.method : message.cseqMethod;
    return std::tuple{message.call, message.cseqNumber, std::string_view{method},
                      std::string_view{message.branch}, client.address};
}

/// Messages of the same time: a request goes before its responses, everything else stays in order of id.
void putRequestsFirst(std::span<const FlowMessage*> sameTime)
{
    std::map<decltype(transactionKey(*sameTime.front())), std::size_t> requests;
    for (std::size_t index = 0; index < sameTime.size(); ++index) {
        if (sameTime[index]->kind == sip::Kind::Request)
            requests.emplace(transactionKey(*sameTime[index]), index);
    }
    MessageOrder ordered;
    std::vector<bool> isPlaced(sameTime.size(), false);
    const auto place = [&](std::size_t index) {
        if (isPlaced[index])
            return;
        isPlaced[index] = true;
        ordered.push_back(sameTime[index]);
    };
    for (std::size_t index = 0; index < sameTime.size(); ++index) {
        if (sameTime[index]->kind == sip::Kind::Response) {
            const auto request = requests.find(transactionKey(*sameTime[index]));
            if (request != requests.end())
                place(request->second);
        }
        place(index);
    }
    std::copy(ordered.begin(), ordered.end(), sameTime.begin());
}

} // namespace

MessageOrder inOrder(std::span<const FlowMessage> messages)
{
    MessageOrder order(messages.size());
    std::transform(messages.begin(), messages.end(), order.begin(), [](const FlowMessage& m) { return &m; });
    std::sort(order.begin(), order.end(), [](const FlowMessage* a, const FlowMessage* b) {
        return std::tie(a->time, a->id) < std::tie(b->time, b->id);
    });
    for (auto begin = order.begin(); begin != order.end();) {
        const auto end =
            std::find_if(begin, order.end(), [&](const FlowMessage* m) { return m->time != (*begin)->time; });
        if (end - begin > 1)
            putRequestsFirst({begin, end});
        begin = end;
    }
    return order;
}

} // namespace core::flow
