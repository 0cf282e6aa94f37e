// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/rtcp_packet.h"

#include "tests/support/frame_builder.h"

#include <QtTest>

using namespace core::media;
using namespace tests::support;

namespace {

/// SR with one block: NTP 1 s and a half, block about 0xbbbbbbbb with 3 of 256 lost, -2 in all.
const char* const senderReport = "81 c8 000c aaaaaaaa 00000001 80000000 00000064 0000000a 00000640"
                                 "bbbbbbbb 03 fffffe 00010002 00000018 11112222 00008000";
const char* const description = "81 ca 0003 aaaaaaaa 01 05 6140622e63 00";

Bytes compound()
{
    return join({hex(senderReport), hex(description)});
}

} // namespace

class TestRtcpPacket : public QObject {
    Q_OBJECT

private slots:
    void readsSenderReport();
    void readsReceiverReport();
    void readsDescription();
    void readsSeveralChunks();
    void readsByeWithAndWithoutReason();
    void readsApplication();
    void tellsFaults_data();
    void tellsFaults();
    void takesPaddingOffTheLastPacket();
    void doesNotTakeSrtcpForRtcp();
    void survivesEveryTruncationAndBitFlip();
};

void TestRtcpPacket::readsSenderReport()
{
    const Bytes bytes = compound();
    RtcpReader reader{bytes};
    const auto packet = reader.next();
    QVERIFY(packet);
    QCOMPARE(packet->type, RtcpType::SenderReport);
    const auto report = readReport(*packet);
    QVERIFY(report);
    QCOMPARE(report->ssrc, 0xaaaaaaaaU);
    QVERIFY(report->sender.has_value());
    QCOMPARE(report->sender->ntpTime, 0x0000000180000000ULL);
    QCOMPARE(report->sender->rtpTimestamp, 100U);
    QCOMPARE(report->sender->packets, 10U);
    QCOMPARE(report->sender->octets, 1600U);
    QCOMPARE(report->blocks.size(), std::size_t{1});
    const ReportBlock block = report->blocks[0];
    QCOMPARE(block.ssrc, 0xbbbbbbbbU);
    QCOMPARE(int(block.fractionLost), 3);
    QCOMPARE(block.cumulativeLost, -2);
    QCOMPARE(block.highestSequence, 0x00010002U);
    QCOMPARE(block.jitter, 24U);
    QCOMPARE(block.lastSenderReport, 0x11112222U);
    QCOMPARE(block.delaySinceSenderReport, 0x8000U);
    QVERIFY(reader.next());
    QVERIFY(!reader.next());
    QCOMPARE(reader.fault(), RtcpFault::None);
    QVERIFY(isRtcp(bytes));
}

void TestRtcpPacket::readsReceiverReport()
{
    const Bytes bytes = hex("80 c9 0001 cccccccc");
    RtcpReader reader{bytes};
    const auto report = readReport(reader.next().value());
    QVERIFY(report);
    QVERIFY(!report->sender);
    QCOMPARE(report->ssrc, 0xccccccccU);
    QCOMPARE(report->blocks.size(), std::size_t{0});
}

void TestRtcpPacket::readsDescription()
{
    const Bytes bytes = hex(description);
    RtcpReader reader{bytes};
    SdesReader items{reader.next().value()};
    const auto item = items.next();
    QVERIFY(item);
    QCOMPARE(item->ssrc, 0xaaaaaaaaU);
    QCOMPARE(item->item, SdesItem::Cname);
    QCOMPARE(std::string{item->text}, std::string{"a@b.c"});
    QVERIFY(!items.next());
    QVERIFY(!items.failed());
}

/// The second chunk begins at a whole word, whatever the length of the first one's items.
void TestRtcpPacket::readsSeveralChunks()
{
    const Bytes bytes = hex("82 ca 0006 00000001 0101 61 0602 6263 00 00000002 02 03 646566 000000");
    RtcpReader reader{bytes};
    const auto packet = reader.next();
    QVERIFY(packet);
    SdesReader items{*packet};
    std::string seen;
    while (const auto item = items.next())
        seen += std::to_string(item->ssrc) + ':' + std::to_string(int(item->item)) + ':' +
                std::string{item->text} + ' ';
    QCOMPARE(seen, std::string{"1:1:a 1:6:bc 2:2:def "});
    QVERIFY(!items.failed());

    // An item that ends behind its packet.
    const Bytes damaged = hex("81 ca 0002 00000001 01ff6162");
    RtcpReader second{damaged};
    SdesReader none{second.next().value()};
    QVERIFY(!none.next());
    QVERIFY(none.failed());
}

void TestRtcpPacket::readsByeWithAndWithoutReason()
{
    const Bytes plain = hex("82 cb 0002 00000001 00000002");
    RtcpReader reader{plain};
    auto bye = readBye(reader.next().value());
    QVERIFY(bye);
    QCOMPARE(bye->sourceCount(), std::size_t{2});
    QCOMPARE(bye->source(1), 2U);
    QVERIFY(bye->reason.empty());

    const Bytes reasoned = hex("81 cb 0003 00000001 04 62757379 000000");
    RtcpReader second{reasoned};
    bye = readBye(second.next().value());
    QVERIFY(bye);
    QCOMPARE(std::string{bye->reason}, std::string{"busy"});

    const Bytes damaged = hex("81 cb 0002 00000001 ff627573");
    RtcpReader third{damaged};
    QVERIFY(!readBye(third.next().value()));
}

void TestRtcpPacket::readsApplication()
{
    const Bytes bytes = hex("85 cc 0003 00000001 54455354 cafe0001");
    RtcpReader reader{bytes};
    const auto application = readApplication(reader.next().value());
    QVERIFY(application);
    QCOMPARE(int(application->subtype), 5);
    QCOMPARE(std::string{application->name}, std::string{"TEST"});
    QCOMPARE(application->data.size(), std::size_t{4});
}

void TestRtcpPacket::tellsFaults_data()
{
    QTest::addColumn<QString>("bytes");
    QTest::addColumn<int>("fault");
    const auto row = [](const char* name, const char* bytes, RtcpFault fault) {
        QTest::newRow(name) << QString::fromLatin1(bytes) << int(fault);
    };
    row("nothing", "", RtcpFault::TooShort);
    row("three bytes", "80 c9 00", RtcpFault::TooShort);
    row("version 1", "40 c9 0001 cccccccc", RtcpFault::WrongVersion);
    row("an RTP packet", "80 00 0001 cccccccc", RtcpFault::TypeInvalid);
    row("longer than the datagram", "80 c9 0002 cccccccc", RtcpFault::LengthInvalid);
    row("bytes behind the last packet", "80 c9 0001 cccccccc 80", RtcpFault::TooShort);
    row("fewer blocks than counted", "81 c9 0001 cccccccc", RtcpFault::ReportsCutShort);
    row("sender report without sender", "80 c8 0001 cccccccc", RtcpFault::ReportsCutShort);
    row("padding of 0", "a0 c9 0002 cccccccc 00000000", RtcpFault::PaddingInvalid);
    row("padding of a word and a half", "a0 c9 0002 cccccccc 00000006", RtcpFault::PaddingInvalid);
    row("padding before the last packet", "a0 c9 0002 cccccccc 00000004 80 c9 0001 cccccccc",
        RtcpFault::PaddingInvalid);
}

void TestRtcpPacket::tellsFaults()
{
    QFETCH(QString, bytes);
    QFETCH(int, fault);
    const Bytes datagram = hex(bytes.toStdString());
    RtcpReader reader{datagram};
    while (reader.next())
        ;
    QCOMPARE(int(reader.fault()), fault);
    QVERIFY(!isRtcp(datagram));
    QVERIFY(!name(reader.fault()).empty());
}

void TestRtcpPacket::takesPaddingOffTheLastPacket()
{
    const Bytes bytes = hex("80 c9 0001 cccccccc a1 cb 0002 00000001 00000004");
    RtcpReader reader{bytes};
    QVERIFY(reader.next());
    const auto bye = readBye(reader.next().value());
    QVERIFY(bye);
    QCOMPARE(bye->sourceCount(), std::size_t{1});
    QVERIFY(bye->reason.empty());
}

/// RFC 3711 section 3.4: the header is in the clear, the rest is not, and index and tag come behind.
void TestRtcpPacket::doesNotTakeSrtcpForRtcp()
{
    const Bytes bytes = hex("80 c8 0006 aaaaaaaa 93a1b2c3 d4e5f607 18293a4b 5c6d7e8f 90a1b2c3 80000001 "
                            "0102030405060708090a");
    QVERIFY(!isRtcp(bytes));
    RtcpReader reader{bytes};
    QVERIFY(reader.next());
}

void TestRtcpPacket::survivesEveryTruncationAndBitFlip()
{
    const Bytes whole = join({compound(), hex("81 cb 0003 00000001 04 62757379 000000")});
    std::size_t read = 0;
    for (std::size_t size = 0; size <= whole.size(); ++size) {
        for (std::size_t bit = 0; bit < size * 8; ++bit) {
            Bytes bytes = slice(whole, 0, size);
            bytes[bit / 8] ^= static_cast<std::byte>(1U << bit % 8);
            RtcpReader reader{bytes};
            while (const auto packet = reader.next()) {
                if (const auto report = readReport(*packet); report && report->blocks.size() > 0)
                    read += std::size_t{report->blocks[report->blocks.size() - 1].ssrc != 0};
                SdesReader items{*packet};
                while (const auto item = items.next())
                    read += item->text.size();
                if (const auto bye = readBye(*packet))
                    read += bye->reason.size();
                read += std::size_t{readApplication(*packet).has_value()};
            }
        }
    }
    QVERIFY(read > 0);
}

QTEST_GUILESS_MAIN(TestRtcpPacket)
#include "tst_rtcp_packet.moc"
