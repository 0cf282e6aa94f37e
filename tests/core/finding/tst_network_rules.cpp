// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/core/finding/found.h"

// Rules that look at addresses, routing and the form of messages: each with a call that has the fault and a
// near miss that has not. A row names all findings of its call.
class NetworkRulesTest : public QObject {
    Q_OBJECT

private slots:
    void rules_data();
    void rules();
    void emptyLinesBehindAMessageAreNoFault_data();
    void emptyLinesBehindAMessageAreNoFault();
    void aMalformedMessageNamesItsSection();
};

void NetworkRulesTest::rules_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QByteArray>("expected");
    const QByteArray lan = "host alice 10.0.0.5:5060\nhost proxy 10.0.0.1:5060\n";
    const QByteArray privateSdp = "sdp=c=IN_IP4_10.0.0.5|m=audio_4000_RTP/AVP_8";

    QTest::newRow("private media address") << "alice -> bob INVITE 1 " + privateSdp + '\n'
                                           << QByteArray("private-media-address 1");
    QTest::newRow("private media address: within the network")
        << lan + "alice -> proxy INVITE 1 " + privateSdp + '\n'
        << QByteArray();
    QTest::newRow("private media address: ICE finds another")
        << "alice -> bob INVITE 1 " + privateSdp +
               "|a=ice-ufrag:x|a=candidate:1_1_UDP_1_198.51.100.1_4_typ_srflx\n"
        << QByteArray();
    QTest::newRow("private media address: a proxy passed on what it got")
        << lan + "host edge 198.51.100.1:5060\nalice -> proxy INVITE 1 " + privateSdp +
               "\nproxy -> edge INVITE 1\nedge -> bob INVITE 1 " + privateSdp + '\n'
        << QByteArray("max-forwards-kept 1 2, max-forwards-kept 2 3");

    QTest::newRow("private Contact") << QByteArray(
                                            "alice -> bob REGISTER 1 contact=<sip:alice@192.168.1.5>\n")
                                     << QByteArray("private-contact 1");
    QTest::newRow("private Contact: within the network")
        << lan + "alice -> proxy REGISTER 1 contact=<sip:alice@10.0.0.5>\n"
        << QByteArray();
    QTest::newRow("private Contact: a name tells nothing")
        << QByteArray("alice -> bob REGISTER 1 contact=<sip:alice@pbx.lan>\n") << QByteArray();
    const QByteArray behindNat = "host alice 203.0.113.9:40001\n";
    QTest::newRow("NAT without rport") << behindNat + "alice -> bob OPTIONS 1 sent-by=10.0.0.5:5060\n"
                                       << QByteArray("nat-without-rport 1");
    QTest::newRow("NAT with rport") << behindNat + "alice -> bob OPTIONS 1 sent-by=10.0.0.5:5060;rport\n"
                                    << QByteArray();
    QTest::newRow("NAT without rport: the server answers where the request came from")
        << behindNat + "alice -> bob OPTIONS 1 sent-by=10.0.0.5:5060\nbob -> alice 200 1\n"
        << QByteArray("received-missing 1 2");
    QTest::newRow("received missing")
        << behindNat + "alice -> bob OPTIONS 1 sent-by=10.0.0.5:5060;rport\nbob -> alice 200 1\n"
        << QByteArray("received-missing 1 2");
    QTest::newRow("received not needed: another NAT follows")
        << QByteArray("host alice 10.0.0.9:5060\nalice -> bob OPTIONS 1 sent-by=203.0.113.9:5060\nbob -> "
                      "alice 200 1\n")

        << QByteArray();
    QTest::newRow("received not needed")
        << QByteArray("alice -> bob OPTIONS 1\nbob -> alice 200 1\n") << QByteArray();

    QTest::newRow("too many hops")
        << QByteArray("alice -> bob INVITE 1 max-forwards=0\nbob -> alice 483 1 reason=Too_Many_Hops\n"
                      "alice -> bob ACK 1\n")
        << QByteArray("too-many-hops 1 2");
    QTest::newRow("Max-Forwards kept") << QByteArray("alice -> proxy INVITE 1\nproxy -> bob INVITE 1\n")
                                       << QByteArray("max-forwards-kept 1 2");
    QTest::newRow("Max-Forwards reduced")
        << QByteArray("alice -> proxy INVITE 1\nproxy -> bob INVITE 1 max-forwards=69\n") << QByteArray();
    QTest::newRow("loop") << QByteArray(
                                 "alice -> p1 INVITE 1 branch=a\np1 -> p2 INVITE 1 max-forwards=69 branch=b\n"
                                 "p2 -> p1 INVITE 1 max-forwards=68 branch=c\n")
                          << QByteArray("loop 1 3");
    QTest::newRow("spiral")
        << QByteArray("alice -> p1 INVITE 1 branch=a\np1 -> p2 INVITE 1 max-forwards=69 branch=b\n"
                      "p2 -> p1 INVITE 1 max-forwards=68 branch=c uri=sip:carol@example.com\n")
        << QByteArray("spiral 1 3");
    QTest::newRow("loop: a new request to the same server")
        << QByteArray("alice -> p1 INVITE 1\np1 -> alice 486 1\nalice -> p1 ACK 1\nalice -> p1 INVITE 2\n")
        << QByteArray();
    QTest::newRow("loop detected")
        << QByteArray("alice -> bob INVITE 1\nbob -> alice 482 1 reason=Loop_Detected\nalice -> bob ACK 1\n")
        << QByteArray("loop-detected 1 2");

    const QByteArray longHeader = "header=X-Long:" + QByteArray(1300, 'x');
    QTest::newRow("too large for UDP") << "alice -> bob OPTIONS 1 " + longHeader + '\n'
                                       << QByteArray("udp-too-large 1");
    QTest::newRow("not too large for TCP") << "alice -> bob OPTIONS 1 transport=tcp " + longHeader + '\n'
                                           << QByteArray();
    QTest::newRow("not too large for a host that talks to itself")
        << "host alice 10.0.0.1:5060\nhost proxy 10.0.0.1:5080\nalice -> proxy OPTIONS 1 " + longHeader + '\n'
        << QByteArray();
    QTest::newRow("a response is as large as it is")
        << "alice -> bob OPTIONS 1\nbob -> alice 200 1 " + longHeader + '\n'
        << QByteArray();

    QTest::newRow("Content-Length says less than there is")
        << QByteArray("alice -> bob INVITE 1 sdp=offer length=40\n")
        << QByteArray("content-length-mismatch 1");
    QTest::newRow("Content-Length says more than there is")
        << QByteArray("alice -> bob INVITE 1 sdp=offer length=4000\n")
        << QByteArray("content-length-mismatch 1");
    QTest::newRow("Content-Length leaves out the empty line behind the body")
        << QByteArray("alice -> bob INVITE 1 sdp=offer length=88\n") << QByteArray();
    QTest::newRow("Content-Length leaves out the end of the last line and a digit")
        << QByteArray("alice -> bob INVITE 1 sdp=offer length=87\n")
        << QByteArray("content-length-mismatch 1");
    QTest::newRow("Content-Length is right")
        << QByteArray("alice -> bob INVITE 1 sdp=offer\n") << QByteArray();

    const QByteArray granted = "alice -> bob REGISTER 1 contact=<sip:alice@h.org>\n"
                               "bob -> alice 200 1 contact=<sip:alice@h.org>;expires=60\n";
    QTest::newRow("registration lapsed")
        << granted + "alice -> bob REGISTER 2 at=90 contact=<sip:alice@h.org>\n"
                     "bob -> alice 200 2 contact=<sip:alice@h.org>;expires=60\n"
        << QByteArray("registration-lapsed 2 3");
    QTest::newRow("registration refreshed in time")
        << granted + "alice -> bob REGISTER 2 at=55 contact=<sip:alice@h.org>\n"
                     "bob -> alice 200 2 contact=<sip:alice@h.org>;expires=60\n"
                     "alice -> bob REGISTER 3 at=110 contact=<sip:alice@h.org>\n"
        << QByteArray();
    QTest::newRow("registration removed and made again")
        << QByteArray("alice -> bob REGISTER 1 contact=<sip:alice@h.org> expires=0\nbob -> alice 200 1\n"
                      "alice -> bob REGISTER 2 at=90 contact=<sip:alice@h.org>\n")
        << QByteArray();

    QTest::newRow("scanner") << QByteArray("alice -> bob OPTIONS 1 header=User-Agent:friendly-scanner\n")
                             << QByteArray("scanner 1");
    QTest::newRow("a telephone") << QByteArray(
                                        "alice -> bob OPTIONS 1 header=User-Agent:Friendly_Phone_1.0\n")
                                 << QByteArray();
    QByteArray sweep;
    QByteArray health;
    for (int host = 1; host <= 12; ++host) {
        const QByteArray peer = "h" + QByteArray::number(host);
        const QByteArray probe = "alice -> " + peer + " OPTIONS " + QByteArray::number(host) + '\n';
        sweep += probe;
        health += probe + peer + " -> alice 200 " + QByteArray::number(host) + '\n';
    }
    QTest::newRow("sweep") << sweep << QByteArray("sweep 1 2 3 4 5 6 7 8 9 10 11 12");
    QTest::newRow("peers that answer") << health << QByteArray();

    QTest::newRow("malformed") << QByteArray("alice -> bob OPTIONS 1 header=Expires:soon\n")
                               << QByteArray("malformed 1");
    QTest::newRow("a response copies what is malformed in its request")
        << QByteArray("alice -> bob OPTIONS 1 from-tag=a@b\nbob -> alice 200 1\n")
        << QByteArray("malformed 1");
    QTest::newRow("unusual is not malformed")
        << QByteArray("alice -> bob OPTIONS 1 max-forwards=-\n") << QByteArray();
}

void NetworkRulesTest::rules()
{
    QFETCH(QByteArray, script);
    QFETCH(QByteArray, expected);
    QCOMPARE(found(script.toStdString()), expected);
}

void NetworkRulesTest::emptyLinesBehindAMessageAreNoFault_data()
{
    QTest::addColumn<QByteArray>("rest");
    QTest::addColumn<qsizetype>("findings");
    QTest::newRow("one") << QByteArray("\r\n") << qsizetype{0};
    QTest::newRow("several, of whatever form") << QByteArray("\n\r\n\n\r") << qsizetype{0};
    QTest::newRow("something else") << QByteArray("\r\nx\r\n") << qsizetype{1};
    QTest::newRow("zeros") << QByteArray("\0\0", 2) << qsizetype{1};
}

void NetworkRulesTest::emptyLinesBehindAMessageAreNoFault()
{
    QFETCH(QByteArray, rest);
    QFETCH(qsizetype, findings);
    auto script = tests::support::readCallScript("alice -> bob OPTIONS 1\n");
    for (const char* last : {"", "X-Last: of the headers \t\r\n"}) {
        std::string bytes = script.front().bytes;
        bytes.insert(bytes.size() - 2, last);
        bytes.append(rest.constData(), static_cast<std::size_t>(rest.size()));
        core::sip::Message message;
        QVERIFY(message.parse(std::as_bytes(std::span{bytes})));
        const std::vector<core::dialog::StoryMessage> messages{
            {{1}, script.front().captured, script.front().path, {}, message.defects(), &message}};
        const auto story = core::dialog::tellStory(messages, script.front().captured);
        QCOMPARE(static_cast<qsizetype>(core::finding::findingsOf(story).size()), findings);
    }
}

void NetworkRulesTest::aMalformedMessageNamesItsSection()
{
    const tests::support::ScriptStory told{"alice -> bob OPTIONS 1 header=Expires:soon\n"};
    const auto findings = core::finding::findingsOf(told.story);
    QCOMPARE(findings.size(), std::size_t{1});
    QCOMPARE(QByteArray::fromStdString(std::string{findings[0].reference}),
             QByteArray("RFC 3261 section 20.19"));
}

QTEST_GUILESS_MAIN(NetworkRulesTest)
#include "tst_network_rules.moc"
