// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/hep_gate.h"

#include "core/capture/hep_source.h"
#include "tests/support/hep_builder.h"
#include "tests/support/source_runner.h"
#include "tests/support/udp_sender.h"

#include <QtTest>

using namespace core;
using namespace core::capture;
using namespace tests::support;

namespace {

Bytes packetWithKey(std::string_view key)
{
    return Hep3Builder{}
        .usualHeader()
        .text(hep::ChunkType::AuthenticationKey, key)
        .text(hep::ChunkType::Payload, sampleSip)
        .build();
}

std::uint64_t count(const RecordingSink& sink, const std::string& sender, hep::HepDenial denial)
{
    const auto row = sink.refusals.find(sender);
    return row == sink.refusals.end() ? 0 : row->second.packets[static_cast<std::size_t>(denial)];
}

} // namespace

class TestHepGate : public QObject {
    Q_OBJECT

private slots:
    void comparesKeys_data();
    void comparesKeys();
    void readsTheKeyFile_data();
    void readsTheKeyFile();
    void letsOnlyListedNetworksIn();
    void refusesWhatHasNoRightKey();
    void refusesWhoIsNotListed();
};

void TestHepGate::comparesKeys_data()
{
    QTest::addColumn<QByteArray>("given");
    QTest::addColumn<QByteArray>("expected");
    QTest::addColumn<bool>("isSame");
    QTest::newRow("the same") << QByteArray{"secret"} << QByteArray{"secret"} << true;
    QTest::newRow("last letter") << QByteArray{"secreT"} << QByteArray{"secret"} << false;
    QTest::newRow("shorter") << QByteArray{"secre"} << QByteArray{"secret"} << false;
    QTest::newRow("longer") << QByteArray{"secrets"} << QByteArray{"secret"} << false;
    QTest::newRow("none") << QByteArray{""} << QByteArray{"secret"} << false;
}

void TestHepGate::comparesKeys()
{
    QFETCH(QByteArray, given);
    QFETCH(QByteArray, expected);
    QFETCH(bool, isSame);
    QCOMPARE(isSameKey(given.toStdString(), expected.toStdString()), isSame);
}

void TestHepGate::readsTheKeyFile_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("key");
    QTest::newRow("bare") << QByteArray{"myHep"} << QByteArray{"myHep"};
    QTest::newRow("a line") << QByteArray{"myHep\n"} << QByteArray{"myHep"};
    QTest::newRow("of another system") << QByteArray{"my Hep\r\n"} << QByteArray{"my Hep"};
    QTest::newRow("empty") << QByteArray{""} << QByteArray{};
    QTest::newRow("an empty line") << QByteArray{"\n"} << QByteArray{};
    QTest::newRow("no key but a file") << QByteArray(5000, 'x') << QByteArray{};
}

void TestHepGate::readsTheKeyFile()
{
    QFETCH(QByteArray, content);
    QFETCH(QByteArray, key);
    QTemporaryFile file;
    QVERIFY(file.open());
    file.write(content);
    file.close();
    const auto read = readHepKey(file.fileName().toStdString());
    QCOMPARE(read.has_value(), !key.isEmpty());
    if (read)
        QCOMPARE(QByteArray::fromStdString(*read), key);
    else
        QCOMPARE(read.error().code, base::ErrorCode::OptionInvalid);
    QCOMPARE(readHepKey("/nonexistent/key").error().code, base::ErrorCode::FileNotFound);
}

void TestHepGate::letsOnlyListedNetworksIn()
{
    HepGate gate{{.key = {},
                  .allowed = {net::IpNetwork::parse("10.1.0.0/16").value(),
                              net::IpNetwork::parse("2001:db8::7").value()}}};
    const auto letsIn = [&gate](std::string_view sender) {
        return gate.letsIn(net::IpAddress::parse(sender).value(), base::Timestamp{});
    };
    QVERIFY(letsIn("10.1.255.3"));
    QVERIFY(letsIn("2001:db8::7"));
    QVERIFY(!letsIn("10.2.0.1"));
    QVERIFY(!letsIn("2001:db8::8"));
}

void TestHepGate::refusesWhatHasNoRightKey()
{
    HepSource source{parseHepUrl("hep+udp://127.0.0.1:0").value(), {.key = "myHep", .allowed = {}}};
    RecordingSink sink;
    SourceRunner runner{source, sink};
    QVERIFY(runner.waitUntilReady());
    const auto url = parseHepUrl(sink.readyLines.front().substr(std::string_view{"listening "}.size()));
    const UdpSender sender{url.value().endpoint};
    QVERIFY(sender.send(packetWithKey("myHep")));
    QVERIFY(sender.send(packetWithKey("myHeP")));
    QVERIFY(sender.send(packetWithKey("")));
    QVERIFY(sender.send(LegacyHep{}.build()));
    QVERIFY(sender.send(toBytes("noise")));
    QVERIFY(sender.send(packetWithKey("myHep")));
    QVERIFY(sink.waitUntil([](const RecordingSink& s) { return s.frames == 2 && s.counters.received == 6; }));
    QVERIFY(runner.stop().has_value());
    QCOMPARE(sink.counters.refused, std::uint64_t{4});
    QCOMPARE(count(sink, "127.0.0.1", hep::HepDenial::KeyWrong), std::uint64_t{1});
    QCOMPARE(count(sink, "127.0.0.1", hep::HepDenial::KeyMissing), std::uint64_t{3});
}

void TestHepGate::refusesWhoIsNotListed()
{
    HepSource source{parseHepUrl("hep+udp://127.0.0.1:0").value(),
                     {.key = {}, .allowed = {net::IpNetwork::parse("192.0.2.0/24").value()}}};
    RecordingSink sink;
    SourceRunner runner{source, sink};
    QVERIFY(runner.waitUntilReady());
    const auto url = parseHepUrl(sink.readyLines.front().substr(std::string_view{"listening "}.size()));
    const UdpSender sender{url.value().endpoint};
    QVERIFY(sender.send(packetWithKey("any")));
    QVERIFY(sink.waitUntil([](const RecordingSink& s) { return s.counters.refused == 1; }));
    QVERIFY(runner.stop().has_value());
    QCOMPARE(sink.frames, std::size_t{0});
    QCOMPARE(count(sink, "127.0.0.1", hep::HepDenial::SenderNotAllowed), std::uint64_t{1});
}

QTEST_GUILESS_MAIN(TestHepGate)
#include "tst_hep_gate.moc"
