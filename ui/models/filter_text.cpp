// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/filter_text.h"

#include "ui/adapt/text.h"

namespace ui::models {
namespace {

QString textLiteral(std::string_view text)
{
    QString inner = adapt::exact(text);
    inner.replace(QLatin1Char('\\'), QStringLiteral("\\\\"))
        .replace(QLatin1Char('"'), QStringLiteral("\\\""));
    return QLatin1Char('"') + inner + QLatin1Char('"');
}

} // namespace

QString comparison(const core::filter::FieldReference& field, const core::filter::Value& value)
{
    if (field.field == nullptr || std::holds_alternative<std::monostate>(value))
        return {};
    const std::string literal = core::filter::formatValue(value, core::filter::typeOf(field));
    const bool isText = std::holds_alternative<std::string_view>(value);
    return adapt::exact(field.field->name) + QStringLiteral(" == ") +
           (isText ? textLiteral(literal) : adapt::exact(literal));
}

QString narrowed(const QString& filter, const QString& condition, Narrow how)
{
    const QString part = how == Narrow::To ? condition : QStringLiteral("not (%1)").arg(condition);
    const QString present = filter.trimmed();
    if (present.isEmpty())
        return part;
    // "or" binds weaker than "and": what stands there keeps its meaning only in brackets.
    const bool needsBrackets =
        present.contains(QStringLiteral(" or ")) || present.contains(QStringLiteral("||"));
    return (needsBrackets ? QLatin1Char('(') + present + QLatin1Char(')') : present) +
           QStringLiteral(" and ") + part;
}

} // namespace ui::models
