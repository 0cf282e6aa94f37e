// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/agent_comment.h"

#include "core/base/utf8.h"

#include <algorithm>
#include <charconv>

namespace core::net {
namespace {

constexpr std::string_view idField = "agent.id=";
constexpr std::string_view nameField = "agent.name=";
constexpr std::string_view correlationField = "correlation_id=";

void appendQuoted(std::string& output, std::string_view value)
{
    constexpr std::string_view digits = "0123456789abcdef";
    output += '"';
    while (!value.empty()) {
        const base::CodePoint next = base::firstCodePoint(value);
        const std::string_view bytes = value.substr(0, std::max<std::size_t>(next.length, 1));
        const auto first = static_cast<unsigned char>(bytes.front());
        constexpr char32_t lastControl = 0x9F; // of those beyond ASCII
        const bool isControl = first < 0x20 || (next.value >= 0x7F && next.value <= lastControl);
        if (next.length == 0 || isControl) {
            for (const char c : bytes) {
                const auto byte = static_cast<unsigned char>(c);
                output += {'\\', 'x', digits[byte >> 4U], digits[byte & 0xFU]};
            }
        } else {
            if (first == '"' || first == '\\')
                output += '\\';
            output += bytes;
        }
        value.remove_prefix(bytes.size());
    }
    output += '"';
}

/// Takes `expected` off the front of `text`, when it is there.
bool take(std::string_view& text, std::string_view expected)
{
    if (text.substr(0, expected.size()) != expected)
        return false;
    text.remove_prefix(expected.size());
    return true;
}

/// What stands behind a backslash; nothing when that is no escape of ours.
std::optional<char> takeEscaped(std::string_view& text)
{
    constexpr std::size_t hexLength = 3; // xNN
    if (!text.empty() && (text.front() == '"' || text.front() == '\\')) {
        const char c = text.front();
        text.remove_prefix(1);
        return c;
    }
    unsigned value = 0;
    if (text.size() < hexLength || text.front() != 'x')
        return std::nullopt;
    const char* end = text.data() + hexLength;
    const auto [stop, error] = std::from_chars(text.data() + 1, end, value, 16);
    if (error != std::errc{} || stop != end)
        return std::nullopt;
    text.remove_prefix(hexLength);
    return static_cast<char>(value);
}

/// A quoted value up to its end; false when it is none, empty, or longer than any that text() writes.
bool takeQuoted(std::string_view& text, std::string& value)
{
    if (!take(text, "\""))
        return false;
    while (!text.empty() && value.size() <= AgentComment::longestField) {
        const char c = text.front();
        text.remove_prefix(1);
        if (c == '"')
            return !value.empty();
        if (c != '\\') {
            value += c;
            continue;
        }
        const std::optional<char> escaped = takeEscaped(text);
        if (!escaped)
            return false;
        value += *escaped;
    }
    return false;
}

bool takeNumber(std::string_view& text, std::uint32_t& value)
{
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || value == 0)
        return false;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return true;
}

} // namespace

std::string AgentComment::text() const
{
    std::string output;
    const auto begin = [&output](std::string_view field) {
        output += output.empty() ? prefix : std::string_view{" "};
        output += field;
    };
    if (agentId != 0) {
        begin(idField);
        output += std::to_string(agentId);
    }
    if (!agentName.empty() && agentName.size() <= longestField) {
        begin(nameField);
        appendQuoted(output, agentName);
    }
    if (!correlationId.empty() && correlationId.size() <= longestField) {
        begin(correlationField);
        appendQuoted(output, correlationId);
    }
    return output;
}

std::optional<AgentComment> AgentComment::parse(std::string_view text)
{
    if (text.size() > longestText || !take(text, prefix))
        return std::nullopt;
    AgentComment comment;
    bool isFirst = true;
    const auto begins = [&](std::string_view field) {
        std::string_view rest = text;
        if (!(isFirst || take(rest, " ")) || !take(rest, field))
            return false;
        text = rest;
        isFirst = false;
        return true;
    };
    const bool isOurs = (!begins(idField) || takeNumber(text, comment.agentId)) &&
                        (!begins(nameField) || takeQuoted(text, comment.agentName)) &&
                        (!begins(correlationField) || takeQuoted(text, comment.correlationId));
    if (!isOurs || !text.empty() || isFirst)
        return std::nullopt;
    return comment;
}

} // namespace core::net
