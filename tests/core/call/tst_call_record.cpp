// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/call/call_record.h"

#include <QTest>

#include <set>
#include <string>

using namespace core::call;

class TestCallRecord : public QObject {
    Q_OBJECT

private slots:
    void everyTypeHasANameOfItsOwn();
    void everyStateHasANameOfItsOwn();
    void everyEndHasANameOfItsOwn();
    void unknownNamesAreNotParsed();
    void measuresNeedBothTimes();
    void negativeMeasuresAreUnmeasured();
};

namespace {

template <typename Enum, typename Parse>
void checkNames(std::size_t count, Parse parse)
{
    std::set<std::string> names;
    for (std::size_t number = 0; number < count; ++number) {
        const auto value = static_cast<Enum>(number);
        names.emplace(name(value));
        QVERIFY2(parse(name(value)) == value, std::string{name(value)}.c_str());
    }
    QCOMPARE(names.size(), count);
    QVERIFY(name(static_cast<Enum>(count)).empty()); // the table ends where the enum ends
}

} // namespace

void TestCallRecord::everyTypeHasANameOfItsOwn()
{
    checkNames<CallType>(callTypeCount, parseCallType);
    QCOMPARE(static_cast<std::size_t>(CallType::Publication) + 1, callTypeCount);
    QVERIFY(name(CallType::Registration) == "registration");
}

void TestCallRecord::everyStateHasANameOfItsOwn()
{
    checkNames<CallState>(callStateCount, parseCallState);
    QCOMPARE(static_cast<std::size_t>(CallState::Answered) + 1, callStateCount);
    QVERIFY(name(CallState::InCall) == "in-call");
    QVERIFY(name(CallState::Expired) == "expired");
    QVERIFY(name(CallState::Diverted) == "diverted");
}

void TestCallRecord::everyEndHasANameOfItsOwn()
{
    checkNames<EndedBy>(endedByCount, parseEndedBy);
    QCOMPARE(static_cast<std::size_t>(EndedBy::Timeout) + 1, endedByCount);
    QVERIFY(name(EndedBy::Nobody).empty());
}

void TestCallRecord::unknownNamesAreNotParsed()
{
    QVERIFY(!parseCallType("Call"));
    QVERIFY(!parseCallType(""));
    QVERIFY(!parseCallState("in call"));
    QVERIFY(!parseEndedBy("nobody"));
}

void TestCallRecord::measuresNeedBothTimes()
{
    CallRecord record;
    record.inviteTime = core::base::Timestamp{std::chrono::seconds{10}};
    record.answerTime = core::base::Timestamp{std::chrono::seconds{12}};
    QVERIFY(record.setup() == std::chrono::seconds{2});
    QVERIFY(!record.postDialDelay());
    QVERIFY(!record.ring());
    QVERIFY(!record.talk());
}

void TestCallRecord::negativeMeasuresAreUnmeasured()
{
    CallRecord record;
    record.answerTime = core::base::Timestamp{std::chrono::seconds{12}};
    record.endTime = core::base::Timestamp{std::chrono::seconds{11}};
    QVERIFY(!record.talk());
    record.firstTime = core::base::Timestamp::min();
    record.lastTime = core::base::Timestamp::max();
    QVERIFY(record.duration() == core::base::Duration::max());
}

QTEST_GUILESS_MAIN(TestCallRecord)
#include "tst_call_record.moc"
