// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/message/hex_dump.h"

#include <QCoreApplication>

#include <algorithm>

namespace ui::message {
namespace {

constexpr std::size_t bytesPerLine = 16;

void appendHex(QString& line, std::size_t number, int digits)
{
    static constexpr char alphabet[] = "0123456789abcdef";
    for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4)
        line += QLatin1Char(alphabet[number >> static_cast<unsigned>(shift) & 0xFU]);
}

} // namespace

QString hexDump(std::span<const std::byte> bytes, std::size_t maximumBytes)
{
    const auto shown = bytes.first(std::min(bytes.size(), maximumBytes));
    QString dump;
    dump.reserve(static_cast<qsizetype>(shown.size() / bytesPerLine * 76 + 80));
    for (std::size_t offset = 0; offset < shown.size(); offset += bytesPerLine) {
        const auto part = shown.subspan(offset, std::min(bytesPerLine, shown.size() - offset));
        appendHex(dump, offset, shown.size() > 0xFFFF ? 5 : 4);
        dump += QLatin1String("  ");
        for (std::size_t i = 0; i < bytesPerLine; ++i) {
            if (i < part.size())
                appendHex(dump, std::to_integer<std::size_t>(part[i]), 2);
            else
                dump += QLatin1String("  ");
            dump += QLatin1String(i == 7 ? "  " : " ");
        }
        dump += QLatin1Char(' ');
        for (const std::byte value : part) {
            const auto character = std::to_integer<unsigned char>(value);
            dump += character >= 0x20 && character < 0x7F ? QLatin1Char(static_cast<char>(character))
                                                          : QLatin1Char('.');
        }
        dump += QLatin1Char('\n');
    }
    if (shown.size() < bytes.size())
        dump += QCoreApplication::translate("MessageView", "(%n more bytes)", nullptr,
                                            static_cast<int>(bytes.size() - shown.size()));
    return dump;
}

} // namespace ui::message
