// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/leg/call_id_affix.h"

#include <optional>

namespace core::leg {
namespace {

constexpr std::string_view separators = "-_.~";
/// "_b2b-1" has a separator within.
constexpr std::size_t longestAffix = 12;
constexpr std::size_t shortestRest = 12;
constexpr int mostParts = 2;

bool isEnough(std::string_view rest)
{
    return rest.size() >= shortestRest;
}

void addWithoutSuffix(std::string_view name, std::string_view host, std::vector<std::string>& rests)
{
    std::size_t end = name.size();
    for (int part = 0; part < mostParts; ++part) {
        const std::size_t at = name.substr(0, end).find_last_of(separators);
        if (at == std::string_view::npos || name.size() - at > longestAffix + 1 ||
            !isEnough(name.substr(0, at)))
            return;
        rests.push_back(std::string{name.substr(0, at)}.append(host));
        end = at;
    }
}

void addWithoutPrefix(std::string_view name, std::string_view host, std::vector<std::string>& rests)
{
    std::size_t begin = 0;
    for (int part = 0; part < mostParts; ++part) {
        const std::size_t at = name.find_first_of(separators, begin);
        if (at > longestAffix || !isEnough(name.substr(at + 1)))
            return;
        rests.push_back(std::string{name.substr(at + 1)}.append(host));
        begin = at + 1;
    }
}

} // namespace

std::vector<std::string> withoutAffix(std::string_view callId)
{
    std::vector<std::string> rests;
    const std::size_t at = callId.find('@');
    if (at != std::string_view::npos) {
        addWithoutSuffix(callId.substr(0, at), callId.substr(at), rests);
        addWithoutSuffix(callId.substr(0, at), {}, rests);
        addWithoutPrefix(callId.substr(0, at), {}, rests);
    }
    addWithoutSuffix(callId, {}, rests);
    addWithoutPrefix(callId, {}, rests);
    return rests;
}

} // namespace core::leg
