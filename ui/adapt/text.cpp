// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/adapt/text.h"

#include "core/base/utf8.h"

#include <QDir>
#include <QFile>

#include <algorithm>
#include <cstdint>

namespace ui::adapt {
namespace {

bool isPlainAscii(char c)
{
    return c >= 0x20 && c < 0x7F;
}

bool turnsDirection(char32_t c)
{
    return c == 0x200E || c == 0x200F || c == 0x061C || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069);
}

bool isControl(char32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029;
}

QString escapedByte(char c)
{
    return QStringLiteral("\\x%1")
        .arg(static_cast<std::uint8_t>(c), 2, 16, QLatin1Char('0'))
        .toUpper()
        .replace(QLatin1Char('X'), QLatin1Char('x'));
}

} // namespace

QString text(std::string_view utf8)
{
    if (std::ranges::all_of(utf8, isPlainAscii))
        return QString::fromLatin1(utf8.data(), static_cast<qsizetype>(utf8.size()));

    QString result;
    result.reserve(static_cast<qsizetype>(utf8.size()));
    while (!utf8.empty()) {
        const core::base::CodePoint next = core::base::firstCodePoint(utf8);
        const std::size_t length = std::max<std::size_t>(next.length, 1);
        if (next.length == 0 || isControl(next.value)) {
            for (const char c : utf8.substr(0, length))
                result += escapedByte(c);
        } else if (turnsDirection(next.value)) {
            result += QStringLiteral("\\u{%1}").arg(static_cast<uint>(next.value), 4, 16, QLatin1Char('0'));
        } else {
            result += QString::fromUcs4(&next.value, 1);
        }
        utf8.remove_prefix(length);
    }
    return result;
}

QString text(std::span<const std::byte> bytes)
{
    return text(std::string_view{reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

QString exact(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

std::string bytes(const QString& text)
{
    return text.toStdString();
}

std::filesystem::path path(const QString& text)
{
    return std::filesystem::path{QFile::encodeName(text).toStdString()};
}

QString pathText(const std::filesystem::path& path)
{
    return QFile::decodeName(path.c_str());
}

QString shortPath(const std::filesystem::path& path)
{
    const QString full = pathText(path);
    const QString home = QDir::homePath();
    if (home.size() > 1 && full.startsWith(home + QLatin1Char('/')))
        return QLatin1Char('~') + full.mid(home.size());
    return full;
}

} // namespace ui::adapt
