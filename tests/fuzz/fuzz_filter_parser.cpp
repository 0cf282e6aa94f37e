// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ascii.h"
#include "core/filter/filter.h"

#include <cstdint>
#include <cstdlib>

using namespace core;
using filter::Filter;
using filter::FilterError;
using filter::Scope;

namespace {

void require(bool isTrue)
{
    if (!isTrue)
        std::abort();
}

/// A mistake lies within the text, and a filter without one can be asked.
void parse(std::string_view text, Scope scope)
{
    static const std::string message =
        "INVITE sip:bob@b.example SIP/2.0\r\nFrom: <sip:alice@a.example>;tag=1\r\n\r\n";
    const auto parsed = Filter::parse(text, scope);
    if (const auto* error = std::get_if<FilterError>(&parsed)) {
        require(error->offset <= text.size() && error->length <= text.size() - error->offset);
        require(!error->sentence().empty());
        return;
    }
    const Filter& filter = std::get<Filter>(parsed);
    const call::MessageRecord record;
    const filter::MessageWithBytes whole{&record, base::asBytes(message)};
    (void)filter.matches(record, whole.bytes, {});
    (void)filter.matches(call::CallRecord{}, {&whole, 1}, {});
}

/// Tokens lie in order, within the text, and do not overlap.
void colour(std::string_view text)
{
    std::size_t end = 0;
    for (const filter::Token& token : filter::tokens(text)) {
        require(token.offset >= end && token.length > 0 && token.length <= text.size() - token.offset);
        end = token.offset + token.length;
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    parse(text, Scope::Message);
    parse(text, Scope::Call);
    colour(text);
    std::size_t replaceFrom = 0;
    (void)filter::completions(text, size / 2, Scope::Call, replaceFrom);
    require(replaceFrom <= size / 2);
    return 0;
}
