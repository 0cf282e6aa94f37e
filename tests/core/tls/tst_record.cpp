// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tls/record.h"

#include "tests/support/frame_builder.h"

#include <QTest>

using namespace core::tls;
using core::base::FrameNumber;
using tests::support::hex;

class TestRecord : public QObject {
    Q_OBJECT

private slots:
    void beginning_data();
    void beginning();
    void recordOverSegments();
    void recordsInOneSegment();
    void brokenInTheMiddle();
    void countedOnly();
};

void TestRecord::beginning_data()
{
    QTest::addColumn<QString>("bytes");
    QTest::addColumn<bool>("may");
    QTest::newRow("empty") << "" << false;
    QTest::newRow("one byte") << "16" << true;
    QTest::newRow("ClientHello") << "160301020001" << true;
    QTest::newRow("application data") << "1703030100" << true;
    QTest::newRow("SSL 3.0") << "160300004d" << true;
    QTest::newRow("SIP") << "494e56495445" << false;
    QTest::newRow("wrong version") << "160403" << false;
    QTest::newRow("too long") << "160303ffff" << false;
    QTest::newRow("WebSocket") << "817e0100" << false;
}

void TestRecord::beginning()
{
    QFETCH(QString, bytes);
    QTEST(mayBeginRecord(hex(bytes.toStdString())), "may");
}

void TestRecord::recordOverSegments()
{
    const auto bytes = hex("17 03 03 00 04 01 02 03 04");
    RecordReader reader;
    std::optional<Record> record;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        QVERIFY(!record);
        StreamPart part{std::span{bytes}.subspan(i, 1), FrameNumber{static_cast<std::int64_t>(i + 1)}, {}};
        record = reader.next(part);
        QVERIFY(part.bytes.empty());
    }
    QVERIFY(record);
    QCOMPARE(record->body, hex("01 02 03 04"));
    QCOMPARE(record->frames.size(), std::size_t{9});
    QCOMPARE(record->end, std::uint64_t{9});
    QVERIFY(!reader.isWithinRecord());
}

void TestRecord::recordsInOneSegment()
{
    const auto bytes = hex("15 03 03 00 02 01 00  16 03 01 00 00  17 03");
    RecordReader reader;
    StreamPart part{bytes, FrameNumber{1}, {}};
    const auto first = reader.next(part);
    QVERIFY(first);
    QCOMPARE(first->type, ContentType::Alert);
    const auto second = reader.next(part);
    QVERIFY(second);
    QVERIFY(second->body.empty());
    QVERIFY(!reader.next(part));
    QVERIFY(reader.isWithinRecord());
    QVERIFY(!reader.isBroken());
}

void TestRecord::brokenInTheMiddle()
{
    const auto bytes = hex("15 03 03 00 02 01 00  48 54 54 50");
    RecordReader reader;
    StreamPart part{bytes, FrameNumber{1}, {}};
    QVERIFY(reader.next(part));
    QVERIFY(!reader.next(part));
    QVERIFY(reader.isBroken());
}

void TestRecord::countedOnly()
{
    const auto bytes = hex("17 03 03 00 04 01 02 03 04");
    RecordReader reader;
    reader.onlyCount();
    StreamPart part{bytes, FrameNumber{1}, {}};
    const auto record = reader.next(part);
    QVERIFY(record);
    QVERIFY(record->body.empty());
    QCOMPARE(record->end, std::uint64_t{9});
    QCOMPARE(reader.heldBytes(), std::size_t{0});
}

QTEST_GUILESS_MAIN(TestRecord)
#include "tst_record.moc"
