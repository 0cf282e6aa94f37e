// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/adapt/statistics_text.h"

#include "ui/adapt/format.h"
#include "ui/adapt/text.h"

#include <QCoreApplication>

#include <array>
#include <cmath>

namespace ui::adapt {
namespace {

using core::statistics::Unit;

constexpr const char* reportContext = "core::statistics::Report";

/// What a row may begin or end with, beside a method or a code.
constexpr std::array words{
    QT_TRANSLATE_NOOP("core::statistics::Report", "success"),
    QT_TRANSLATE_NOOP("core::statistics::Report", "failure"),
    QT_TRANSLATE_NOOP("core::statistics::Report", "unanswered"),
    QT_TRANSLATE_NOOP("core::statistics::Report", "failed"),
};

/// Fields of calls by which delays are named.
constexpr std::array delays{
    std::pair{"pdd", QT_TRANSLATE_NOOP("core::statistics::Report", "INVITE to first 18x")},
    std::pair{"setup", QT_TRANSLATE_NOOP("core::statistics::Report", "INVITE to 200")},
    std::pair{"ring", QT_TRANSLATE_NOOP("core::statistics::Report", "First 180 to 200")},
    std::pair{"talk", QT_TRANSLATE_NOOP("core::statistics::Report", "200 to BYE")},
    std::pair{"duration", QT_TRANSLATE_NOOP("core::statistics::Report", "First to last message")},
};

/// As the standards have them, in every language.
constexpr std::array longNames{
    std::pair{"RRD", "Registration Request Delay"},
    std::pair{"IRA", "Ineffective Registration Attempts"},
    std::pair{"SRD", "Session Request Delay, successful"},
    std::pair{"SRD failed", "Session Request Delay, failed"},
    std::pair{"SDD", "Session Disconnect Delay"},
    std::pair{"SDT", "Session Duration Time, successful"},
    std::pair{"SDT failed", "Session Duration Time, failed"},
    std::pair{"SER", "Session Establishment Ratio"},
    std::pair{"SEER", "Session Establishment Effectiveness Ratio"},
    std::pair{"ISA", "Ineffective Session Attempts"},
    std::pair{"SCR", "Session Completion Ratio"},
    std::pair{"ASR", "Answer-Seizure Ratio"},
    std::pair{"NER", "Network Effectiveness Ratio"},
    std::pair{"ACD", "Average Call Duration"},
    std::pair{"PDD", "Post-Dial Delay"},
};

QString translated(std::string_view english)
{
    return english.empty() ? QString()
                           : QCoreApplication::translate(reportContext, std::string{english}.c_str());
}

QString seconds(double value)
{
    constexpr double most = 1e9; // seconds that fit into a duration
    if (!(std::abs(value) < most))
        return QStringLiteral("—");
    return delta(std::chrono::duration_cast<core::base::Duration>(std::chrono::duration<double>{value}));
}

} // namespace

QString figure(const std::optional<double>& value, Unit unit)
{
    if (!value)
        return QStringLiteral("—");
    switch (unit) {
    case Unit::Count:
        return count(static_cast<std::uint64_t>(*value));
    case Unit::Percent:
        return QString::number(*value, 'f', 1) + QStringLiteral(" %");
    case Unit::Seconds:
        return seconds(*value);
    case Unit::PerSecond:
        return rate(*value);
    case Unit::Score:
        return QString::number(*value, 'f', 2);
    }
    return {};
}

QString titleOf(const core::statistics::Section& section)
{
    return translated(section.title);
}

QString noteOf(const core::statistics::Section& section)
{
    return translated(section.note);
}

QString titleOf(const core::statistics::ReportColumn& column)
{
    return translated(column.title);
}

QString nameOf(const core::statistics::Section& section, const core::statistics::Row& row)
{
    if (section.key == "delays") {
        for (const auto& [field, name] : delays) {
            if (row.name == field)
                return translated(name);
        }
    }
    QString name = text(row.name);
    if (section.key != "registrations" && section.key != "transactions" && section.key != "rfc6076" &&
        section.key != "delays")
        return name;
    for (const char* word : words) {
        const QString english = QString::fromLatin1(word);
        if (name.startsWith(english) && section.key == "registrations")
            return translated(word) + name.mid(english.size());
        if (name.endsWith(QLatin1Char(' ') + english))
            return name.chopped(english.size()) + translated(word);
    }
    return name;
}

QString longNameOf(const core::statistics::Row& measure)
{
    for (const auto& [name, longName] : longNames) {
        if (measure.name == name)
            return QString::fromLatin1(longName);
    }
    return {};
}

} // namespace ui::adapt
