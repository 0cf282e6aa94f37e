// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/result.h"

#include <QtTest>
#include <memory>
#include <string>

using namespace core::base;

class TestResult : public QObject {
    Q_OBJECT

private slots:
    void holdsAValue();
    void holdsAnError();
    void movesValuesThatCannotBeCopied();
    void tellsErrorValuesFromErrors();
    void statusIsSuccessByDefault();
};

void TestResult::holdsAValue()
{
    Result<std::string> result{std::string{"value"}};
    QVERIFY(result.has_value());
    QVERIFY(static_cast<bool>(result));
    QCOMPARE(*result, std::string{"value"});
    QCOMPARE(result->size(), std::size_t{5});
    result.value() += "s";
    const Result<std::string> copy = result;
    QCOMPARE(*copy, std::string{"values"});
}

void TestResult::holdsAnError()
{
    const Result<int> result{Error{ErrorCode::DiskFull, "/data", "28"}};
    QVERIFY(!result);
    QCOMPARE(result.error(), (Error{ErrorCode::DiskFull, "/data", "28"}));
}

void TestResult::movesValuesThatCannotBeCopied()
{
    const auto make = []() -> Result<std::unique_ptr<int>> { return std::make_unique<int>(7); };
    const std::unique_ptr<int> taken = *make();
    QCOMPARE(*taken, 7);
    auto result = make();
    const std::unique_ptr<int> moved = std::move(result).value();
    QCOMPARE(*moved, 7);
}

void TestResult::tellsErrorValuesFromErrors()
{
    // A bool must not be taken for the question whether there is a value.
    const Result<bool> no{false};
    QVERIFY(no.has_value());
    QVERIFY(!*no);
}

void TestResult::statusIsSuccessByDefault()
{
    QVERIFY(Status{}.has_value());
    const Status failed{Error{ErrorCode::Cancelled, "", ""}};
    QVERIFY(!failed);
    QCOMPARE(failed.error().code, ErrorCode::Cancelled);
}

QTEST_GUILESS_MAIN(TestResult)
#include "tst_result.moc"
