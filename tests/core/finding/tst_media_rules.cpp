// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/finding/rules.h"
#include "tests/core/finding/found.h"
#include "tests/support/story_script.h"

#include <QtTest>

using namespace core;
using namespace std::chrono_literals;
using namespace tests::support;

namespace {

constexpr std::string_view answered = R"(
    alice -> bob INVITE 1 at=0.000 sdp=c=IN_IP4_192.0.2.1|m=audio_4000_RTP/AVP_8
    bob -> alice 200    1 at=2.000 sdp=c=IN_IP4_192.0.2.2|m=audio_4002_RTP/AVP_8
    alice -> bob ACK    1 at=2.010
    alice -> bob BYE    2 at=32.000
    bob -> alice 200    2 at=32.010
)";

/// To one side, 20 ms packets of PCMA, from so many seconds after the INVITE on.
dialog::StoryStream stream(std::uint32_t receiver, base::Duration from, base::Duration length)
{
    const net::Endpoint alice{*net::IpAddress::parse("192.0.2.1"), 4000};
    const net::Endpoint bob{*net::IpAddress::parse("192.0.2.2"), 4002};
    dialog::StoryStream made;
    made.id = 1 + receiver;
    made.path = {receiver == 1 ? alice : bob, receiver == 1 ? bob : alice, net::Transport::Udp};
    made.receiver = receiver;
    made.codec = "PCMA";
    made.counters.packets = static_cast<std::uint64_t>(length / 20ms);
    made.counters.expected = made.counters.packets;
    made.counters.first = scriptStart() + from;
    made.counters.last = made.counters.first + length;
    made.counters.payloadType = 8;
    made.counters.clockRate = 8000;
    made.counters.packetTicks = 160;
    return made;
}

/// Names of the kinds, and no others than those about media.
std::string kindsOf(std::string_view script, dialog::StoryMedia media)
{
    ScriptStory told{script};
    told.story.media = std::move(media);
    std::string text;
    for (const finding::Finding& found : finding::findingsOf(told.story))
        text += (text.empty() ? "" : " ") + std::string{found.kind->name};
    return text;
}

std::string replaced(std::string text, std::string_view what, std::string_view with)
{
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
        text.replace(at, what.size(), with);
    return text;
}

} // namespace

class MediaRulesTest : public QObject {
    Q_OBJECT

private slots:
    void oneWayAudio();
    void noAudio();
    void lateMedia();
    void holdIsNoSilence();
    void highLoss();
    void highJitter();
    void lowMos();
    void wrongClock();
    void codecNotAgreed();
    void saysWhichStream();
    void packetTimeIsJudgedByTheReceiver();
    void mediaFromElsewhere();
    void mediaToElsewhere();
    void eventsHaveTheNumbersOfTheReceiver();
    void digitsGoOneWay();
};

void MediaRulesTest::oneWayAudio()
{
    QCOMPARE(kindsOf(answered, {{stream(1, 2s, 30s)}, true}), std::string{"one-way-audio"});
    QCOMPARE(kindsOf(answered, {{stream(1, 2s, 30s), stream(0, 2s, 30s)}, true}), std::string{});
    // Too short to say so, or only before the answer.
    QCOMPARE(kindsOf(answered, {{stream(1, 2s, 2s)}, true}), std::string{});
    QCOMPARE(kindsOf(answered, {{stream(0, 0s, 2s)}, true}), std::string{});
}

/// Only where RTP between these addresses was captured at all.
void MediaRulesTest::noAudio()
{
    QCOMPARE(kindsOf(answered, {{}, true}), std::string{"no-audio"});
    QCOMPARE(kindsOf(answered, {{}, false}), std::string{});
    QCOMPARE(kindsOf(replaced(std::string{answered}, "32.0", "5.0"), {{}, true}), std::string{});
}

void MediaRulesTest::lateMedia()
{
    QCOMPARE(kindsOf(answered, {{stream(1, 7s, 25s), stream(0, 2s, 30s)}, true}), std::string{"late-media"});
    QCOMPARE(kindsOf(answered, {{stream(1, 4s, 28s), stream(0, 2s, 30s)}, true}), std::string{});
    // What came before the answer goes on in another stream.
    dialog::StoryStream early = stream(1, 1s, 1s);
    early.id = 3;
    QCOMPARE(kindsOf(answered, {{stream(1, 7s, 25s), stream(0, 2s, 30s), early}, true}), std::string{});
}

void MediaRulesTest::holdIsNoSilence()
{
    const std::string held = replaced(std::string{answered}, "4000_RTP/AVP_8", "4000_RTP/AVP_8|a=sendonly");
    QVERIFY(kindsOf(held, {{stream(1, 2s, 30s)}, true}).find("one-way") == std::string::npos);
    const std::string later = replaced(std::string{answered}, "    alice -> bob BYE    2 at=32.000", R"(
    alice -> bob INVITE 2 at=3.000 sdp=c=IN_IP4_192.0.2.1|m=audio_4000_RTP/AVP_8|a=sendonly
    bob -> alice 200    2 at=3.010 sdp=c=IN_IP4_192.0.2.2|m=audio_4002_RTP/AVP_8|a=recvonly
    alice -> bob ACK    2 at=3.020
    alice -> bob BYE    3 at=32.000)");
    QVERIFY(kindsOf(replaced(later, "200    2 at=32.010", "200    3 at=32.010"), {{stream(1, 2s, 30s)}, true})
                .find("one-way") == std::string::npos);
}

void MediaRulesTest::highLoss()
{
    dialog::StoryStream lossy = stream(1, 2s, 30s);
    lossy.counters.expected = 1500;
    lossy.counters.packets = 1440;
    lossy.counters.missing = 60;
    QCOMPARE(kindsOf(answered, {{lossy, stream(0, 2s, 30s)}, true}), std::string{"high-loss low-mos"});
    lossy.counters.missing = 44;
    QCOMPARE(kindsOf(answered, {{lossy, stream(0, 2s, 30s)}, true}), std::string{"low-mos"});
}

void MediaRulesTest::highJitter()
{
    dialog::StoryStream unsteady = stream(1, 2s, 30s);
    unsteady.counters.jitter.mean = 40;
    QCOMPARE(kindsOf(answered, {{unsteady, stream(0, 2s, 30s)}, true}), std::string{"high-jitter"});
    unsteady.counters.jitter.maximum = 2700; // the sender's clock jumped
    QCOMPARE(kindsOf(answered, {{unsteady, stream(0, 2s, 30s)}, true}), std::string{});
    unsteady.counters.jitter = {20, 60};
    QCOMPARE(kindsOf(answered, {{unsteady, stream(0, 2s, 30s)}, true}), std::string{});
}

/// The codec alone is no fault of the network.
void MediaRulesTest::lowMos()
{
    dialog::StoryStream poor = stream(1, 2s, 30s);
    poor.counters.missing = 44; // below high-loss
    QCOMPARE(kindsOf(answered, {{poor, stream(0, 2s, 30s)}, true}), std::string{"low-mos"});
    poor.counters.missing = 0;
    poor.codec = "GSM";
    QCOMPARE(kindsOf(answered, {{poor, stream(0, 2s, 30s)}, true}), std::string{});
}

void MediaRulesTest::wrongClock()
{
    dialog::StoryStream fast = stream(1, 2s, 30s);
    fast.counters.packetTicks = 320;
    QCOMPARE(kindsOf(answered, {{fast, stream(0, 2s, 30s)}, true}), std::string{"rtp-clock"});
    fast.counters.gaps.silences = 1; // what it left out is not known
    QCOMPARE(kindsOf(answered, {{fast, stream(0, 2s, 30s)}, true}), std::string{});
}

void MediaRulesTest::codecNotAgreed()
{
    dialog::StoryStream other = stream(1, 2s, 30s);
    other.counters.payloadType = 18;
    QCOMPARE(kindsOf(answered, {{other, stream(0, 2s, 30s)}, true}), std::string{"codec-not-agreed"});
    // Only digits and comfort noise.
    other.counters.events = other.counters.packets;
    QCOMPARE(kindsOf(answered, {{other, stream(0, 2s, 30s)}, true}), std::string{});
}

namespace {

/// Packets of `milliseconds` each.
dialog::StoryStream packed(std::uint32_t receiver, std::uint32_t milliseconds)
{
    dialog::StoryStream made = stream(receiver, 2s, 30s);
    made.counters.packets = made.counters.expected = 30'000 / milliseconds;
    made.counters.packetTicks = 8 * milliseconds;
    return made;
}

} // namespace

void MediaRulesTest::packetTimeIsJudgedByTheReceiver()
{
    const std::string most =
        replaced(std::string{answered}, "4002_RTP/AVP_8", "4002_RTP/AVP_8|a=maxptime:20");
    QCOMPARE(kindsOf(most, {{packed(1, 30), packed(0, 20)}, true}), std::string{"packet-time-exceeded"});
    QCOMPARE(kindsOf(most, {{packed(1, 20), packed(0, 30)}, true}), std::string{}); // Alice sets no limit
    const std::string asked = replaced(std::string{answered}, "4002_RTP/AVP_8", "4002_RTP/AVP_8|a=ptime:20");
    QCOMPARE(kindsOf(asked, {{packed(1, 30), packed(0, 20)}, true}), std::string{"packet-time-differs"});
    QCOMPARE(kindsOf(asked, {{packed(1, 20), packed(0, 40)}, true}), std::string{});
    // Within what is allowed at most, but not as asked.
    const std::string both = replaced(asked, "a=ptime:20", "a=ptime:20|a=maxptime:40");
    QCOMPARE(kindsOf(both, {{packed(1, 30), packed(0, 20)}, true}), std::string{"packet-time-differs"});
    // A clock that is wrong says nothing of the length of packets.
    dialog::StoryStream fast = stream(1, 2s, 30s);
    fast.counters.packetTicks = 320;
    QVERIFY(kindsOf(most, {{fast, packed(0, 20)}, true}).find("packet-time") == std::string::npos);
    // Nor do a few packets.
    dialog::StoryStream few = packed(1, 30);
    few.counters.packets = few.counters.expected = 50;
    few.counters.last = few.counters.first + 1500ms;
    QCOMPARE(kindsOf(most, {{few, packed(0, 20)}, true}), std::string{});
}

void MediaRulesTest::mediaFromElsewhere()
{
    dialog::StoryStream relayed = stream(0, 2s, 30s);
    relayed.path.source.address = *net::IpAddress::parse("192.0.2.77");
    QCOMPARE(kindsOf(answered, {{stream(1, 2s, 30s), relayed}, true}), std::string{"media-from-elsewhere"});
    // Another port of the same host is usual.
    dialog::StoryStream otherPort = stream(0, 2s, 30s);
    otherPort.path.source.port = 9000;
    QCOMPARE(kindsOf(answered, {{stream(1, 2s, 30s), otherPort}, true}), std::string{});
    // What is answered where it comes from is symmetric.
    dialog::StoryStream back = stream(1, 2s, 30s);
    back.path.destination = relayed.path.source;
    QCOMPARE(kindsOf(answered, {{back, relayed}, true}), std::string{});
    // A NAT puts its public address in the place of a private one.
    const std::string behindNat = replaced(std::string{answered}, "IP4_192.0.2.2", "IP4_10.0.0.2");
    QVERIFY(kindsOf(behindNat, {{stream(1, 2s, 30s), relayed}, true}).find("elsewhere") == std::string::npos);
    // ICE may find other addresses.
    const std::string ice =
        replaced(std::string{answered}, "4002_RTP/AVP_8", "4002_RTP/AVP_8|a=ice-ufrag:abcd");
    QCOMPARE(kindsOf(ice, {{stream(1, 2s, 30s), relayed}, true}), std::string{});
    // It went on behind a re-INVITE, which may have said something else.
    relayed.counters.last += 40s;
    QVERIFY(kindsOf(answered, {{stream(1, 2s, 30s), relayed}, true}).find("elsewhere") == std::string::npos);
}

void MediaRulesTest::mediaToElsewhere()
{
    dialog::StoryStream stray = stream(1, 3s, 20s);
    stray.id = 9;
    stray.path.destination = {*net::IpAddress::parse("203.0.113.5"), 7000};
    const auto with = [](const dialog::StoryStream& one) {
        return dialog::StoryMedia{{stream(0, 2s, 30s), stream(1, 2s, 30s)}, true, {one}};
    };
    QCOMPARE(kindsOf(answered, with(stray)), std::string{"media-to-elsewhere"});
    dialog::StoryStream other = stray;
    other.path.source.port = 4444; // not where the call has its media
    QCOMPARE(kindsOf(answered, with(other)), std::string{});
    other = stray;
    other.counters.first -= 10s; // the port was another call's
    QCOMPARE(kindsOf(answered, with(other)), std::string{});
    other = stray;
    other.counters.packets = 10;
    QCOMPARE(kindsOf(answered, with(other)), std::string{});
}

/// Alice numbers events 101 and Bob 96: to Bob they go with 96.
void MediaRulesTest::eventsHaveTheNumbersOfTheReceiver()
{
    const std::string events =
        replaced(replaced(std::string{answered}, "4000_RTP/AVP_8",
                          "4000_RTP/AVP_8_101|a=rtpmap:101_telephone-event/8000"),
                 "4002_RTP/AVP_8", "4002_RTP/AVP_8_96|a=rtpmap:96_telephone-event/8000");
    dialog::StoryStream dialling = stream(1, 2s, 30s);
    dialling.counters.events = 12;
    dialling.counters.payloadTypes.set(8).set(101);
    QCOMPARE(kindsOf(events, {{dialling, stream(0, 2s, 30s)}, true}), std::string{"event-type-not-agreed"});
    dialling.counters.payloadTypes.reset(101).set(96);
    QCOMPARE(kindsOf(events, {{dialling, stream(0, 2s, 30s)}, true}), std::string{});
    // Nobody dialled.
    dialling.counters.events = 0;
    dialling.counters.payloadTypes.set(101);
    QCOMPARE(kindsOf(events, {{dialling, stream(0, 2s, 30s)}, true}), std::string{});
}

void MediaRulesTest::digitsGoOneWay()
{
    const std::string map = "|a=rtpmap:101_telephone-event/8000";
    const std::string events =
        replaced(replaced(std::string{answered}, "4000_RTP/AVP_8", "4000_RTP/AVP_8_101" + map),
                 "4002_RTP/AVP_8", "4002_RTP/AVP_8_101" + map);
    const std::string info = "    alice -> bob INFO 2 at=9.0 body=application/dtmf:5\n"
                             "    bob -> alice 200 2 INFO at=9.1\n";
    const auto dialled = [&](const std::string& script) {
        return replaced(replaced(script, "    alice -> bob BYE    2", info + "    alice -> bob BYE    3"),
                        "bob -> alice 200    2 at=32", "bob -> alice 200    3 at=32");
    };
    dialog::StoryStream sender = stream(1, 2s, 30s);
    QCOMPARE(kindsOf(dialled(events), {{sender, stream(0, 2s, 30s)}, true}), std::string{"dtmf-by-info"});
    QCOMPARE(kindsOf(dialled(events), {{}, false}), std::string{"dtmf-by-info"});
    sender.counters.events = 6;
    sender.counters.payloadTypes.set(101);
    sender.digits = "5";
    QCOMPARE(kindsOf(dialled(events), {{sender, stream(0, 2s, 30s)}, true}), std::string{"dtmf-sent-twice"});
    sender.digits = "7"; // something else
    QCOMPARE(kindsOf(dialled(events), {{sender, stream(0, 2s, 30s)}, true}), std::string{});
    // Who has not agreed on events has to use something else.
    QCOMPARE(kindsOf(dialled(std::string{answered}), {{}, false}), std::string{});
}

void MediaRulesTest::saysWhichStream()
{
    ScriptStory told{answered};
    told.story.media = {{stream(1, 2s, 30s)}, true};
    const auto found = finding::findingsOf(told.story);
    QCOMPARE(found.size(), std::size_t{1});
    QCOMPARE(sentence(found.front()),
             std::string{"Audio was captured from 192.0.2.1:4000 to 192.0.2.2:4002 for 30.0 s after the "
                         "answer, and none in the other direction, although both sides had agreed to send."});
    QVERIFY((found.front().evidence == std::vector<base::MessageId>{{1}, {2}}));
}

QTEST_GUILESS_MAIN(MediaRulesTest)
#include "tst_media_rules.moc"
