// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lists/copy_text.h"

namespace ui::lists {
namespace {

QString field(QString value, Separation separation)
{
    if (separation == Separation::Tab)
        return value.replace(QLatin1Char('\t'), QLatin1Char(' '));
    if (!value.isEmpty() && QStringLiteral("=+-@").contains(value.front()))
        value.prepend(QLatin1Char('\''));
    const bool needsQuotes = value.contains(QLatin1Char(',')) || value.contains(QLatin1Char('"')) ||
                             value.contains(QLatin1Char('\n')) || value.contains(QLatin1Char('\r'));
    if (!needsQuotes)
        return value;
    return QLatin1Char('"') + value.replace(QLatin1Char('"'), QStringLiteral("\"\"")) + QLatin1Char('"');
}

} // namespace

QString copyText(const QStringList& titles, const std::vector<int>& columns,
                 const std::vector<models::Row>& rows, Separation separation)
{
    const QChar between = separation == Separation::Tab ? QLatin1Char('\t') : QLatin1Char(',');
    const QString end = separation == Separation::Tab ? QStringLiteral("\n") : QStringLiteral("\r\n");
    QStringList lines;
    if (rows.size() > 1 || separation == Separation::Comma) {
        QStringList head;
        for (const QString& title : titles)
            head.append(field(title, separation));
        lines.append(head.join(between));
    }
    for (const models::Row& row : rows) {
        QStringList fields;
        for (const int column : columns)
            fields.append(field(row.cells[static_cast<std::size_t>(column)].full(), separation));
        lines.append(fields.join(between));
    }
    return lines.join(end) + (separation == Separation::Comma || rows.size() > 1 ? end : QString());
}

} // namespace ui::lists
