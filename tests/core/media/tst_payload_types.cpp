// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/payload_types.h"

#include <QtTest>

using namespace core::media;

class TestPayloadTypes : public QObject {
    Q_OBJECT

private slots:
    void knowsStaticTypes_data();
    void knowsStaticTypes();
    void knowsNoUnassignedTypes();
    void readsRtpMaps_data();
    void readsRtpMaps();
    void refusesRtpMaps_data();
    void refusesRtpMaps();
    void takesPacketLengthFromParameters();
    void prefersWhatSdpSays();
    void keepsTheBeginningOfLongNames();
    void tellsWhatIsHeard();
};

void TestPayloadTypes::knowsStaticTypes_data()
{
    QTest::addColumn<int>("type");
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("clockRate");
    QTest::addColumn<int>("channels");
    QTest::newRow("PCMU") << 0 << "PCMU" << 8000 << 1;
    QTest::newRow("GSM") << 3 << "GSM" << 8000 << 1;
    QTest::newRow("PCMA") << 8 << "PCMA" << 8000 << 1;
    QTest::newRow("G.722 counts in 8000") << 9 << "G722" << 8000 << 1;
    QTest::newRow("stereo") << 10 << "L16" << 44100 << 2;
    QTest::newRow("comfort noise") << 13 << "CN" << 8000 << 1;
    QTest::newRow("its old number") << 19 << "CN" << 8000 << 1;
    QTest::newRow("G.729") << 18 << "G729" << 8000 << 1;
    QTest::newRow("DVI4 at 22.05 kHz") << 17 << "DVI4" << 22050 << 1;
    QTest::newRow("H.263") << 34 << "H263" << 90000 << 1;
}

void TestPayloadTypes::knowsStaticTypes()
{
    QFETCH(int, type);
    QFETCH(QString, name);
    QFETCH(int, clockRate);
    QFETCH(int, channels);
    const auto format = staticFormat(static_cast<std::uint8_t>(type));
    QVERIFY(format);
    QCOMPARE(std::string{format->name.view()}, name.toStdString());
    QCOMPARE(int(format->clockRate), clockRate);
    QCOMPARE(int(format->channels), channels);
}

void TestPayloadTypes::knowsNoUnassignedTypes()
{
    for (const int type : {20, 24, 27, 29, 30, 35, 64, 72, 95, 96, 127})
        QVERIFY(!staticFormat(static_cast<std::uint8_t>(type)));
}

void TestPayloadTypes::readsRtpMaps_data()
{
    QTest::addColumn<QString>("value");
    QTest::addColumn<int>("codec");
    QTest::addColumn<int>("clockRate");
    QTest::addColumn<int>("channels");
    QTest::newRow("Opus") << "opus/48000/2" << int(Codec::Opus) << 48000 << 2;
    QTest::newRow("Opus at a wrong rate") << "OPUS/16000" << int(Codec::Opus) << 48000 << 1;
    QTest::newRow("G.722 at its sampling rate") << "G722/16000" << int(Codec::G722) << 8000 << 1;
    QTest::newRow("AMR-WB") << "AMR-WB/16000/1" << int(Codec::AmrWb) << 16000 << 1;
    QTest::newRow("AMR in small letters") << "amr/8000" << int(Codec::Amr) << 8000 << 1;
    QTest::newRow("events") << "telephone-event/8000" << int(Codec::TelephoneEvent) << 8000 << 1;
    QTest::newRow("events beside Opus")
        << "telephone-event/48000" << int(Codec::TelephoneEvent) << 48000 << 1;
    QTest::newRow("an unknown one") << "X-NEW/24000" << int(Codec::Unknown) << 24000 << 1;
    QTest::newRow("a clock that is none") << "PCMA/4000000000" << int(Codec::Pcma) << 0 << 1;
    QTest::newRow("blanks") << " speex/16000 " << int(Codec::Speex) << 16000 << 1;
    QTest::newRow("0 channels") << "L16/8000/0" << int(Codec::L16) << 8000 << 1;
}

void TestPayloadTypes::readsRtpMaps()
{
    QFETCH(QString, value);
    QFETCH(int, codec);
    QFETCH(int, clockRate);
    QFETCH(int, channels);
    const std::string text = value.toStdString();
    const auto map = parseRtpMap(text);
    QVERIFY(map);
    const PayloadFormat format = formatOf(*map);
    QCOMPARE(int(format.codec), codec);
    QCOMPARE(int(format.clockRate), clockRate);
    QCOMPARE(int(format.channels), channels);
}

void TestPayloadTypes::refusesRtpMaps_data()
{
    QTest::addColumn<QString>("value");
    QTest::newRow("nothing") << "";
    QTest::newRow("no clock rate") << "PCMA";
    QTest::newRow("no name") << "/8000";
    QTest::newRow("letters for a rate") << "PCMA/fast";
    QTest::newRow("more than 32 bits") << "PCMA/99999999999";
    QTest::newRow("below zero") << "PCMA/-8000";
}

void TestPayloadTypes::refusesRtpMaps()
{
    QFETCH(QString, value);
    const std::string text = value.toStdString();
    QVERIFY(!parseRtpMap(text));
}

void TestPayloadTypes::takesPacketLengthFromParameters()
{
    RtpMap map{"iLBC", 8000, 1, "mode=20", 0};
    QCOMPARE(int(formatOf(map).packetMs), 20);
    map.parameters = "";
    QCOMPARE(int(formatOf(map).packetMs), 30);
    map.packetMs = 60;
    QCOMPARE(int(formatOf(map).packetMs), 60);
    QCOMPARE(int(formatOf({"PCMA", 8000, 1, "", 0}).packetMs), 0);
}

void TestPayloadTypes::prefersWhatSdpSays()
{
    PayloadMap map;
    QCOMPARE(map.find(0)->codec, Codec::Pcmu);
    QVERIFY(!map.find(96));
    map.set(96, formatOf({"opus", 48000, 2, "", 0}));
    map.set(0, formatOf({"G729", 8000, 1, "", 0}));
    QCOMPARE(map.find(96)->codec, Codec::Opus);
    QCOMPARE(map.find(0)->codec, Codec::G729);
    QVERIFY(map.contains(96));
    QVERIFY(!map.contains(8));
    map.set(96, formatOf({"AMR", 8000, 1, "", 0}));
    QCOMPARE(map.find(96)->codec, Codec::Amr);
    QCOMPARE(map.size(), std::size_t{2});
}

void TestPayloadTypes::keepsTheBeginningOfLongNames()
{
    const std::string name(1000, 'x');
    QCOMPARE(formatOf({name, 8000, 1, "", 0}).name.view().size(), ShortText::capacity);
}

void TestPayloadTypes::tellsWhatIsHeard()
{
    for (const Codec codec : {Codec::Pcmu, Codec::Opus, Codec::OtherAudio, Codec::G729})
        QVERIFY(isAudible(codec));
    for (const Codec codec : {Codec::Unknown, Codec::TelephoneEvent, Codec::ComfortNoise, Codec::T38,
                              Codec::Video, Codec::Text, Codec::Redundancy})
        QVERIFY(!isAudible(codec));
}

QTEST_GUILESS_MAIN(TestPayloadTypes)
#include "tst_payload_types.moc"
