// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dialog/call_story.h"

#include <QTest>

#include "tests/core/dialog/story_text.h"
#include "tests/support/story_script.h"

using tests::support::ScriptStory;

class TransactionsTest : public QObject {
    Q_OBJECT

private slots:
    void transactions_data();
    void transactions();
    void attempts_data();
    void attempts();
    void aDuplicateIsNoMessageOfItsOwn();
    void everyMessageHasItsPlace();
};

void TransactionsTest::transactions_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QByteArray>("expected");

    QTest::newRow("a call") << QByteArray("alice -> bob INVITE 1\nbob -> alice 100 1\nbob -> alice 180 1\n"
                                          "bob -> alice 200 1\nalice -> bob ACK 1\nbob -> alice BYE 1 +5\n"
                                          "alice -> bob 200 1 BYE\n")
                            << QByteArray("INVITE 1 1>2: 100 180 200 ack\nBYE 1 2>1: 200\n");
    QTest::newRow("each hop has its own")
        << QByteArray("alice -> proxy INVITE 1\nproxy -> bob INVITE 1\nbob -> proxy 486 1\n"
                      "proxy -> bob ACK 1 branch=proxy-bob-1INVITE\nproxy -> alice 486 1\nalice -> proxy "
                      "ACK 1\n")
        << QByteArray("INVITE 1 1>2: 486 ack\nINVITE 1 2>3: 486 ack\n");
    QTest::newRow("an ACK to a 2xx has a branch of its own")
        << QByteArray("alice -> bob INVITE 1\nbob -> alice 200 1\nalice -> bob ACK 1 branch=another\n")
        << QByteArray("INVITE 1 1>2: 200 ack\n");
    QTest::newRow("an ACK whose INVITE was not captured stands alone")
        << QByteArray("alice -> bob ACK 7 to-tag=x branch=y\n") << QByteArray("ACK 7 1>2:\n");
    QTest::newRow("timer A")
        << QByteArray(
               "alice -> bob INVITE 1\nalice -> bob INVITE 1 resend +0.5\nalice -> bob INVITE 1 resend "
               "+1.01\nalice -> bob INVITE 1 resend +1.98\nalice -> bob INVITE 1 resend +4\n"
               "alice -> bob INVITE 1 resend +8\nalice -> bob INVITE 1 resend +16\nlater 40\n")
        << QByteArray("INVITE 1 1>2(x7 timer A): timed-out\n");
    QTest::newRow("timer E stays at four seconds")
        << QByteArray("alice -> bob BYE 2\nalice -> bob BYE 2 resend +0.5\nalice -> bob BYE 2 resend +1\n"
                      "alice -> bob BYE 2 resend +2\nalice -> bob BYE 2 resend +4\nalice -> bob BYE 2 resend "
                      "+4\nlater 30\n")
        << QByteArray("BYE 2 1>2(x6 timer E):\n");
    QTest::newRow("another T1 doubles too")
        << QByteArray(
               "alice -> bob INVITE 1\nalice -> bob INVITE 1 resend +0.5\nalice -> bob INVITE 1 resend "
               "+1\nbob -> alice 100 1\n")
        << QByteArray("INVITE 1 1>2(x3 timer A): 100\n");
    QTest::newRow("not by a timer")
        << QByteArray("alice -> bob INVITE 1\nalice -> bob INVITE 1 resend +0.1\nbob -> alice 100 1\n")
        << QByteArray("INVITE 1 1>2(x2 irregular): 100\n");
    QTest::newRow("too soon to be sent again")
        << QByteArray("alice -> bob INVITE 1\nalice -> bob INVITE 1 resend +0.0001\nbob -> alice 100 1\n")
        << QByteArray("INVITE 1 1>2(x2 copied): 100\n");
    QTest::newRow("a response comes again because its request did")
        << QByteArray("alice -> bob OPTIONS 1\nbob -> alice 200 1 +0.3\nalice -> bob OPTIONS 1 resend +0.2\n"
                      "bob -> alice 200 1 resend +0.01\n")
        << QByteArray("OPTIONS 1 1>2(x2 timer E): 200(x2 prompted)\n");
    QTest::newRow("a lost ACK makes the answer come again")
        << QByteArray("alice -> bob INVITE 1\nbob -> alice 200 1\nbob -> alice 200 1 resend +0.5\n"
                      "bob -> alice 200 1 resend +1\nbob -> alice 200 1 resend +2\nbob -> alice 200 1 resend "
                      "+4\nbob -> alice 200 1 resend +4\n")
        << QByteArray("INVITE 1 1>2: 200(x6 the 2xx timer)\n");
    QTest::newRow("and a refusal")
        << QByteArray("alice -> bob INVITE 1\nbob -> alice 486 1\nbob -> alice 486 1 resend +0.5\n"
                      "alice -> bob ACK 1\n")
        << QByteArray("INVITE 1 1>2: 486(x2 timer G) ack\n");
    QTest::newRow("CANCEL")
        << QByteArray("alice -> bob INVITE 1\nbob -> alice 180 1\nalice -> bob CANCEL 1 "
                      "branch=alice-bob-1INVITE\nbob -> alice 200 1 CANCEL\nbob -> alice 487 1\nalice -> bob "
                      "ACK 1\n")
        << QByteArray("INVITE 1 1>2: 180 487 ack cancelled\nCANCEL 1 1>2: 200\n");
    QTest::newRow("a CANCEL that loses the race")
        << QByteArray("alice -> bob INVITE 1\nbob -> alice 180 1\nalice -> bob CANCEL 1\nbob -> alice 200 1 "
                      "INVITE\nbob -> alice 200 1 CANCEL\nalice -> bob ACK 1\n")
        << QByteArray("INVITE 1 1>2: 180 200 ack cancelled-too-late\nCANCEL 1 1>2: 200\n");
    QTest::newRow("nothing comes after CANCEL")
        << QByteArray("alice -> bob INVITE 1\nbob -> alice 180 1\nalice -> bob CANCEL 1\nbob -> alice 200 1 "
                      "CANCEL\nlater 40\n")
        << QByteArray("INVITE 1 1>2: 180 cancelled timed-out\nCANCEL 1 1>2: 200\n");
    QTest::newRow("ringing is no timeout")
        << QByteArray("alice -> bob INVITE 1\nbob -> alice 180 1\nlater 100\n")
        << QByteArray("INVITE 1 1>2: 180\n");
    QTest::newRow("the capture ends too soon for a timeout")
        << QByteArray("alice -> bob INVITE 1\nlater 31\n") << QByteArray("INVITE 1 1>2:\n");
    QTest::newRow("a request other than INVITE times out in spite of a provisional response")
        << QByteArray("alice -> bob BYE 2\nbob -> alice 100 2\nlater 33\n")
        << QByteArray("BYE 2 1>2: 100 timed-out\n");
    QTest::newRow("without the cookie, tags tell transactions apart")
        << QByteArray("alice -> bob INVITE 1 branch=1 cookie=no from-tag=a\n"
                      "alice -> bob INVITE 1 branch=1 cookie=no from-tag=b\nbob -> alice 486 1\n")
        << QByteArray("INVITE 1 1>2:\nINVITE 1 1>2: 486\n");
    QTest::newRow("joined in progress") << QByteArray("bob -> alice 200 1 INVITE\nalice -> bob ACK 1\n")
                                        << QByteArray("INVITE 1 2>1: unseen 200 ack\n");
    QTest::newRow("an answer from another address of the server")
        << QByteArray("host bob2 192.0.2.77:5060\nalice -> bob OPTIONS 1\nbob2 -> alice 200 1 OPTIONS "
                      "branch=alice-bob-1OPTIONS sent-by=192.0.2.1:5060\n")
        << QByteArray("OPTIONS 1 1>2: 200\n");
    QTest::newRow("another fork answers")
        << QByteArray("alice -> bob INVITE 1\nbob -> alice 180 1 to-tag=x\nbob -> alice 180 1 to-tag=y\n"
                      "bob -> alice 200 1 to-tag=y\n")
        << QByteArray("INVITE 1 1>2: 180 180 200\n");
}

void TransactionsTest::transactions()
{
    QFETCH(QByteArray, script);
    QFETCH(QByteArray, expected);
    const ScriptStory told{script.toStdString()};
    QCOMPARE(QByteArray::fromStdString(printedTransactions(told.story)), expected);
}

void TransactionsTest::attempts_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QByteArray>("expected");
    const QByteArray first = "alice -> bob REGISTER 1\nbob -> alice 401 1\n";
    const QByteArray again = "alice -> bob REGISTER 2 header=Authorization:Digest_username=\"a\"\n";
    QTest::newRow("credentials continue it") << first + again + "bob -> alice 200 2\n" << QByteArray("2:1");
    QTest::newRow("and again") << first + again + "bob -> alice 401 2\n" +
                                      QByteArray(again).replace("REGISTER 2", "REGISTER 3") +
                                      "bob -> alice 200 3\n"
                               << QByteArray("3:2");
    QTest::newRow("another request does not") << first + "alice -> bob REGISTER 2\nbob -> alice 401 2\n"
                                              << QByteArray("1:1 1:1");
    QTest::newRow("nor one on another hop")
        << first + "alice -> proxy REGISTER 2 header=Authorization:Digest_username=\"a\"\n"
        << QByteArray("1:1 1:0");
    QTest::newRow("ACK and CANCEL are none")
        << QByteArray("alice -> bob INVITE 1\nalice -> bob CANCEL 1\nbob -> alice 487 1 INVITE\n"
                      "alice -> bob ACK 1\n")
        << QByteArray("1:0");
}

void TransactionsTest::attempts()
{
    QFETCH(QByteArray, script);
    QFETCH(QByteArray, expected);
    const ScriptStory told{script.toStdString()};
    QByteArray found;
    for (const core::dialog::Attempt& attempt : told.story.attempts)
        found += QByteArray::number(attempt.transactions.size()) + ':' +
                 QByteArray::number(attempt.challenges) + ' ';
    QCOMPARE(found.trimmed(), expected);
}

void TransactionsTest::aDuplicateIsNoMessageOfItsOwn()
{
    const ScriptStory told{"alice -> bob INVITE 1\nalice -> bob INVITE 1 resend +0.001 source=2\n"
                           "bob -> alice 100 1\n"};
    QCOMPARE(QByteArray::fromStdString(printedTransactions(told.story)), QByteArray("INVITE 1 1>2: 100\n"));
    QCOMPARE(told.story.places[1].transaction, core::dialog::nothing);
}

void TransactionsTest::everyMessageHasItsPlace()
{
    const ScriptStory told{"alice -> proxy INVITE 1\nproxy -> bob INVITE 1\nbob -> proxy 200 1\n"
                           "proxy -> alice 200 1\nalice -> bob ACK 1 branch=x\n"};
    const auto& places = told.story.places;
    QCOMPARE(told.story.hops.size(), std::size_t{3});
    QCOMPARE(places[0].transaction, places[3].transaction);
    QCOMPARE(places[1].transaction, places[2].transaction);
    QCOMPARE(places[4].hop, std::size_t{2});
}

QTEST_GUILESS_MAIN(TransactionsTest)
#include "tst_transactions.moc"
