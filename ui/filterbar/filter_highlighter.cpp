// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/filterbar/filter_highlighter.h"

#include "ui/adapt/text.h"
#include "ui/theme/theme.h"

#include <algorithm>

namespace ui::filterbar {
namespace {

using core::filter::TokenKind;

QTextCharFormat formatOf(TokenKind kind)
{
    const theme::Palette& colors = theme::colors();
    QTextCharFormat format;
    switch (kind) {
    case TokenKind::Field:
        format.setForeground(colors.headerName);
        break;
    case TokenKind::Text:
    case TokenKind::Word:
        format.setForeground(colors.quoted);
        break;
    case TokenKind::Number:
        format.setForeground(colors.number);
        break;
    case TokenKind::Keyword:
        format.setForeground(colors.text);
        format.setFontWeight(QFont::Bold);
        break;
    case TokenKind::Operator:
    case TokenKind::Bracket:
        format.setForeground(colors.text);
        break;
    }
    return format;
}

} // namespace

int characterAt(const QString& text, std::size_t byte)
{
    const std::string utf8 = adapt::bytes(text);
    return static_cast<int>(
        QString::fromUtf8(utf8.data(), static_cast<qsizetype>(std::min(byte, utf8.size()))).size());
}

std::size_t byteAt(const QString& text, int character)
{
    return adapt::bytes(text.left(character)).size();
}

FilterHighlighter::FilterHighlighter(QTextDocument* document) : QSyntaxHighlighter(document)
{
    connect(&theme::Theme::instance(), &theme::Theme::changed, this, &QSyntaxHighlighter::rehighlight);
}

void FilterHighlighter::setError(const std::optional<core::filter::FilterError>& error)
{
    m_error = error;
    rehighlight();
}

void FilterHighlighter::highlightBlock(const QString& text)
{
    auto before = TokenKind::Operator;
    for (const core::filter::Token& token : core::filter::tokens(adapt::bytes(text))) {
        const int start = characterAt(text, token.offset);
        TokenKind kind = token.kind;
        if (kind == TokenKind::Operator && text.at(start).isLetter())
            kind = TokenKind::Keyword; // "in" and "contains" are words of the language
        else if (kind == TokenKind::Word && before == TokenKind::Number)
            kind = TokenKind::Number; // its unit
        setFormat(start, characterAt(text, token.offset + token.length) - start, formatOf(kind));
        before = token.kind;
    }
    if (!m_error)
        return;
    const int start = characterAt(text, m_error->offset);
    const int end = std::max(start + 1, characterAt(text, m_error->offset + m_error->length));
    for (int i = std::min(start, static_cast<int>(text.size()) - 1); i >= 0 && i < end && i < text.size();
         ++i) {
        QTextCharFormat wave = format(i);
        wave.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        wave.setUnderlineColor(theme::colors().error);
        setFormat(i, 1, wave);
    }
}

} // namespace ui::filterbar
