// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QTest>

#include "tests/core/call/track_script.h"

// Data rows of a ladder and of the calls that it makes, one line each, as printed() writes them.

inline void addColumns()
{
    QTest::addColumn<QString>("script");
    QTest::addColumn<QString>("expected");
}

inline void addRow(const char* name, const char* script, const char* expected)
{
    QTest::newRow(name) << QString::fromLatin1(script) << QString::fromLatin1(expected);
}

inline void checkRow()
{
    QFETCH(QString, script);
    QFETCH(QString, expected);
    TrackedScript session{script.toStdString()};
    core::call::CallTracker tracker{{}, &session};
    session.run(tracker);
    QStringList lines;
    for (const auto& [key, record] : session.records)
        lines << QString::fromStdString(printed(record));
    QCOMPARE(lines.join(QLatin1Char{'\n'}), expected);
}
