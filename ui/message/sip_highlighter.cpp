// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/message/sip_highlighter.h"

#include "ui/theme/theme.h"

#include <QRegularExpression>

#include <algorithm>

namespace ui::message {
namespace {

QTextCharFormat colored(const QColor& color, int weight = QFont::Normal)
{
    QTextCharFormat format;
    format.setForeground(color);
    format.setFontWeight(weight);
    return format;
}

QTextCharFormat filled(const QColor& fill)
{
    QTextCharFormat format;
    format.setForeground(theme::colors().text);
    format.setBackground(fill);
    return format;
}

bool isFold(const QString& text)
{
    return text.startsWith(QLatin1Char(' ')) || text.startsWith(QLatin1Char('\t'));
}

} // namespace

SipHighlighter::SipHighlighter(QTextDocument* document) : QSyntaxHighlighter(document)
{
    connect(&theme::Theme::instance(), &theme::Theme::changed, this, &QSyntaxHighlighter::rehighlight);
}

void SipHighlighter::highlightBlock(const QString& text)
{
    const int before = previousBlockState();
    if (before == NoPart) {
        setCurrentBlockState(Headers);
        highlightStartLine(text);
    } else if (before == Headers && text.isEmpty()) {
        setCurrentBlockState(Body);
    } else if (before == Headers) {
        setCurrentBlockState(Headers);
        if (isFold(text))
            highlightValue(text, 0);
        else
            highlightHeader(text);
    } else {
        setCurrentBlockState(Body);
        highlightBodyLine(text);
    }
    highlightEscapes(text);
}

void SipHighlighter::highlightStartLine(const QString& text)
{
    const theme::Palette& colors = theme::colors();
    const auto firstSpace = static_cast<int>(text.indexOf(QLatin1Char(' ')));
    if (firstSpace < 0)
        return;
    if (text.startsWith(QLatin1String("SIP/"))) {
        const QString code = text.mid(firstSpace + 1, 3);
        setFormat(0, firstSpace, colored(colors.textTertiary));
        setFormat(firstSpace + 1, static_cast<int>(text.size()) - firstSpace - 1,
                  colored(colors.status(code.toUInt()), QFont::Bold));
        return;
    }
    const auto lastSpace = static_cast<int>(text.lastIndexOf(QLatin1Char(' ')));
    setFormat(0, firstSpace, colored(colors.text, QFont::Bold));
    if (lastSpace > firstSpace) {
        setFormat(firstSpace + 1, lastSpace - firstSpace - 1, colored(colors.uri));
        setFormat(lastSpace, static_cast<int>(text.size()) - lastSpace, colored(colors.textTertiary));
    }
}

void SipHighlighter::highlightHeader(const QString& text)
{
    const auto colon = static_cast<int>(text.indexOf(QLatin1Char(':')));
    if (colon < 0)
        return;
    setFormat(0, colon, colored(theme::colors().headerName, QFont::DemiBold));
    setFormat(colon, 1, colored(theme::colors().textTertiary));
    const QString name = text.left(colon).trimmed().toLower();
    if (name == QLatin1String("call-id") || name == QLatin1String("i")) {
        const int start = colon + 1 + (text.mid(colon + 1).startsWith(QLatin1Char(' ')) ? 1 : 0);
        setFormat(start, static_cast<int>(text.size()) - start, filled(theme::colors().callIdFill));
        return;
    }
    highlightValue(text, colon + 1);
}

void SipHighlighter::highlightValue(const QString& text, int from)
{
    static const QRegularExpression token{QStringLiteral(
        R"re("(?:[^"\\]|\\.)*"|\b(?:sips?|tel|urn|https?):[^\s<>",;]+|;\s*([A-Za-z0-9_.!%*+'~-]+)\s*(=\s*("[^"]*"|[^\s;,>]*))?|(?<![\w.@:-])\d+(?![\w.:-]))re")};
    const theme::Palette& colors = theme::colors();
    QRegularExpressionMatchIterator matches = token.globalMatch(text, from);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        const auto start = static_cast<int>(match.capturedStart());
        const auto length = static_cast<int>(match.capturedLength());
        const QChar first = text.at(start);
        if (first == QLatin1Char('"'))
            setFormat(start, length, colored(colors.quoted));
        else if (first == QLatin1Char(';'))
            highlightParameter(text, static_cast<int>(match.capturedStart(1)),
                               static_cast<int>(match.capturedStart(3)), start + length);
        else if (first.isDigit())
            setFormat(start, length, colored(colors.number));
        else
            setFormat(start, length, colored(colors.uri));
    }
}

void SipHighlighter::highlightParameter(const QString& text, int nameStart, int valueStart, int end)
{
    const theme::Palette& colors = theme::colors();
    const int nameEnd = valueStart < 0 ? end : valueStart;
    setFormat(nameStart - 1, nameEnd - nameStart + 1, colored(colors.textTertiary));
    if (valueStart < 0)
        return;
    const QString name = text.mid(nameStart, nameEnd - nameStart - 1).trimmed().toLower();
    if (name == QLatin1String("tag") || name == QLatin1String("branch"))
        setFormat(valueStart, end - valueStart, filled(colors.tagFill));
    else if (text.at(valueStart) == QLatin1Char('"'))
        setFormat(valueStart, end - valueStart, colored(colors.quoted));
}

void SipHighlighter::highlightBodyLine(const QString& text)
{
    if (text.size() < 2 || text.at(1) != QLatin1Char('=') || !text.at(0).isLower())
        return;
    const theme::Palette& colors = theme::colors();
    setFormat(0, 1, colored(colors.media, QFont::Bold));
    setFormat(1, 1, colored(colors.textTertiary));
    if (text.at(0) == QLatin1Char('m')) {
        const auto end = static_cast<int>(text.indexOf(QLatin1Char(' ')));
        setFormat(2, std::max(0, end - 2), colored(colors.text, QFont::Bold));
    }
    static const QRegularExpression number{QStringLiteral(R"((?<![\w.])\d+(?![\w.]))")};
    QRegularExpressionMatchIterator matches = number.globalMatch(text, 2);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        setFormat(static_cast<int>(match.capturedStart()), static_cast<int>(match.capturedLength()),
                  colored(colors.number));
    }
}

/// "\\xNN" stands for a byte that is no text: it must not be taken for these four signs.
void SipHighlighter::highlightEscapes(const QString& text)
{
    if (!text.contains(QLatin1Char('\\')))
        return;
    static const QRegularExpression escape{QStringLiteral(R"(\\(?:x[0-9A-F]{2}|u\{[0-9A-Fa-f]{4,6}\}))")};
    QRegularExpressionMatchIterator matches = escape.globalMatch(text);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        QTextCharFormat format = colored(theme::colors().textSecondary);
        format.setBackground(theme::colors().header);
        setFormat(static_cast<int>(match.capturedStart()), static_cast<int>(match.capturedLength()), format);
    }
}

} // namespace ui::message
