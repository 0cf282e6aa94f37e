// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/call/media_offers.h"

#include "core/base/ascii.h"
#include "core/net/address.h"

#include <QtTest>

using namespace core;
using namespace core::call;

namespace {

const base::CallKey key{7};

std::string sdp(std::string_view address, int port, std::string_view more = {})
{
    return "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 " + std::string{address} +
           "\r\nt=0 0\r\nm=audio " + std::to_string(port) + " RTP/AVP 0\r\n" + std::string{more};
}

/// A message of the call, of which only what matters here is written out.
std::string message(std::string_view start, std::string_view fromTag, std::string_view toTag,
                    const std::string& body)
{
    return std::string{start} +
           "\r\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\r\nFrom: <sip:a@example.com>;tag=" +
           std::string{fromTag} + "\r\nTo: <sip:b@example.com>" +
           (toTag.empty() ? "" : ";tag=" + std::string{toTag}) +
           "\r\nCall-ID: 1@example.com\r\nCSeq: 1 INVITE\r\nContent-Type: "
           "application/sdp\r\nContent-Length: " +
           std::to_string(body.size()) + "\r\n\r\n" + body;
}

const char* const invite = "INVITE sip:b@example.com SIP/2.0";
const char* const ok = "SIP/2.0 200 OK";

struct Offers {
    std::vector<media::AnnouncedMedia> take(const std::string& text, base::CallKey call = key)
    {
        sip::Message parsed;
        if (!parsed.parse(base::asBytes(text)))
            return {};
        offers.take(parsed, call);
        return offers.takeNews();
    }

    MediaOffers offers{{4, 1U << 20U}};
};

/// "4000" of the caller, "-" where nothing is known, "5000" of the other side.
std::string ports(const std::vector<media::AnnouncedMedia>& announced)
{
    std::string text;
    for (const media::AnnouncedMedia& media : announced) {
        for (const auto& party : media.parties)
            text += (party ? std::to_string(party->receiver.port) : std::string{"-"}) + ' ';
    }
    return text;
}

} // namespace

class TestMediaOffers : public QObject {
    Q_OBJECT

private slots:
    void joinsOfferAndAnswer();
    void takesAnOfferInTheAnswer();
    void repetitionsSayNothing();
    void aReInviteOfTheOtherSideIsItsOwn();
    void severalLinesAreTold();
    void readsOnlyWhenAsked();
    void aRelaySaysSeveralThings();
    void callsAreBounded();
    void descriptionsAreBounded();
    void messagesWithoutSdpSayNothing();
};

void TestMediaOffers::joinsOfferAndAnswer()
{
    Offers offers;
    const auto offer = offers.take(message(invite, "a", "", sdp("192.0.2.1", 4000)));
    QCOMPARE(ports(offer), std::string{"4000 - "});
    QCOMPARE(offer[0].call.value, std::int64_t{7});
    QCOMPARE(ports(offers.take(message(ok, "a", "b", sdp("192.0.2.2", 5000)))), std::string{"4000 5000 "});
}

/// RFC 3261 section 13.2.1: the INVITE has no offer, so the 200 brings it and the ACK the answer.
void TestMediaOffers::takesAnOfferInTheAnswer()
{
    Offers offers;
    QVERIFY(offers.take(message(invite, "a", "", "")).empty());
    QCOMPARE(ports(offers.take(message(ok, "a", "b", sdp("192.0.2.2", 5000)))), std::string{"- 5000 "});
    QCOMPARE(ports(offers.take(message("ACK sip:b@example.com SIP/2.0", "a", "b", sdp("192.0.2.1", 4000)))),
             std::string{"4000 5000 "});
}

void TestMediaOffers::repetitionsSayNothing()
{
    Offers offers;
    const std::string offer = message(invite, "a", "", sdp("192.0.2.1", 4000));
    QVERIFY(!offers.take(offer).empty());
    QVERIFY(offers.take(offer).empty());
    // Both sides may say the same.
    QVERIFY(!offers.take(message(ok, "a", "b", sdp("192.0.2.1", 4000))).empty());
}

/// There the callee's tag is in From.
void TestMediaOffers::aReInviteOfTheOtherSideIsItsOwn()
{
    Offers offers;
    offers.take(message(invite, "a", "", sdp("192.0.2.1", 4000)));
    offers.take(message(ok, "a", "b", sdp("192.0.2.2", 5000)));
    QCOMPARE(ports(offers.take(message(invite, "b", "a", sdp("192.0.2.2", 5002)))),
             std::string{"4000 5002 "});
    QCOMPARE(ports(offers.take(message(ok, "b", "a", sdp("192.0.2.1", 4002)))), std::string{"4002 5002 "});
}

void TestMediaOffers::severalLinesAreTold()
{
    Offers offers;
    const auto announced = offers.take(message(
        invite, "a", "", sdp("192.0.2.1", 4000, "m=video 4002 RTP/AVP 34\r\nm=image 4004 udptl t38\r\n")));
    QCOMPARE(ports(announced), std::string{"4000 - 4002 - 4004 - "});
    QCOMPARE(announced[2].line, 2U);
    QCOMPARE(announced[2].fax, media::FaxExpectation::Announced);
    QCOMPARE(announced[1].kind, media::MediaKind::Video);
}

/// What was said before anybody asked is told at once, in its order.
void TestMediaOffers::readsOnlyWhenAsked()
{
    Offers offers;
    const auto keep = [&offers](const std::string& text, base::CallKey call) {
        sip::Message parsed;
        QVERIFY(parsed.parse(base::asBytes(text)));
        offers.offers.take(parsed, call);
    };
    QVERIFY(!offers.offers.hasNews());
    keep(message(invite, "a", "", sdp("192.0.2.1", 4000)), {1});
    keep(message(invite, "a", "", sdp("192.0.2.1", 4100)), {2});
    keep(message(ok, "a", "b", sdp("192.0.2.2", 5000)), {1});
    keep(message(ok, "a", "b", sdp("192.0.2.2", 5002)), {1});
    QVERIFY(offers.offers.hasNews());
    QCOMPARE(ports(offers.offers.takeNews()), std::string{"4000 - 4000 5000 4000 5002 4100 - "});
    QVERIFY(!offers.offers.hasNews());
    QVERIFY(offers.offers.takeNews().empty());
}

/// Captured in front of a relay of media and behind it: each message twice, with other addresses.
void TestMediaOffers::aRelaySaysSeveralThings()
{
    Offers offers;
    sip::Message parsed;
    for (int round = 0; round < 2; ++round) {
        for (const int port : {4000, 6000, 6000}) {
            const std::string text = message(invite, "a", "", sdp("192.0.2.1", port));
            QVERIFY(parsed.parse(base::asBytes(text)));
            offers.offers.take(parsed, key);
        }
    }
    QCOMPARE(ports(offers.offers.takeNews()), std::string{"4000 - 6000 - "});
    // Any number of hops.
    for (int port = 1000; port < 2000; ++port) {
        const std::string text = message(invite, "a", "", sdp("192.0.2.1", port));
        QVERIFY(parsed.parse(base::asBytes(text)));
        offers.offers.take(parsed, key);
    }
    const auto news = offers.offers.takeNews();
    QCOMPARE(news.size(), std::size_t{16});
    QCOMPARE(news.back().parties[0]->receiver.port, std::uint16_t{1999});
}

/// Few calls with very long descriptions.
void TestMediaOffers::descriptionsAreBounded()
{
    MediaOffers offers{{1000, 10'000}};
    const std::string text = message(invite, "a", "", sdp("192.0.2.1", 4000, std::string(4000, 'x')));
    sip::Message parsed;
    QVERIFY(parsed.parse(base::asBytes(text)));
    for (int i = 1; i <= 10; ++i)
        offers.take(parsed, {i});
    QCOMPARE(offers.evicted(), std::uint64_t{8});
    QCOMPARE(offers.takeNews().size(), std::size_t{2});
}

void TestMediaOffers::callsAreBounded()
{
    Offers offers;
    for (int i = 1; i <= 10; ++i)
        QVERIFY(!offers.take(message(invite, "a", "", sdp("192.0.2.1", 4000)), {i}).empty());
    QCOMPARE(offers.offers.evicted(), std::uint64_t{6});
    QVERIFY(offers.take(message(invite, "a", "", sdp("192.0.2.1", 4000)), {10}).empty());
    QVERIFY(!offers.take(message(invite, "a", "", sdp("192.0.2.1", 4000)), {1}).empty());
}

void TestMediaOffers::messagesWithoutSdpSayNothing()
{
    Offers offers;
    QVERIFY(offers.take(message("BYE sip:b@example.com SIP/2.0", "a", "b", "")).empty());
}

QTEST_GUILESS_MAIN(TestMediaOffers)
#include "tst_media_offers.moc"
