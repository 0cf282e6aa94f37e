// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/filter/lexer.h"

#include "core/base/ascii.h"

#include <algorithm>
#include <array>

namespace core::filter {
namespace {

using Kind = Lexeme::Kind;

struct Spelling {
    std::string_view text;
    Symbol symbol;
};

constexpr std::array spellings{
    Spelling{"eq", Symbol::Equal},
    Spelling{"ne", Symbol::NotEqual},
    Spelling{"lt", Symbol::Less},
    Spelling{"le", Symbol::LessOrEqual},
    Spelling{"gt", Symbol::Greater},
    Spelling{"ge", Symbol::GreaterOrEqual},
    Spelling{"contains", Symbol::Contains},
    Spelling{"matches", Symbol::Matches},
    Spelling{"in", Symbol::In},
    Spelling{"and", Symbol::And},
    Spelling{"or", Symbol::Or},
    Spelling{"not", Symbol::Not},
};

/// Longer ones first, where one begins another.
constexpr std::array operators{
    Spelling{"==", Symbol::Equal},       Spelling{"!=", Symbol::NotEqual},
    Spelling{"<=", Symbol::LessOrEqual}, Spelling{">=", Symbol::GreaterOrEqual},
    Spelling{"&&", Symbol::And},         Spelling{"||", Symbol::Or},
    Spelling{"<", Symbol::Less},         Spelling{">", Symbol::Greater},
    Spelling{"!", Symbol::Not},          Spelling{"~", Symbol::Matches},
    Spelling{"=", Symbol::None},         Spelling{"&", Symbol::None},
    Spelling{"|", Symbol::None},
};

constexpr std::string_view endOfWord = " \t\r\n(){}\"=!<>&|";

class Lexer {
public:
    explicit Lexer(std::string_view text) : m_text(text) {}

    Lexeme next()
    {
        while (m_position < m_text.size() && base::isLinearWhitespace(m_text[m_position]))
            ++m_position;
        if (m_position == m_text.size())
            return make(Kind::End, 0);
        const std::string_view rest = m_text.substr(m_position);
        switch (rest.front()) {
        case '(':
            return make(Kind::OpenBracket, 1);
        case ')':
            return make(Kind::CloseBracket, 1);
        case '{':
            m_isInBraces = true;
            return make(Kind::OpenBrace, 1);
        case '}':
            m_isInBraces = false;
            return make(Kind::CloseBrace, 1);
        case '"':
        case '\'':
            return quoted(rest, 1, Kind::Quoted);
        default:
            break;
        }
        if (rest.starts_with("r\"") || rest.starts_with("R\""))
            return quoted(rest, 2, Kind::Raw);
        if (m_isInBraces && rest.front() == ',')
            return make(Kind::Comma, 1);
        if (m_isInBraces && rest.starts_with(".."))
            return make(Kind::Range, 2);
        return operatorOrWord(rest);
    }

private:
    Lexeme make(Kind kind, std::size_t length, Symbol symbol = Symbol::None)
    {
        const Lexeme lexeme{kind, symbol, m_position, m_text.substr(m_position, length)};
        m_position += length;
        return lexeme;
    }

    Lexeme quoted(std::string_view rest, std::size_t opening, Kind kind)
    {
        const char quote = rest[opening - 1];
        for (std::size_t i = opening; i < rest.size(); ++i) {
            if (rest[i] == quote)
                return make(kind, i + 1);
            if (rest[i] == '\\' && kind == Kind::Quoted)
                ++i;
        }
        return make(Kind::Unterminated, rest.size());
    }

    Lexeme operatorOrWord(std::string_view rest)
    {
        for (const Spelling& spelling : operators) {
            if (rest.starts_with(spelling.text))
                return make(Kind::Operator, spelling.text.size(), spelling.symbol);
        }
        std::size_t length = std::min(rest.find_first_of(endOfWord), rest.size());
        if (m_isInBraces)
            length = std::min({length, rest.find(','), rest.find("..")});
        return make(Kind::Word, length, symbolOf(rest.substr(0, length)));
    }

    std::string_view m_text;
    std::size_t m_position = 0;
    bool m_isInBraces = false;
};

} // namespace

Symbol symbolOf(std::string_view word)
{
    for (const Spelling& spelling : spellings) {
        if (base::equalsIgnoringCase(spelling.text, word))
            return spelling.symbol;
    }
    for (const Spelling& spelling : operators) {
        if (spelling.text == word)
            return spelling.symbol;
    }
    return Symbol::None;
}

std::vector<Lexeme> lexemes(std::string_view text)
{
    std::vector<Lexeme> result;
    Lexer lexer{text};
    do {
        result.push_back(lexer.next());
    } while (result.back().kind != Kind::End);
    return result;
}

} // namespace core::filter
