// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forward/message_encoder.h"

#include "core/hep/hep_decoder.h"
#include "tests/core/forward/sample_message.h"

#include <QtTest>

using namespace core::forward;
using namespace tests::forward;
using core::base::ErrorCode;
using core::net::IpAddress;

Q_DECLARE_METATYPE(core::forward::Protocol)

class TestMessageEncoder : public QObject {
    Q_OBJECT

private slots:
    void hep3CarriesEverything();
    void agentsKeepTheirNames();
    void theUsersNamesWin();
    void legacyHepCarriesWhatItCan_data();
    void legacyHepCarriesWhatItCan();
    void knowsTheLimits_data();
    void knowsTheLimits();
    void mixedFamilies();
    void onlyHep3CarriesWhatIsNoSip();
    void refusesWhatCannotBeCarried_data();
    void refusesWhatCannotBeCarried();
};

namespace {

core::hep::HepPacket roundTrip(Protocol protocol, AgentIdentity identity, const OutgoingMessage& message,
                               Packet& bytes)
{
    MessageEncoder encoder{protocol, std::move(identity)};
    if (encoder.encode(message, bytes))
        return {};
    return core::hep::decodeHep(bytes).packet.value_or(core::hep::HepPacket{});
}

} // namespace

void TestMessageEncoder::hep3CarriesEverything()
{
    Packet bytes;
    const OutgoingMessage message = sampleMessage();
    const auto back = roundTrip(Protocol::Hep3Tcp, {"secret", {}, {}}, message, bytes);
    QCOMPARE(back.path, message.path);
    QCOMPARE(back.captured.value(), core::base::fromSecondsAndNanoseconds(1'760'000'000, 123'456'000));
    QCOMPARE(back.payloadType, core::hep::PayloadType::Sip);
    QCOMPARE(back.captureId, defaultCaptureId);
    QCOMPARE(back.agentName, std::string_view{});
    QCOMPARE(back.authenticationKey, std::string_view{"secret"});
    QCOMPARE(back.correlationId, message.correlationId);
    QCOMPARE(tests::support::toText(back.payload), std::string{tests::support::sampleSip});
    QVERIFY(back.defects.isEmpty());
}

void TestMessageEncoder::agentsKeepTheirNames()
{
    Packet bytes;
    OutgoingMessage message = sampleMessage();
    message.captureId = 77;
    message.nodeName = "edge";
    const auto back = roundTrip(Protocol::Hep3Udp, {}, message, bytes);
    QCOMPARE(back.captureId, 77U);
    QCOMPARE(back.agentName, std::string_view{"edge"});
    QCOMPARE(roundTrip(Protocol::Hep2Udp, {}, message, bytes).captureId, 77U);
}

void TestMessageEncoder::theUsersNamesWin()
{
    Packet bytes;
    OutgoingMessage message = sampleMessage();
    message.captureId = 77;
    message.nodeName = "edge";
    const auto back = roundTrip(Protocol::Hep3Udp, {{}, 5, "relay"}, message, bytes);
    QCOMPARE(back.captureId, 5U);
    QCOMPARE(back.agentName, std::string_view{"relay"});
}

void TestMessageEncoder::legacyHepCarriesWhatItCan_data()
{
    QTest::addColumn<Protocol>("protocol");
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QByteArray>("destination");
    for (const Protocol protocol : {Protocol::Hep1Udp, Protocol::Hep2Udp}) {
        QTest::addRow("version %d, IPv4", int(protocol) + 1)
            << protocol << QByteArray{"192.0.2.1"} << QByteArray{"192.0.2.2"};
        QTest::addRow("version %d, IPv6", int(protocol) + 1)
            << protocol << QByteArray{"2001:db8::1"} << QByteArray{"2001:db8::2"};
    }
}

void TestMessageEncoder::legacyHepCarriesWhatItCan()
{
    QFETCH(Protocol, protocol);
    QFETCH(QByteArray, source);
    QFETCH(QByteArray, destination);
    OutgoingMessage message = sampleMessage();
    message.path.source.address = IpAddress::parse(source.toStdString()).value();
    message.path.destination.address = IpAddress::parse(destination.toStdString()).value();
    Packet bytes;
    const auto back = roundTrip(protocol, {}, message, bytes);
    QCOMPARE(back.path, message.path);
    QCOMPARE(back.captured.has_value(), protocol == Protocol::Hep2Udp);
    QCOMPARE(tests::support::toText(back.payload), std::string{tests::support::sampleSip});
}

void TestMessageEncoder::knowsTheLimits_data()
{
    QTest::addColumn<Protocol>("protocol");
    QTest::addColumn<int>("size");
    QTest::addColumn<bool>("fits");
    QTest::newRow("HEP 3 in TCP") << Protocol::Hep3Tcp << 65'400 << true;
    QTest::newRow("HEP 3 in TCP, beyond its length field") << Protocol::Hep3Tcp << 65'535 << false;
    QTest::newRow("HEP 3 in UDP") << Protocol::Hep3Udp << 65'300 << true;
    QTest::newRow("HEP 3 in UDP, beyond a datagram") << Protocol::Hep3Udp << 65'400 << false;
    QTest::newRow("HEP 2") << Protocol::Hep2Udp << 65'507 - 28 << true;
    QTest::newRow("HEP 2, beyond a datagram") << Protocol::Hep2Udp << 65'507 - 27 << false;
    QTest::newRow("HEP 1") << Protocol::Hep1Udp << 65'507 - 16 << true;
    QTest::newRow("HEP 1, beyond a datagram") << Protocol::Hep1Udp << 65'507 - 15 << false;
    QTest::newRow("segments of TCP have no limit") << Protocol::IpInIp << 200'000 << true;
}

void TestMessageEncoder::knowsTheLimits()
{
    QFETCH(Protocol, protocol);
    QFETCH(int, size);
    QFETCH(bool, fits);
    std::string large{tests::support::sampleSip};
    large.resize(static_cast<std::size_t>(size), 'x');
    MessageEncoder encoder{protocol, {}};
    Packet bytes;
    const auto problem = encoder.encode(sampleMessage(large), bytes);
    QCOMPARE(problem, fits ? std::nullopt : std::optional{NotSent::TooLarge});
}

void TestMessageEncoder::mixedFamilies()
{
    OutgoingMessage message = sampleMessage();
    message.path.destination.address = IpAddress::parse("2001:db8::2").value();
    Packet bytes;
    for (const Protocol protocol : {Protocol::Hep1Udp, Protocol::Hep2Udp, Protocol::Hep3Udp}) {
        MessageEncoder encoder{protocol, {}};
        QCOMPARE(encoder.encode(message, bytes), std::optional{NotSent::MixedFamilies});
    }
}

void TestMessageEncoder::onlyHep3CarriesWhatIsNoSip()
{
    OutgoingMessage message = sampleMessage(R"({"sender_information":{}})");
    message.payloadType = core::hep::PayloadType::RtcpJson;
    Packet bytes;
    const auto back = roundTrip(Protocol::Hep3Udp, {}, message, bytes);
    QCOMPARE(back.payloadType, core::hep::PayloadType::RtcpJson);
    QCOMPARE(tests::support::toText(back.payload), std::string{R"({"sender_information":{}})"});
    for (const Protocol protocol : {Protocol::Hep1Udp, Protocol::Hep2Udp, Protocol::IpInIp}) {
        MessageEncoder encoder{protocol, {}};
        QCOMPARE(encoder.encode(message, bytes), std::optional{NotSent::NotSip});
    }
}

void TestMessageEncoder::refusesWhatCannotBeCarried_data()
{
    QTest::addColumn<Protocol>("protocol");
    QTest::addColumn<int>("which");
    QTest::newRow("key in HEP 2") << Protocol::Hep2Udp << 0;
    QTest::newRow("key in HEP 1") << Protocol::Hep1Udp << 0;
    QTest::newRow("key in IP-in-IP") << Protocol::IpInIp << 0;
    QTest::newRow("name in HEP 2") << Protocol::Hep2Udp << 1;
    QTest::newRow("id in HEP 1") << Protocol::Hep1Udp << 2;
    QTest::newRow("large id in HEP 2") << Protocol::Hep2Udp << 2;
    QTest::newRow("id in IP-in-IP") << Protocol::IpInIp << 2;
}

void TestMessageEncoder::refusesWhatCannotBeCarried()
{
    QFETCH(Protocol, protocol);
    QFETCH(int, which);
    AgentIdentity identity;
    if (which == 0)
        identity.authenticationKey = "secret";
    if (which == 1)
        identity.nodeName = "edge";
    if (which == 2)
        identity.captureId = 70'000;
    QVERIFY(validate({}, protocol));
    QCOMPARE(validate(identity, protocol).error().code, ErrorCode::OptionInvalid);
    QVERIFY(validate(identity, Protocol::Hep3Udp));
}

QTEST_GUILESS_MAIN(TestMessageEncoder)
#include "tst_message_encoder.moc"
