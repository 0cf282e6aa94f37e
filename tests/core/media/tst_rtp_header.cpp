// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/rtp_header.h"

#include "tests/support/rtp_builder.h"

#include <QtTest>

using namespace core::media;
using namespace tests::support;

class TestRtpHeader : public QObject {
    Q_OBJECT

private slots:
    void readsEveryField();
    void readsContributorsExtensionAndPadding();
    void refuses_data();
    void refuses();
    void acceptsWhatTheCaptureCutOff();
    void readsExtensionElements();
    void survivesEveryTruncationAndBitFlip();
};

void TestRtpHeader::readsEveryField()
{
    const Bytes bytes = hex("80 e0 0102 0a0b0c0d deadbeef 010203");
    const RtpParsing parsed = parseRtp(bytes);
    QVERIFY(parsed);
    const RtpHeader& header = parsed.header;
    QCOMPARE(int(header.payloadType), 96);
    QVERIFY(header.isMarked);
    QCOMPARE(header.sequence, std::uint16_t{0x0102});
    QCOMPARE(header.timestamp, 0x0a0b0c0dU);
    QCOMPARE(header.ssrc, 0xdeadbeefU);
    QCOMPARE(header.payload.size(), std::size_t{3});
    QCOMPARE(header.contributorCount(), std::size_t{0});
    QVERIFY(!header.hasExtension);
}

void TestRtpHeader::readsContributorsExtensionAndPadding()
{
    const Bytes bytes =
        hex("b2 08 0001 00000002 00000003 11111111 22222222 bede 0001 10aa0000 5566 aa 11 22 0000 03");
    const RtpParsing parsed = parseRtp(bytes);
    QVERIFY(parsed);
    QCOMPARE(parsed.header.contributorCount(), std::size_t{2});
    QCOMPARE(parsed.header.contributor(1), 0x22222222U);
    QVERIFY(parsed.header.hasExtension);
    QCOMPARE(int(parsed.header.extensionProfile), 0xbede);
    QCOMPARE(parsed.header.extension.size(), std::size_t{4});
    QCOMPARE(int(parsed.header.padding), 3);
    QCOMPARE(parsed.header.payload.size(), std::size_t{5});
}

void TestRtpHeader::refuses_data()
{
    QTest::addColumn<QString>("bytes");
    QTest::addColumn<int>("fault");
    const auto row = [](const char* name, const char* bytes, RtpFault fault) {
        QTest::newRow(name) << QString::fromLatin1(bytes) << int(fault);
    };
    row("eleven bytes", "80 00 0001 00000002 000000", RtpFault::TooShort);
    row("version 1", "40 00 0001 00000002 00000003", RtpFault::WrongVersion);
    row("version 3", "c0 00 0001 00000002 00000003", RtpFault::WrongVersion);
    row("sender report", "80 c8 0006 00000002 00000003", RtpFault::ControlPacket);
    row("CSRC list behind the end", "81 00 0001 00000002 00000003 1111", RtpFault::ContributorsCutShort);
    row("no extension header", "90 00 0001 00000002 00000003 be", RtpFault::ExtensionCutShort);
    row("extension behind the end", "90 00 0001 00000002 00000003 bede0002 00000000",
        RtpFault::ExtensionCutShort);
    row("padding of 0", "a0 00 0001 00000002 00000003 aabb00", RtpFault::PaddingInvalid);
    row("more padding than payload", "a0 00 0001 00000002 00000003 aabb04", RtpFault::PaddingInvalid);
    row("padding without payload", "a0 00 0001 00000002 00000003", RtpFault::PaddingInvalid);
}

void TestRtpHeader::refuses()
{
    QFETCH(QString, bytes);
    QFETCH(int, fault);
    const RtpParsing parsed = parseRtp(hex(bytes.toStdString()));
    QCOMPARE(int(parsed.fault), fault);
    QVERIFY(!name(parsed.fault).empty());
}

/// A capture with a snap length has no end of the packet to look at.
void TestRtpHeader::acceptsWhatTheCaptureCutOff()
{
    const Bytes bytes = hex("a0 00 0001 00000002 00000003 aabbff");
    QVERIFY(!parseRtp(bytes));
    const RtpParsing parsed = parseRtp(bytes, true);
    QVERIFY(parsed);
    QCOMPARE(parsed.header.payload.size(), std::size_t{3});
}

void TestRtpHeader::readsExtensionElements()
{
    // One byte form: id 1 with one byte, padding, id 2 with two bytes.
    const Bytes one = hex("90 00 0001 00000002 00000003 bede0002 10aa 00 21bbcc 0000");
    ExtensionReader reader{parseRtp(one).header};
    auto element = reader.next();
    QVERIFY(element);
    QCOMPARE(int(element->id), 1);
    QCOMPARE(element->data.size(), std::size_t{1});
    element = reader.next();
    QVERIFY(element);
    QCOMPARE(int(element->id), 2);
    QCOMPARE(std::to_integer<int>(element->data[1]), 0xcc);
    QVERIFY(!reader.next());

    const Bytes two = hex("90 00 0001 00000002 00000003 10000002 0500 0703aabbcc 00");
    ExtensionReader second{parseRtp(two).header};
    element = second.next();
    QVERIFY(element);
    QCOMPARE(int(element->id), 5);
    QVERIFY(element->data.empty());
    element = second.next();
    QVERIFY(element);
    QCOMPARE(element->data.size(), std::size_t{3});

    // An element that ends behind the extension.
    const Bytes damaged = hex("90 00 0001 00000002 00000003 bede0001 1faabbcc");
    ExtensionReader third{parseRtp(damaged).header};
    QVERIFY(!third.next());
    QVERIFY(!third.next());
}

void TestRtpHeader::survivesEveryTruncationAndBitFlip()
{
    const Bytes whole = hex("b2 08 0001 00000002 00000003 11111111 22222222 bede 0001 10aa0000 55660003");
    for (std::size_t size = 0; size <= whole.size(); ++size) {
        for (std::size_t bit = 0; bit < size * 8; ++bit) {
            Bytes bytes = slice(whole, 0, size);
            bytes[bit / 8] ^= static_cast<std::byte>(1U << bit % 8);
            const RtpParsing parsed = parseRtp(bytes);
            if (!parsed)
                continue;
            // What was accepted lies within the packet.
            const std::size_t used = 12 + parsed.header.contributors.size() +
                                     (parsed.header.hasExtension ? 4 + parsed.header.extension.size() : 0) +
                                     parsed.header.payload.size() + parsed.header.padding;
            QCOMPARE(used, size);
            ExtensionReader reader{parsed.header};
            while (reader.next())
                ;
        }
    }
}

QTEST_GUILESS_MAIN(TestRtpHeader)
#include "tst_rtp_header.moc"
