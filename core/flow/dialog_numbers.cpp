// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flow/dialog_numbers.h"

#include "core/base/keyed_hash.h"

#include <string_view>
#include <unordered_map>

namespace core::flow {
namespace {

/// The sessions of one call.
class Sessions {
public:
    /// Its number, 0: of none.
    std::size_t numberOf(const FlowMessage& message)
    {
        std::size_t number = find(message.fromTag);
        if (number == 0)
            number = find(message.toTag);
        const bool begins =
            number == 0 && !message.fromTag.empty() &&
            (message.kind == sip::Kind::Request ? message.method : message.cseqMethod) == "INVITE";
        if (begins)
            number = ++m_count;
        if (number == 0)
            return 0;
        for (const std::string_view tag :
             {std::string_view{message.fromTag}, std::string_view{message.toTag}}) {
            if (!tag.empty())
                m_numbers.emplace(tag, number);
        }
        return number;
    }

    [[nodiscard]] std::size_t count() const { return m_count; }

private:
    [[nodiscard]] std::size_t find(std::string_view tag) const
    {
        const auto found = tag.empty() ? m_numbers.end() : m_numbers.find(tag);
        return found == m_numbers.end() ? 0 : found->second;
    }

    std::size_t m_count = 0;
    std::unordered_map<std::string_view, std::size_t, base::KeyedTextHash, std::equal_to<>> m_numbers;
};

} // namespace

std::vector<std::size_t> dialogNumbers(std::span<const FlowMessage* const> messages)
{
    std::vector<std::size_t> numbers;
    numbers.reserve(messages.size());
    std::unordered_map<base::CallKey, Sessions> calls;
    for (const FlowMessage* const message : messages)
        numbers.push_back(calls[message->call].numberOf(*message));
    for (std::size_t index = 0; index < numbers.size(); ++index) {
        if (calls[messages[index]->call].count() < 2)
            numbers[index] = 0;
    }
    return numbers;
}

} // namespace core::flow
