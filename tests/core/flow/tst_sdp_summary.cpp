// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flow/sdp_summary.h"

#include <QTest>

#include "tests/core/flow/flow_script.h"

using namespace core::flow;

class TestSdpSummary : public QObject {
    Q_OBJECT

private slots:
    void descriptions_data();
    void descriptions();
    void roles_data();
    void roles();
};

void TestSdpSummary::descriptions_data()
{
    QTest::addColumn<QString>("sdp");
    QTest::addColumn<QString>("offer");
    QTest::addColumn<QString>("answer");
    const QString head = QStringLiteral("v=0\no=- 1 1 IN IP4 192.0.2.1\ns=-\nc=IN IP4 192.0.2.1\nt=0 0\n");
    const auto row = [](const char* name, const QString& sdp, const char* offer, const char* answer) {
        QTest::newRow(name) << sdp << QString::fromLatin1(offer) << QString::fromLatin1(answer);
    };
    row("static codecs", head + QStringLiteral("m=audio 4000 RTP/AVP 8 0\n"), "offer PCMA PCMU",
        "answer PCMA PCMU");
    row("events are not a codec",
        head + QStringLiteral("m=audio 4000 RTP/AVP 8 101\na=rtpmap:101 telephone-event/8000\n"),
        "offer PCMA", "answer PCMA");
    row("dynamic codec", head + QStringLiteral("m=audio 4000 RTP/AVP 111\na=rtpmap:111 opus/48000/2\n"),
        "offer opus", "answer opus");
    row("unknown format", head + QStringLiteral("m=audio 4000 RTP/AVP 99\n"), "offer 99", "answer 99");
    row("sendonly holds", head + QStringLiteral("m=audio 4000 RTP/AVP 8\na=sendonly\n"), "offer PCMA on hold",
        "answer PCMA sendonly");
    row("recvonly", head + QStringLiteral("m=audio 4000 RTP/AVP 8\na=recvonly\n"), "offer PCMA recvonly",
        "answer PCMA recvonly");
    row("inactive", head + QStringLiteral("m=audio 4000 RTP/AVP 8\na=inactive\n"), "offer PCMA on hold",
        "answer PCMA inactive");
    row("hold as in RFC 2543", QStringLiteral("v=0\nc=IN IP4 0.0.0.0\nm=audio 4000 RTP/AVP 8\n"),
        "offer PCMA on hold", "answer PCMA on hold");
    row("a browser that gathers candidates", QStringLiteral("v=0\nc=IN IP4 0.0.0.0\nm=audio 9 RTP/AVP 8\n"),
        "offer PCMA", "answer PCMA");
    row("audio and video",
        head + QStringLiteral("m=audio 4000 RTP/AVP 8\nm=video 4002 RTP/AVP 97\na=rtpmap:97 H264/90000\n"),
        "offer PCMA, video H264", "answer PCMA, video H264");
    row("rejected", head + QStringLiteral("m=audio 0 RTP/AVP 8\n"), "offer audio rejected",
        "answer audio rejected");
    row("fax", head + QStringLiteral("m=image 4000 udptl t38\n"), "offer image t38", "answer image t38");
    row("many", head + QStringLiteral("m=audio 4000 RTP/AVP 90 91 92 93 94 95 96 97\n"),
        "offer 90 91 92 93 94 95 ...", "answer 90 91 92 93 94 95 ...");
    row("no media", head, "offer", "answer");
}

void TestSdpSummary::descriptions()
{
    QFETCH(QString, sdp);
    QFETCH(QString, offer);
    QFETCH(QString, answer);
    QCOMPARE(QString::fromStdString(sdpSummary(sdp.toStdString(), SdpRole::Offer)), offer);
    QCOMPARE(QString::fromStdString(sdpSummary(sdp.toStdString(), SdpRole::Answer)), answer);
}

void TestSdpSummary::roles_data()
{
    QTest::addColumn<QString>("script");
    QTest::addColumn<QString>("expected");
    QTest::newRow("offer in INVITE")
        << "a -> b INVITE 1 sdp=offer\nb -> a 183 1 sdp=answer\nb -> a 200 1 sdp=answer\n"
           "a -> b ACK 1\n"
        << "offer PCMA PCMU|answer PCMA|answer PCMA|";
    QTest::newRow("late offer") << "a -> b INVITE 1\nb -> a 200 1 sdp=offer\na -> b ACK 1 sdp=answer\n"
                                << "|offer PCMA PCMU|answer PCMA";
    QTest::newRow("offer in 183, answer in PRACK") << "a -> b INVITE 1\nb -> a 183 1 sdp=offer\na -> b PRACK "
                                                      "2 sdp=answer header=RAck:_1_1_INVITE\nb -> a 200 2\n"
                                                   << "|offer PCMA PCMU|answer PCMA|";
    QTest::newRow("new offer in PRACK") << "a -> b INVITE 1 sdp=offer\nb -> a 183 1 sdp=answer\na -> b PRACK "
                                           "2 sdp=offer header=RAck:_1_1_INVITE\n"
                                           "b -> a 200 2 sdp=answer\n"
                                        << "offer PCMA PCMU|answer PCMA|offer PCMA PCMU|answer PCMA";
    QTest::newRow("UPDATE")
        << "a -> b INVITE 1 sdp=offer\nb -> a 200 1 sdp=answer\na -> b UPDATE 2 sdp=hold\n"
           "b -> a 200 2 sdp=answer\n"
        << "offer PCMA PCMU|answer PCMA|offer PCMA on hold|answer PCMA";
    QTest::newRow("hold by re-INVITE") << "a -> b INVITE 1 sdp=offer\nb -> a 200 1 sdp=answer\na -> b ACK 1\n"
                                          "a -> b INVITE 2 sdp=hold\n"
                                       << "offer PCMA PCMU|answer PCMA||offer PCMA on hold";
    QTest::newRow("answer that crosses the CANCEL")
        << "a -> b INVITE 1 sdp=offer\nb -> a 180 1\na -> b CANCEL 1\nb -> a 200 1 CANCEL\n"
           "b -> a 200 1 INVITE sdp=answer\n"
        << "offer PCMA PCMU||||answer PCMA";
    QTest::newRow("joined by the answer") << "b -> a 200 1 INVITE sdp=answer\n"
                                          << "answer PCMA";
    QTest::newRow("another call does not mix in") << "a -> b INVITE 1 call-id=x\na -> b INVITE 1 call-id=y "
                                                     "sdp=offer\nb -> a 200 1 call-id=x sdp=offer\n"
                                                     "b -> a 200 1 call-id=y sdp=answer\n"
                                                  << "|offer PCMA PCMU|offer PCMA PCMU|answer PCMA";
}

void TestSdpSummary::roles()
{
    QFETCH(QString, script);
    QFETCH(QString, expected);
    QStringList summaries;
    for (const FlowMessage& message : flowMessages(script.toStdString()))
        summaries << QString::fromStdString(message.sdp);
    QCOMPARE(summaries.join(QLatin1Char{'|'}), expected);
}

QTEST_GUILESS_MAIN(TestSdpSummary)
#include "tst_sdp_summary.moc"
