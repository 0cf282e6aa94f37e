// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flow/text_flow.h"

#include <QTest>

#include "tests/core/flow/flow_script.h"

using namespace core::flow;

class TestTextFlow : public QObject {
    Q_OBJECT

private slots:
    void aCallThroughAProxy();
    void asciiWithRepetitionsAndGaps();
    void severalCallsAndSelfMessages();
    void dialogsThatShareACallId();
    void oneDialogHasNoNumber_data();
    void oneDialogHasNoNumber();
    void longTextIsCut();
    void textFromTheWireIsHarmless();
    void nothingPrintsNothing();
    void printable_data();
    void printable();
};

namespace {

QString printedFlow(std::string_view script, const TextFlowOptions& options = {})
{
    return QString::fromStdString(textFlow(layOut(flowMessages(script)), options));
}

} // namespace

void TestTextFlow::aCallThroughAProxy()
{
    const QString expected = QString::fromUtf8(
        R"(2023-11-14 UTC                 192.0.2.1                     192.0.2.2                     192.0.2.3
22:13:20.000000                    │─ INVITE (offer PCMA PCMU) ─>│                             │
22:13:20.001000  +0.001000         │<─────── 100 Trying ─────────│                             │
22:13:20.002000  +0.001000         │                             │─ INVITE (offer PCMA PCMU) ─>│
22:13:21.002000  +1.000000         │                             │<─────── 180 Ringing ────────│
22:13:21.012000  +0.010000         │<─────── 180 Ringing ────────│                             │
22:13:23.012000  +2.000000         │                             │<── 200 OK (answer PCMA) ────│
22:13:23.022000  +0.010000         │<── 200 OK (answer PCMA) ────│                             │
22:13:23.032000  +0.010000         │─────────────────────────── ACK ──────────────────────────>│
22:13:28.032000  +5.000000         │<────────────────────────── BYE ───────────────────────────│
22:13:28.042000  +0.010000         │───────────────────────── 200 OK ─────────────────────────>│
)");
    QCOMPARE(
        printedFlow("alice -> proxy INVITE 1 sdp=offer\nproxy -> alice 100 1 +0.001\n"
                    "proxy -> bob INVITE 1 sdp=offer +0.001\nbob -> proxy 180 1 +1\nproxy -> alice 180 1\n"
                    "bob -> proxy 200 1 sdp=answer +2\nproxy -> alice 200 1 sdp=answer\nalice -> bob ACK 1\n"
                    "bob -> alice BYE 1 +5\nalice -> bob 200 1 BYE\n"),
        expected);
}

void TestTextFlow::asciiWithRepetitionsAndGaps()
{
    const QString expected = QString::fromUtf8(R"(2023-11-14 UTC                 192.0.2.1           192.0.2.2
22:13:20.000000                    |----- INVITE ----->|  offer PCMA PCMU, sent again 1x within 0.500000 s, duplicates: 1 after 0.010000 s
22:13:21.000000  +1.000000         |<---- 200 OK ------|  answer PCMA
22:13:21.010000  +0.010000         |------- ACK ------>|
                                   :                   :  nothing for 28.990000 s
22:13:50.000000  +28.990000        |----- INVITE ----->|  offer PCMA on hold
)");
    TextFlowOptions options;
    options.characters = Characters::Ascii;
    options.laneWidth = 20;
    QCOMPARE(
        printedFlow("alice -> bob INVITE 1 at=0 source=1 sdp=offer\nalice -> bob INVITE 1 resend source=2\n"
                    "alice -> bob INVITE 1 resend at=0.5\nbob -> alice 200 1 at=1 sdp=answer\n"
                    "alice -> bob ACK 1\nalice -> bob INVITE 2 at=30 sdp=hold\n",
                    options),
        expected);
}

void TestTextFlow::severalCallsAndSelfMessages()
{
    const QString expected =
        QString::fromUtf8(R"(2023-11-14 UTC                 192.0.2.1                    192.0.2.77
22:13:20.000000                    │────────── INVITE ──────────>│  call 1
22:13:20.010000  +0.010000         │                             │─ OPTIONS ↩  call 2
)");
    QCOMPARE(
        printedFlow(
            "host loop 192.0.2.77:5060\nhost alsoloop 192.0.2.77:5060\nalice -> loop INVITE 1 call-id=x\n"
            "loop -> alsoloop OPTIONS 1 call-id=y\n"),
        expected);
}

/// RFC 3261 section 12: another From tag under the same Call-ID is another dialog.
void TestTextFlow::dialogsThatShareACallId()
{
    const QString expected = QString::fromUtf8(R"(2023-11-14 UTC                 192.0.2.1           192.0.2.2
22:13:20.000000                    │───── INVITE ─────>│  dialog 1
22:13:20.010000  +0.010000         │<──── 200 OK ──────│  dialog 1
22:13:20.020000  +0.010000         │─────── ACK ──────>│  dialog 1
22:13:20.030000  +0.010000         │───── INVITE ─────>│  dialog 2
22:13:20.040000  +0.010000         │<─ 486 Busy Here ──│  dialog 2
22:13:20.050000  +0.010000         │─────── ACK ──────>│  dialog 2
22:13:20.060000  +0.010000         │<────── BYE ───────│  dialog 1
22:13:20.070000  +0.010000         │───── 200 OK ─────>│  dialog 1
22:13:20.080000  +0.010000         │───── OPTIONS ────>│
)");
    TextFlowOptions options;
    options.laneWidth = 20;
    QCOMPARE(printedFlow(R"(alice -> bob INVITE 1 from-tag=one
                            bob -> alice 200 1 from-tag=one to-tag=b1
                            alice -> bob ACK 1 from-tag=one to-tag=b1
                            alice -> bob INVITE 1 from-tag=two to-tag=- branch=z9hG4bKtwo
                            bob -> alice 486 1 from-tag=two to-tag=b2 branch=z9hG4bKtwo reason=Busy_Here
                            alice -> bob ACK 1 from-tag=two to-tag=b2 branch=z9hG4bKtwo
                            bob -> alice BYE 1 from-tag=b1 to-tag=one
                            alice -> bob 200 1 BYE from-tag=b1 to-tag=one
                            alice -> bob OPTIONS 9 from-tag=three to-tag=-)",
                         options),
             expected);
}

void TestTextFlow::oneDialogHasNoNumber_data()
{
    QTest::addColumn<QString>("script");
    QTest::newRow("a challenge and its answer") << R"(alice -> bob INVITE 1 from-tag=one
        bob -> alice 401 1
        alice -> bob ACK 1
        alice -> bob INVITE 2 from-tag=one
        bob -> alice 200 2)";
    QTest::newRow("a fork") << R"(alice -> proxy INVITE 1 from-tag=one
        proxy -> bob INVITE 1 from-tag=one
        proxy -> carol INVITE 1 from-tag=one
        bob -> proxy 180 1 to-tag=b
        carol -> proxy 180 1 to-tag=c)";
    QTest::newRow("requests of the called side") << R"(alice -> bob INVITE 1 from-tag=one
        bob -> alice 200 1 to-tag=b
        alice -> bob ACK 1
        bob -> alice INVITE 7 from-tag=b to-tag=one
        alice -> bob 200 7 INVITE from-tag=b to-tag=one)";
    QTest::newRow("other methods") << R"(alice -> bob OPTIONS 1 from-tag=one
        alice -> bob OPTIONS 2 from-tag=two)";
}

void TestTextFlow::oneDialogHasNoNumber()
{
    QFETCH(QString, script);
    const QString printed = printedFlow(script.toStdString());
    QVERIFY(printed.contains("192.0.2.1"));
    QVERIFY2(!printed.contains("dialog"), qPrintable(printed));
}

void TestTextFlow::longTextIsCut()
{
    const QString expected = QString::fromUtf8(R"(2023-11-14 UTC                 192.0.2.1   192.0.2.2
22:13:20.000000                    │─ INVITE ─>│  offer PCMA PCMU
22:13:20.010000  +0.010000         │< 180 Ri… ─│
)");
    TextFlowOptions options;
    options.laneWidth = 1;
    QCOMPARE(printedFlow("alice -> bob INVITE 1 sdp=offer\nbob -> alice 180 1\n", options), expected);
}

void TestTextFlow::textFromTheWireIsHarmless()
{
    auto messages = flowMessages("alice -> bob INVITE 1\nbob -> alice 180 1\n");
    messages[1].reason = "\x1b[2J";
    // NOLINTNEXTLINE(misc-misleading-bidirectional): what the sender of this wants
    messages[1].sdp = "offer \xe2\x80\xae\xff";
    const std::string text = textFlow(layOut(messages), {.characters = Characters::Utf8, .laneWidth = 60});
    QVERIFY(text.find('\x1b') == std::string::npos);
    QVERIFY(text.find("180 \\x1B[2J (offer \\xE2\\x80\\xAE\\xFF)") != std::string::npos);
}

void TestTextFlow::nothingPrintsNothing()
{
    QVERIFY(textFlow({}).empty());
}

void TestTextFlow::printable_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("utf8");
    QTest::addColumn<QByteArray>("ascii");
    QTest::newRow("ascii") << QByteArray("a~ b") << QByteArray("a~ b") << QByteArray("a~ b");
    QTest::newRow("umlaut") << QByteArray("\xc3\xbc") << QByteArray("\xc3\xbc") << QByteArray("\\xC3\\xBC");
    QTest::newRow("emoji") << QByteArray("\xf0\x9f\x98\x80") << QByteArray("\xf0\x9f\x98\x80")
                           << QByteArray(R"(\xF0\x9F\x98\x80)");
    QTest::newRow("control") << QByteArray("\t\x7f\n") << QByteArray(R"(\x09\x7F\x0A)")
                             << QByteArray(R"(\x09\x7F\x0A)");
    QTest::newRow("C1 control") << QByteArray("\xc2\x9b") << QByteArray("\\xC2\\x9B")
                                << QByteArray("\\xC2\\x9B");
    QTest::newRow("overlong") << QByteArray("\xc0\xaf") << QByteArray("\\xC0\\xAF")
                              << QByteArray("\\xC0\\xAF");
    QTest::newRow("overlong three") << QByteArray("\xe0\x80\xaf") << QByteArray(R"(\xE0\x80\xAF)")
                                    << QByteArray(R"(\xE0\x80\xAF)");
    QTest::newRow("surrogate") << QByteArray("\xed\xa0\x80") << QByteArray(R"(\xED\xA0\x80)")
                               << QByteArray(R"(\xED\xA0\x80)");
    QTest::newRow("cut short") << QByteArray("x\xe2\x82") << QByteArray("x\\xE2\\x82")
                               << QByteArray("x\\xE2\\x82");
    QTest::newRow("too large") << QByteArray("\xf4\x90\x80\x80") << QByteArray(R"(\xF4\x90\x80\x80)")
                               << QByteArray(R"(\xF4\x90\x80\x80)");
}

void TestTextFlow::printable()
{
    QFETCH(QByteArray, bytes);
    const auto joined = [&](Characters characters) {
        QByteArray text;
        for (const std::string& cell : printableCells(bytes.toStdString(), characters))
            text += cell.c_str();
        return text;
    };
    QTEST(joined(Characters::Utf8), "utf8");
    QTEST(joined(Characters::Ascii), "ascii");
}

QTEST_GUILESS_MAIN(TestTextFlow)
#include "tst_text_flow.moc"
