// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/filter/text_search.h"

#include "core/base/ascii.h"

#include <QTest>

#include <algorithm>
#include <random>

using core::filter::TextSearch;

class TextSearchTest : public QObject {
    Q_OBJECT

private slots:

    void findsInAnyCase_data()
    {
        QTest::addColumn<QByteArray>("needle");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("expected");
        const auto row = [](const char* name, QByteArray needle, QByteArray text, bool expected) {
            QTest::newRow(name) << needle << text << expected;
        };
        row("same", "alice", "alice", true);
        row("other case", "ALICE", "xxAlicexx", true);
        row("at the end of a long text", "alice", QByteArray(1'000, 'a') + "lice", true);
        row("not there", "alice", QByteArray(1'000, 'a'), false);
        row("longer than the text", "alice", "alic", false);
        row("one byte", "A", "xxxxxxxxxxxxxxxxxxxa", true);
        row("nothing is in everything", "", "", true);
        row("@ is not `", "@", "````````````````````", false);
        row("[ is not {", "[x", "{x{x{x{x{x{x{x{x{x{x", false);
        row("bytes above 0x7F are exact", "\xC3\x84",
            "\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4", false);
        row("NUL", QByteArray("\0b", 2), QByteArray("aaaaaaaaaaaaaaaaaaaa\0B", 22), true);
    }

    void findsInAnyCase()
    {
        QFETCH(QByteArray, needle);
        QFETCH(QByteArray, text);
        QFETCH(bool, expected);
        QCOMPARE(TextSearch{needle.toStdString()}.isIn(text.toStdString()), expected);
    }

    void equalsTheObviousSearch()
    {
        std::mt19937 random{7};
        const auto randomText = [&](std::size_t length) {
            std::string text(length, ' ');
            std::generate(text.begin(), text.end(), [&] { return "abAB@`"[random() % 6]; });
            return text;
        };
        const auto lower = [](std::string text) {
            std::transform(text.begin(), text.end(), text.begin(), core::base::toLower);
            return text;
        };
        for (int i = 0; i < 20'000; ++i) {
            const std::string needle = randomText(1 + random() % 8);
            const std::string text = randomText(random() % 70);
            QCOMPARE(TextSearch{needle}.isIn(text), lower(text).find(lower(needle)) != std::string::npos);
        }
    }
};

QTEST_GUILESS_MAIN(TextSearchTest)
#include "tst_text_search.moc"
