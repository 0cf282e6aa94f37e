// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/message/message_text.h"

#include "core/base/ascii.h"
#include "ui/adapt/text.h"

#include <QCoreApplication>

#include <algorithm>
#include <string_view>

namespace ui::message {
namespace {

/// Tabs are white space in SIP, so they stay what they are.
void appendLine(std::string_view line, QString& result)
{
    for (std::size_t tab = line.find('\t'); tab != std::string_view::npos; tab = line.find('\t')) {
        result += adapt::text(line.substr(0, tab)) + QLatin1Char('\t');
        line.remove_prefix(tab + 1);
    }
    result += adapt::text(line);
}

} // namespace

QString messageText(std::span<const std::byte> bytes, std::size_t maximumLines)
{
    std::string_view rest = core::base::asText(bytes);
    QString result;
    result.reserve(static_cast<qsizetype>(rest.size()));
    for (std::size_t line = 0; !rest.empty(); ++line) {
        if (line == maximumLines) {
            const auto left = static_cast<int>(std::count(rest.begin(), rest.end(), '\n'));
            return result + QCoreApplication::translate("MessageView", "(%n more lines)", nullptr, left);
        }
        const std::size_t end = rest.find('\n');
        std::string_view text = rest.substr(0, end);
        if (end != std::string_view::npos && text.ends_with('\r'))
            text.remove_suffix(1);
        appendLine(text, result);
        if (end == std::string_view::npos)
            break;
        result += QLatin1Char('\n');
        rest.remove_prefix(end + 1);
    }
    return result;
}

} // namespace ui::message
