// SPDX-License-Identifier: GPL-3.0-or-later
// What a ladder says of an RTP stream, with much room and with little.
#include "ui/ladder/media_label.h"

#include <QtTest>

using core::flow::MediaArrow;
using namespace Qt::StringLiterals;

namespace {

MediaArrow stream()
{
    MediaArrow arrow;
    arrow.from = {*core::net::IpAddress::parse("192.0.2.1"), 4000};
    arrow.to = {*core::net::IpAddress::parse("192.0.2.2"), 4002};
    arrow.begin = core::base::Timestamp{std::chrono::seconds{1'700'000'000}};
    arrow.end = arrow.begin + std::chrono::seconds{12};
    arrow.codec = "PCMA";
    arrow.packets = 601;
    arrow.lossPercent = 0.5;
    arrow.jitter = 1.2;
    arrow.mos = 4.321;
    return arrow;
}

} // namespace

class MediaLabelTest : public QObject {
    Q_OBJECT

private slots:
    void everythingIsSaidWhereThereIsRoom();
    void mosIsGivenUpLast();
    void whatIsUnknownIsLeftOut();
    void theDescriptionNamesPortsAndTimes();
};

void MediaLabelTest::everythingIsSaidWhereThereIsRoom()
{
    QCOMPARE(ui::ladder::mediaTitle(stream()), u"RTP PCMA"_s);
    const QString all = ui::ladder::mediaFigures(stream(), [](const QString&) { return true; });
    QVERIFY2(all.endsWith(u" · 601 packets · loss 0.50 % · jitter 1.2 ms · MOS 4.32"_s), qPrintable(all));
    QVERIFY2(all.startsWith(u"12"_s), qPrintable(all));
}

void MediaLabelTest::mosIsGivenUpLast()
{
    const auto within = [](qsizetype length) {
        return ui::ladder::mediaFigures(stream(),
                                        [length](const QString& text) { return text.size() <= length; });
    };
    QCOMPARE(within(38), u"loss 0.50 % · jitter 1.2 ms · MOS 4.32"_s);
    QCOMPARE(within(25), u"loss 0.50 % · MOS 4.32"_s);
    QCOMPARE(within(10), u"MOS 4.32"_s);
    QCOMPARE(within(3), QString());
}

void MediaLabelTest::whatIsUnknownIsLeftOut()
{
    MediaArrow arrow = stream();
    arrow.codec.clear();
    arrow.mos.reset();
    arrow.jitter.reset();
    QCOMPARE(ui::ladder::mediaTitle(arrow), u"RTP"_s);
    QVERIFY(ui::ladder::mediaFigures(arrow, [](const QString&) {
                return true;
            }).endsWith(u" · 601 packets · loss 0.50 %"_s));
}

void MediaLabelTest::theDescriptionNamesPortsAndTimes()
{
    const QString text = ui::ladder::describeMedia(stream(), ui::adapt::Zone::Utc);
    QVERIFY2(text.startsWith(u"RTP PCMA from 192.0.2.1:4000 to 192.0.2.2:4002, from 22:13:20.000"_s),
             qPrintable(text));
    QVERIFY2(text.contains(u"to 22:13:32.000"_s) && text.endsWith(u"MOS 4.32"_s), qPrintable(text));
}

QTEST_MAIN(MediaLabelTest)
#include "tst_media_label.moc"
