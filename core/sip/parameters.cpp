// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sip/parameters.h"

#include "core/sip/characters.h"

namespace core::sip {

std::size_t endOfQuoted(std::string_view text, std::size_t open)
{
    for (std::size_t i = open + 1; i < text.size(); ++i) {
        if (text[i] == '\\')
            ++i;
        else if (text[i] == '"')
            return i + 1;
    }
    return std::string_view::npos;
}

bool ParameterReader::next(Parameter& parameter)
{
    for (;;) {
        m_position = skipWhitespace(m_text, m_position);
        if (m_position == m_text.size() || m_text[m_position] == ',')
            return false;
        if (m_text[m_position] != ';') {
            m_isMalformed = true;
            return false;
        }
        std::size_t begin = m_position + 1;
        std::size_t end = endOf(Characters::Token, m_text, begin);
        if (end == begin) {
            begin = skipWhitespace(m_text, begin);
            end = endOf(Characters::Token, m_text, begin);
        }
        m_position = skipWhitespace(m_text, end);
        const bool isDelimited = m_position == m_text.size() || m_text[m_position] == ';' ||
                                 m_text[m_position] == '=' || m_text[m_position] == ',';
        if (!isDelimited) {
            // Not a token: take what stands there up to the next delimiter.
            m_isMalformed = true;
            end = findAny<';', '=', ','>(m_text, m_position);
            m_position = end;
        }
        parameter = {base::trimmed(m_text.substr(begin, end - begin)), std::nullopt};
        if (m_position < m_text.size() && m_text[m_position] == '=')
            readValue(parameter);
        if (!parameter.name.empty())
            return true;
        m_isMalformed = true;
    }
}

void ParameterReader::readValue(Parameter& parameter)
{
    const std::size_t begin = skipWhitespace(m_text, m_position + 1);
    if (begin < m_text.size() && m_text[begin] == '"') {
        const std::size_t end = endOfQuoted(m_text, begin);
        if (end != std::string_view::npos) {
            parameter.value = m_text.substr(begin + 1, end - begin - 2);
            m_position = end;
            return;
        }
    }
    std::size_t end = endOf(Characters::Value, m_text, begin);
    m_position = skipWhitespace(m_text, end);
    const bool isDelimited =
        m_position == m_text.size() || m_text[m_position] == ';' || m_text[m_position] == ',';
    if (!isDelimited) {
        end = findAny<';', ','>(m_text, m_position);
        m_position = end;
    }
    m_isMalformed = m_isMalformed || !isDelimited || begin == end;
    parameter.value = base::trimmed(m_text.substr(begin, end - begin));
}

ParameterScan scanParameters(std::string_view text, std::size_t from, std::string_view wanted)
{
    ParameterScan scan;
    scan.end = from;
    // Nearly all parameters are ";token" or ";token=token"; the reader takes over at the first that is not.
    while (scan.end < text.size() && text[scan.end] == ';') {
        const std::size_t begin = scan.end + 1;
        const std::size_t nameEnd = endOf(Characters::Token, text, begin);
        std::size_t valueBegin = nameEnd;
        std::size_t end = nameEnd;
        if (nameEnd < text.size() && text[nameEnd] == '=') {
            valueBegin = nameEnd + 1;
            end = endOf(Characters::Value, text, valueBegin);
        }
        const bool isPlain = nameEnd != begin && (valueBegin == nameEnd || valueBegin != end) &&
                             (end == text.size() || text[end] == ';' || text[end] == ',');
        if (!isPlain)
            break;
        if (!scan.wanted && base::equalsIgnoringCase(text.substr(begin, nameEnd - begin), wanted))
            scan.wanted = text.substr(valueBegin, end - valueBegin);
        scan.end = end;
    }
    if (scan.end == text.size() || text[scan.end] == ',')
        return scan;
    ParameterReader reader(text, scan.end);
    Parameter parameter;
    while (reader.next(parameter)) {
        if (!scan.wanted && base::equalsIgnoringCase(parameter.name, wanted))
            scan.wanted = parameter.value.value_or(std::string_view{});
    }
    scan.end = reader.position();
    scan.isValid = !reader.isMalformed();
    return scan;
}

std::optional<std::string_view> findParameter(std::string_view parameters, std::string_view name)
{
    // Parameters of URIs allow more characters than those of headers; a reader marks them malformed, but
    // splits them in the same way.
    ParameterReader reader(parameters);
    Parameter parameter;
    while (reader.next(parameter)) {
        if (base::equalsIgnoringCase(parameter.name, name))
            return parameter.value.value_or(std::string_view{});
    }
    return std::nullopt;
}

} // namespace core::sip
