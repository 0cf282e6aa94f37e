// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forward/forward_counters.h"

#include <numeric>

namespace core::forward {

std::string_view name(NotSent reason)
{
    switch (reason) {
    case NotSent::QueueFull:
        return "queue full";
    case NotSent::TooLarge:
        return "too large";
    case NotSent::MixedFamilies:
        return "IPv4 and IPv6 mixed";
    case NotSent::Unreachable:
        return "no connection";
    case NotSent::Refused:
        return "nobody listens";
    case NotSent::Rejected:
        return "rejected by the system";
    case NotSent::NotSip:
        return "not SIP";
    }
    return {};
}

std::uint64_t ForwardCounters::notSentTotal() const
{
    return std::accumulate(notSent.begin(), notSent.end(), std::uint64_t{0});
}

std::string ForwardCounters::toString() const
{
    std::string text = "sent " + std::to_string(sent) + " not sent " + std::to_string(notSentTotal());
    std::string_view separator = " (";
    for (std::size_t i = 0; i < notSent.size(); ++i) {
        if (notSent[i] == 0)
            continue;
        text.append(separator).append(name(static_cast<NotSent>(i)));
        text += ' ' + std::to_string(notSent[i]);
        separator = ", ";
    }
    if (notSentTotal() != 0)
        text += ')';
    return text;
}

} // namespace core::forward
