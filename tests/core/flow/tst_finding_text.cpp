// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flow/finding_text.h"

#include <QTest>

using namespace core::finding;

class FindingTextTest : public QObject {
    Q_OBJECT

private slots:
    void nothingIsNoText();
    void findingsAreListed();
    void textFromTheWireIsHarmless();
};

namespace {

constexpr Kind bad{"bad", Severity::Error, "%1 is bad.", "RFC 1 section 2", "Check it."};

} // namespace

void FindingTextTest::nothingIsNoText()
{
    QVERIFY(core::flow::findingText({}).empty());
}

void FindingTextTest::findingsAreListed()
{
    const std::vector<Finding> findings{{&bad, {"INVITE"}, {{3}}, bad.reference},
                                        {&bad, {"BYE"}, {{4}, {7}}, "RFC 9"}};
    QCOMPARE(QByteArray::fromStdString(core::flow::findingText(findings)),
             QByteArray("\nerror: INVITE is bad. (RFC 1 section 2)\n    message 3. Check it.\n"
                        "error: BYE is bad. (RFC 9)\n    messages 4 7. Check it.\n"));
}

void FindingTextTest::textFromTheWireIsHarmless()
{
    const std::vector<Finding> findings{{&bad, {"\x1B[2J\n"}, {{1}}, bad.reference}};
    QVERIFY(core::flow::findingText(findings).find("\\x1B[2J\\x0A is bad.") != std::string::npos);
}

QTEST_GUILESS_MAIN(FindingTextTest)
#include "tst_finding_text.moc"
