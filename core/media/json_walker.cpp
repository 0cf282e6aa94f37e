// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/json_walker.h"

#include <algorithm>

namespace core::media {
namespace {

constexpr std::string_view blanks = " \t\r\n";

} // namespace

JsonFault JsonWalker::walk(JsonVisitor& visitor)
{
    if (m_text.size() > largest)
        return JsonFault::TooLarge;
    if (!skipBlank() || m_text[m_position] != '{')
        return JsonFault::NotJson;
    if (const JsonFault fault = takeValue({}, visitor); fault != JsonFault::None)
        return fault;
    while (m_depth > 0) {
        if (const JsonFault fault = step(visitor); fault != JsonFault::None)
            return fault;
    }
    return JsonFault::None;
}

/// False at the end.
bool JsonWalker::skipBlank()
{
    m_position = std::min(m_text.find_first_not_of(blanks, m_position), m_text.size());
    return m_position < m_text.size();
}

/// The next member of the innermost object or array, or its end.
JsonFault JsonWalker::step(JsonVisitor& visitor)
{
    while (skipBlank() && m_text[m_position] == ',')
        ++m_position;
    if (m_position >= m_text.size())
        return JsonFault::CutShort;
    const char next = m_text[m_position];
    if (next == '}' || next == ']') {
        ++m_position;
        --m_depth;
        visitor.onEnd();
        return JsonFault::None;
    }
    std::string_view key;
    if (m_isObject[m_depth - 1]) {
        if (const JsonFault fault = takeKey(key); fault != JsonFault::None)
            return fault;
    }
    return takeValue(key, visitor);
}

JsonFault JsonWalker::takeKey(std::string_view& key)
{
    if (m_text[m_position] == '"') {
        if (!takeString(key))
            return JsonFault::CutShort;
    } else {
        key = takeWord();
    }
    if (!skipBlank())
        return JsonFault::CutShort;
    if (m_text[m_position] != ':')
        return JsonFault::NotJson;
    ++m_position;
    return skipBlank() ? JsonFault::None : JsonFault::CutShort;
}

JsonFault JsonWalker::takeValue(std::string_view key, JsonVisitor& visitor)
{
    const char first = m_text[m_position];
    if (first == '{' || first == '[') {
        if (m_depth == mostDepth)
            return JsonFault::TooDeep;
        ++m_position;
        m_isObject[m_depth++] = first == '{';
        visitor.onBegin(key, first == '{');
        return JsonFault::None;
    }
    std::string_view value;
    if (first == '"') {
        if (!takeString(value))
            return JsonFault::CutShort;
    } else {
        value = takeWord();
        if (value.empty())
            return JsonFault::NotJson;
    }
    visitor.onValue(key, value);
    return JsonFault::None;
}

/// From a quote to the one that ends the string.
bool JsonWalker::takeString(std::string_view& text)
{
    const std::size_t begin = m_position + 1;
    for (std::size_t i = begin; i < m_text.size(); ++i) {
        if (m_text[i] == '\\') {
            ++i;
        } else if (m_text[i] == '"' && endsString(i)) {
            text = m_text.substr(begin, i - begin);
            m_position = i + 1;
            return true;
        }
    }
    return false;
}

/// A quote within a text is followed by more text.
bool JsonWalker::endsString(std::size_t quote) const
{
    constexpr std::size_t farthest = 8; // blanks: else a text of quotes and blanks would be read many times
    std::size_t next = quote + 1;
    while (next < m_text.size() && next - quote <= farthest &&
           blanks.find(m_text[next]) != std::string_view::npos)
        ++next;
    return next >= m_text.size() || std::string_view{",:}]"}.find(m_text[next]) != std::string_view::npos;
}

/// A number, true, false, null, or what somebody wrote without quotes.
std::string_view JsonWalker::takeWord()
{
    const std::size_t end = std::min(m_text.find_first_of(" \t\r\n,:{}[]\"", m_position), m_text.size());
    const std::string_view word = m_text.substr(m_position, end - m_position);
    m_position = end;
    return word;
}

} // namespace core::media
