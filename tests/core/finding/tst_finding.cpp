// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/filled_text.h"
#include "core/finding/finding.h"

#include "core/finding/facts.h"

#include <QTest>

#include "tests/core/finding/found.h"

#include <set>

using namespace core::finding;

class FindingTest : public QObject {
    Q_OBJECT

private slots:
    void argumentsAreFilledIn();
    void theSameFaultAgainAddsItsEvidence();
    void theWorstComesFirst();
    void thereAreLimits();
    void everyKindIsDescribed();
    void anEmptyStoryHasNone();
    void durationsAreRoundedToWhatIsShown();
};

namespace {

constexpr Kind mild{"mild", Severity::Notice, "%2 before %1.", "RFC 1", "Nothing."};
constexpr Kind bad{"bad", Severity::Error, "Bad.", "RFC 2", "Run."};

} // namespace

void FindingTest::argumentsAreFilledIn()
{
    const std::vector<std::string> arguments{"one", "two %1"};
    QCOMPARE(QByteArray::fromStdString(core::base::filled("%2, %1 and 100 % of %3", arguments)),
             QByteArray("two %1, one and 100 % of "));
}

void FindingTest::theSameFaultAgainAddsItsEvidence()
{
    Report report;
    report.add(mild, {"a", "b"}, {{3}, {1}}, "key");
    report.add(mild, {"c", "d"}, {{2}, {3}}, "key");
    report.add(mild, {"e", "f"}, {{9}}, "another");
    const auto findings = report.take();
    QCOMPARE(findings.size(), std::size_t{2});
    QCOMPARE(QByteArray::fromStdString(sentence(findings[0])), QByteArray("b before a."));
    const std::vector<core::base::MessageId> evidence{{1}, {2}, {3}};
    QCOMPARE(findings[0].evidence, evidence);
}

void FindingTest::theWorstComesFirst()
{
    Report report;
    report.add(mild, {}, {{1}});
    report.add(bad, {}, {{5}}, {}, "RFC 3");
    report.add(bad, {}, {{4}});
    const auto findings = report.take();
    QCOMPARE(findings[0].evidence.front().value, 4);
    QCOMPARE(QByteArray::fromStdString(std::string{findings[0].reference}), QByteArray("RFC 2"));
    QCOMPARE(QByteArray::fromStdString(std::string{findings[1].reference}), QByteArray("RFC 3"));
    QCOMPARE(findings[2].kind, &mild);
}

void FindingTest::thereAreLimits()
{
    Report report;
    for (int i = 1; i <= 100; ++i) {
        report.add(bad, {}, {{i}}, "n" + std::to_string(i));
        report.add(mild, {}, {{i}}, "one");
    }
    const auto findings = report.take();
    QCOMPARE(findings.size(), Report::mostOfOneKind + 1);
    QCOMPARE(findings.back().evidence.size(), Report::mostEvidence);
}

void FindingTest::everyKindIsDescribed()
{
    std::set<std::string_view> names;
    for (const Kind* kind : allKinds()) {
        QVERIFY2(names.insert(kind->name).second, kind->name.data());
        QVERIFY(kind->sentence.ends_with('.') || kind->sentence.ends_with("%3"));
        QVERIFY(kind->reference.starts_with("RFC "));
        QVERIFY(!kind->advice.empty());
    }
    QVERIFY(names.contains("no-answer"));
}

void FindingTest::anEmptyStoryHasNone()
{
    QCOMPARE(found(""), QByteArray());
}

void FindingTest::durationsAreRoundedToWhatIsShown()
{
    using namespace std::chrono_literals;
    const auto text = [](core::base::Duration duration) {
        return QByteArray::fromStdString(secondsText(duration));
    };
    QCOMPARE(text(0ns), QByteArray("0.0"));
    QCOMPARE(text(499'999ns), QByteArray("0.0"));
    QCOMPARE(text(500us), QByteArray("0.001"));
    QCOMPARE(text(12'600us), QByteArray("0.013"));
    QCOMPARE(text(999'499us), QByteArray("0.999"));
    QCOMPARE(text(999'500us), QByteArray("1.0"));
    QCOMPARE(text(1'049ms), QByteArray("1.0"));
    QCOMPARE(text(1'050ms), QByteArray("1.1"));
    QCOMPARE(text(31'980ms), QByteArray("32.0"));
    QCOMPARE(text(core::base::Duration::max()), QByteArray("9223372036.9"));
}

QTEST_GUILESS_MAIN(FindingTest)
#include "tst_finding.moc"
