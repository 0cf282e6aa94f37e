// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ascii.h"
#include "core/filter/filter.h"
#include "core/filter/filter_parser.h"
#include "core/filter/lexer.h"

namespace core::filter {
namespace {

using Kind = Lexeme::Kind;

TokenKind kindOfWord(const Lexeme& word, bool isValue)
{
    switch (word.symbol) {
    case Symbol::None:
        break;
    case Symbol::And:
    case Symbol::Or:
    case Symbol::Not:
        return TokenKind::Keyword;
    default:
        return TokenKind::Operator;
    }
    const bool isNumber = base::isDigit(word.text.front()) ||
                          (word.text.size() > 1 && word.text[0] == '-' && base::isDigit(word.text[1]));
    if (isValue)
        return isNumber ? TokenKind::Number : TokenKind::Word;
    return findField(word.text, Scope::Message).field != nullptr ? TokenKind::Field : TokenKind::Word;
}

TokenKind kindOf(const Lexeme& lexeme, bool isValue)
{
    switch (lexeme.kind) {
    case Kind::Word:
        return kindOfWord(lexeme, isValue);
    case Kind::Quoted:
    case Kind::Raw:
    case Kind::Unterminated:
        return TokenKind::Text;
    case Kind::OpenBracket:
    case Kind::CloseBracket:
    case Kind::OpenBrace:
    case Kind::CloseBrace:
        return TokenKind::Bracket;
    default:
        return TokenKind::Operator;
    }
}

/// True when a value, not a field, stands after this.
bool expectsValue(const Lexeme& lexeme)
{
    switch (lexeme.symbol) {
    case Symbol::None:
        return lexeme.kind == Kind::OpenBrace || lexeme.kind == Kind::Comma || lexeme.kind == Kind::Range;
    case Symbol::And:
    case Symbol::Or:
    case Symbol::Not:
        return false;
    default:
        return true;
    }
}

} // namespace

std::vector<Token> tokens(std::string_view text)
{
    std::vector<Token> result;
    bool isValue = false;
    bool isQuantity = false;
    for (const Lexeme& lexeme : lexemes(text)) {
        if (lexeme.kind == Kind::End)
            break;
        TokenKind kind = kindOf(lexeme, isValue);
        if (!isValue && lexeme.kind == Kind::Word && isMessageWord(lexeme.text) && isQuantity) {
            result.back().kind = TokenKind::Keyword;
            kind = TokenKind::Keyword;
        }
        isQuantity = !isValue && lexeme.kind == Kind::Word && quantityOf(lexeme.text);
        result.push_back({kind, lexeme.offset, lexeme.text.size()});
        isValue = expectsValue(lexeme);
    }
    return result;
}

} // namespace core::filter
