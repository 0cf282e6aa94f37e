// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hep/hep_decoder.h"

#include "core/base/ascii.h"
#include "tests/support/pcap_datagrams.h"

#include <QFile>
#include <QtTest>

using namespace core::hep;
using namespace tests::support;

/// Packets that real senders put on the wire. The folder of recordings is named by RHAPSODE_CORPUS.
class TestHepSenders : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void decodesEveryRecordedPacket_data();
    void decodesEveryRecordedPacket();
    void agreesWithASecondDecoder_data();
    void agreesWithASecondDecoder();

private:
    QString m_corpus;
};

void TestHepSenders::initTestCase()
{
    m_corpus = qEnvironmentVariable("RHAPSODE_CORPUS");
    if (m_corpus.isEmpty())
        QSKIP("RHAPSODE_CORPUS does not name a folder of recorded captures");
}

void TestHepSenders::decodesEveryRecordedPacket_data()
{
    using core::net::Transport;
    QTest::addColumn<QString>("file");
    QTest::addColumn<unsigned>("version");
    QTest::addColumn<int>("transport");
    QTest::addColumn<unsigned>("captureId");
    QTest::addColumn<bool>("isIpv6");
    const auto row = [](const char* file, unsigned version, Transport transport, unsigned captureId,
                        bool isIpv6) {
        QTest::newRow(file) << file << version << int(transport) << captureId << isIpv6;
    };
    row("kam_hep1.pcap", 1, Transport::Udp, 0, false);
    row("kam_hep2.pcap", 2, Transport::Udp, 2001, false);
    row("kam_hep2_sipv6.pcap", 2, Transport::Udp, 2001, true);
    row("kam_hep3_udp.pcap", 3, Transport::Udp, 2001, false);
    row("kam_hep3_sipv6.pcap", 3, Transport::Udp, 2001, true);
    row("kam_hep3_siptcp.pcap", 3, Transport::Tcp, 2001, false);
    row("kam_hep3_hep_over_tcp.pcap", 3, Transport::Udp, 2001, false);
    row("sngrep_hep2.pcap", 2, Transport::Udp, 2002, false);
    row("sngrep_hep3.pcap", 3, Transport::Udp, 2002U << 16U, false);
}

void TestHepSenders::decodesEveryRecordedPacket()
{
    QFETCH(QString, file);
    QFETCH(unsigned, version);
    QFETCH(int, transport);
    QFETCH(unsigned, captureId);
    QFETCH(bool, isIpv6);
    const auto payloads = readPcapPayloads((m_corpus + "/hep_senders/" + file).toStdString());
    int packets = 0;
    int invites = 0;
    bool sawIpv6 = false;
    for (const PcapPayload& payload : payloads) {
        if (payload.destinationPort != 9060)
            continue;
        QVERIFY(likelyHep(payload.bytes));
        const HepDecoding decoding = decodeHep(payload.bytes);
        QVERIFY(decoding.packet.has_value());
        const HepPacket& packet = *decoding.packet;
        QCOMPARE(packet.version, version);
        QCOMPARE(int(packet.path.transport), transport);
        QCOMPARE(packet.captureId, captureId);
        QCOMPARE(packet.payloadType, PayloadType::Sip);
        QVERIFY(packet.defects.isEmpty());
        QVERIFY(packet.path.source.port > 1024);
        QCOMPARE(packet.captured.has_value(), version != 1);
        const std::string_view text = core::base::asText(packet.payload);
        QVERIFY(text.find(" SIP/2.0\r\n") != text.npos || text.starts_with("SIP/2.0 "));
        sawIpv6 = sawIpv6 || packet.path.source.address.isIpv6();
        invites += text.starts_with("INVITE ") ? 1 : 0;
        ++packets;
    }
    QVERIFY(packets >= 6);
    QVERIFY(invites >= 1);
    QCOMPARE(sawIpv6, isIpv6);
}

void TestHepSenders::agreesWithASecondDecoder_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("truth");
    QTest::newRow("eight packets") << "files/sipcapture+hep-wireshark/pcap/hep.pcap"
                                   << "truth/sipcapture+hep-wireshark__pcap__hep.pcap.hep.tsv";
    const QString folder = "files/sipcapture+heplify-server/decoder/decoder_test.go.extracted/";
    const QString truth = "truth/sipcapture+heplify-server__decoder__decoder_test.go.extracted__";
    QTest::newRow("version 3") << folder + "hepPacket.hep" << truth + "hepPacket.hep.hep.tsv";
    QTest::newRow("version 1") << folder + "hepV2Packet.hep" << truth + "hepV2Packet.hep.hep.tsv";
}

void TestHepSenders::agreesWithASecondDecoder()
{
    QFETCH(QString, file);
    QFETCH(QString, truth);
    std::vector<PcapPayload> payloads;
    if (file.endsWith(".pcap")) {
        payloads = readPcapPayloads((m_corpus + '/' + file).toStdString());
    } else {
        QFile datagram{m_corpus + '/' + file};
        QVERIFY(datagram.open(QIODevice::ReadOnly));
        payloads.push_back({.bytes = toBytes(datagram.readAll().toStdString())});
    }
    QFile table{m_corpus + '/' + truth};
    QVERIFY(table.open(QIODevice::ReadOnly));
    const QList<QByteArray> lines = table.readAll().trimmed().split('\n');
    QCOMPARE(qsizetype(payloads.size()), lines.size() - 1);
    const QList<QByteArray> columns = lines.front().split('\t');
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const QList<QByteArray> cells = lines[i].split('\t');
        const auto cell = [&](const char* name) { return cells.value(columns.indexOf(name)); };
        const HepPacket packet = decodeHep(payloads[std::size_t(i - 1)].bytes).packet.value();
        QCOMPARE(QByteArray::number(packet.version), cell("hep_ver"));
        if (packet.captured) {
            const QByteArray time = QByteArray::fromStdString(core::base::formatEpoch(*packet.captured));
            QCOMPARE(time.chopped(3), cell("time"));
        } else {
            QVERIFY(cell("time").isEmpty());
        }
        QCOMPARE(QByteArray::fromStdString(packet.path.source.toString()), cell("src"));
        QCOMPARE(QByteArray::fromStdString(packet.path.destination.toString()), cell("dst"));
        QCOMPARE(QByteArray::fromStdString(std::string{core::net::name(packet.path.transport)}),
                 cell("transport"));
        QCOMPARE(QByteArray::number(int(packet.payloadType)), cell("hep_proto_type"));
        QCOMPARE(QByteArray::number(packet.captureId), cell("capture_id"));
        QCOMPARE(QByteArray::fromStdString(std::string{packet.authenticationKey}), cell("auth_key"));
        QCOMPARE(QByteArray::fromStdString(std::string{packet.correlationId}), cell("corr_id"));
        QCOMPARE(QByteArray::number(qulonglong(packet.payload.size())), cell("payload_len"));
    }
}

QTEST_GUILESS_MAIN(TestHepSenders)
#include "tst_hep_senders.moc"
