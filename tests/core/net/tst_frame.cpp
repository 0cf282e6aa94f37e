// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ascii.h"
#include "core/net/frame.h"

#include <QTest>

using namespace core::net;

class FrameTest : public QObject {
    Q_OBJECT

private slots:

    void appendedFramesKeepTheirBytes()
    {
        FrameBatch batch;
        FrameHeader first;
        first.originalLength = 100;
        FrameHeader third;
        third.link = LinkType::Raw;
        batch.append(first, core::base::asBytes("first"));
        batch.append({}, {});
        batch.append(third, core::base::asBytes("third"));
        QCOMPARE(batch.frames.size(), std::size_t{3});
        QCOMPARE(core::base::asText(batch.bytesOf(batch.frames[0])), std::string_view{"first"});
        QVERIFY(batch.bytesOf(batch.frames[1]).empty());
        QCOMPARE(core::base::asText(batch.bytesOf(batch.frames[2])), std::string_view{"third"});
        QCOMPARE(batch.frames[0].originalLength, 100U);
        QCOMPARE(batch.frames[2].link, LinkType::Raw);
    }

    void footprintCountsBytesAndHeaders()
    {
        FrameBatch batch;
        QCOMPARE(batch.footprint(), std::size_t{0});
        batch.append({}, core::base::asBytes("12345"));
        QCOMPARE(batch.footprint(), 5 + sizeof(FrameHeader));
    }
};

QTEST_GUILESS_MAIN(FrameTest)
#include "tst_frame.moc"
