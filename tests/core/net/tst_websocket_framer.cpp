// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ascii.h"
#include "core/net/websocket_framer.h"
#include "tests/support/frame_builder.h"

#include <QTest>

#include <string>
#include <vector>
#include <zlib.h>

using namespace core::net;
using namespace tests::support;
using Verdict = WebSocketFramer::Verdict;

namespace {

const std::string request =
    "GET /ws HTTP/1.1\r\nHost: example.com\r\nupgrade:  WebSocket\r\nConnection: Upgrade\r\n\r\n";
const std::string response =
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n";
const std::string sip = "OPTIONS sip:bob@example.com SIP/2.0\r\nVia: SIP/2.0/WS x\r\n\r\n";

enum class Masking { None, Masked };

Bytes frame(unsigned firstByte, const Bytes& payload, Masking masking = Masking::None)
{
    const unsigned maskBit = masking == Masking::Masked ? 0x80U : 0U;
    Bytes bytes{static_cast<std::byte>(firstByte)};
    if (payload.size() < 126) {
        bytes.push_back(static_cast<std::byte>(payload.size() | maskBit));
    } else if (payload.size() < 65'536) {
        bytes.push_back(static_cast<std::byte>(126U | maskBit));
        bytes = join({bytes, big16(static_cast<std::uint16_t>(payload.size()))});
    } else {
        bytes.push_back(static_cast<std::byte>(127U | maskBit));
        bytes = join({bytes, big32(0), big32(static_cast<std::uint32_t>(payload.size()))});
    }
    if (masking == Masking::None)
        return join({bytes, payload});
    const Bytes mask = hex("a1b2c3d4");
    Bytes masked = payload;
    for (std::size_t i = 0; i < masked.size(); ++i)
        masked[i] ^= mask[i % 4];
    return join({bytes, mask, masked});
}

/// Compresses messages one after the other in one context.
class Deflater {
public:
    Deflater() { deflateInit2(&m_zlib, 9, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY); }

    ~Deflater() { deflateEnd(&m_zlib); }

    Deflater(const Deflater&) = delete;
    Deflater& operator=(const Deflater&) = delete;

    Bytes message(Bytes plain)
    {
        Bytes packed(plain.size() + 1000);
        m_zlib.next_in = reinterpret_cast<Bytef*>(plain.data());
        m_zlib.avail_in = static_cast<uInt>(plain.size());
        m_zlib.next_out = reinterpret_cast<Bytef*>(packed.data());
        m_zlib.avail_out = static_cast<uInt>(packed.size());
        deflate(&m_zlib, Z_SYNC_FLUSH);
        packed.resize(packed.size() - m_zlib.avail_out - 4); // without 00 00 ff ff
        return packed;
    }

private:
    z_stream m_zlib{};
};

/// What came out: "text", "text~" when truncated, "[binary]".
std::vector<std::string> drain(WebSocketFramer& framer)
{
    std::vector<std::string> all;
    while (const auto message = framer.next()) {
        std::string shown{core::base::asText(message->bytes)};
        if (message->kind == WebSocketFramer::Kind::Binary)
            shown = "[" + shown + "]";
        all.push_back(shown + (message->isTruncated ? "~" : ""));
    }
    return all;
}

using Texts = std::vector<std::string>;

} // namespace

class WebSocketFramerTest : public QObject {
    Q_OBJECT

private slots:

    void upgradeAndMessages_data()
    {
        QTest::addColumn<bool>("isClient");
        QTest::newRow("client, masked") << true;
        QTest::newRow("server") << false;
    }

    void upgradeAndMessages()
    {
        QFETCH(bool, isClient);
        const auto masking = isClient ? Masking::Masked : Masking::None;
        const std::string medium = sip + std::string(1000, 'm');
        const std::string large = sip + std::string(100'000, 'l');
        const Bytes stream = join({text(isClient ? request : response), frame(0x81, text(sip), masking),
                                   frame(0x89, text("ping"), masking), frame(0x82, text(medium), masking),
                                   frame(0x81, {}, masking), frame(0x81, text(large), masking)});
        const Texts expected{sip, "[" + medium + "]", "", large};

        WebSocketFramer whole;
        whole.append(stream, false);
        QCOMPARE(drain(whole), expected);
        QVERIFY(whole.verdict() == Verdict::WebSocket);
        QVERIFY(whole.hasHandshake());

        WebSocketFramer byteByByte;
        Texts all;
        for (const std::byte byte : stream) {
            byteByByte.append({&byte, 1}, false);
            for (const std::string& message : drain(byteByByte))
                all.push_back(message);
        }
        QVERIFY(all == expected);
    }

    void positionsInTheStream()
    {
        WebSocketFramer framer;
        const Bytes first = frame(0x81, text("one"), Masking::Masked);
        framer.append(join({text(request), first, frame(0x81, text("three"))}), false);
        const auto one = framer.next();
        QCOMPARE(one->streamBegin, std::uint64_t{request.size()});
        QCOMPARE(one->streamEnd, std::uint64_t{request.size() + first.size()});
        const auto three = framer.next();
        QCOMPARE(three->streamBegin, std::uint64_t{request.size() + first.size()});
        QCOMPARE(three->streamEnd, three->streamBegin + 7);
    }

    void continuationWithControlFramesBetween()
    {
        WebSocketFramer framer;
        framer.append(
            join({text(request), frame(0x01, text("Hel"), Masking::Masked), frame(0x8a, {}, Masking::Masked),
                  frame(0x00, text("lo "), Masking::Masked), frame(0x80, text("you"), Masking::Masked)}),
            false);
        QCOMPARE(drain(framer), Texts{"Hello you"});
    }

    void messageBrokenOffByItsSender()
    {
        WebSocketFramer framer;
        framer.append(join({text(request), frame(0x01, text("Hel")), frame(0x81, text("new"))}), false);
        QCOMPARE(drain(framer), (Texts{"Hel~", "new"}));
    }

    void joinedInTheMiddle()
    {
        for (const auto masking : {Masking::Masked, Masking::None}) {
            WebSocketFramer framer;
            framer.append(pattern(300), true); // the rest of some frame
            QVERIFY(drain(framer).empty());
            QVERIFY(framer.verdict() == Verdict::Undecided);
            framer.append(join({frame(0x89, {}, masking), frame(0x81, text(sip), masking)}), false);
            QCOMPARE(drain(framer), Texts{sip});
            QVERIFY(framer.verdict() == Verdict::WebSocket);
            QVERIFY(!framer.hasHandshake());
        }
    }

    void joinedAtTheHandshake()
    {
        WebSocketFramer framer;
        framer.append(text(request), true); // no SYN was seen, so the stream begins with a gap
        framer.append(frame(0x81, text("hi"), Masking::Masked), false);
        QCOMPARE(drain(framer), Texts{"hi"});
        QVERIFY(framer.hasHandshake());
    }

    void gapWithinAMessage()
    {
        WebSocketFramer framer;
        const Bytes whole = frame(0x81, text(sip));
        framer.append(join({text(response), slice(whole, 0, 20)}), false);
        QVERIFY(drain(framer).empty());
        framer.append(text("...rest of something"), true);
        QCOMPARE(drain(framer), Texts{sip.substr(0, 18) + "~"});
        framer.append(whole, false);
        QCOMPARE(drain(framer), Texts{sip});
    }

    void endOfTheStreamWithinAMessage()
    {
        WebSocketFramer framer;
        framer.append(join({text(response), slice(frame(0x81, text("0123456789")), 0, 6)}), false);
        QVERIFY(drain(framer).empty());
        framer.append({}, true);
        QCOMPARE(drain(framer), Texts{"0123~"});
        QVERIFY(drain(framer).empty());
    }

    void otherStreams_data()
    {
        QTest::addColumn<QByteArray>("start");
        QTest::newRow("SIP") << QByteArray{"OPTIONS sip:a@b SIP/2.0\r\n\r\n"};
        QTest::newRow("SIP response") << QByteArray{"SIP/2.0 200 OK\r\n\r\n"};
        QTest::newRow("SIP ACK, whose A is nearly a text frame") << QByteArray{"ACK sip:a@b SIP/2.0\r\n\r\n"};
        QTest::newRow("HEP") << QByteArray{"HEP3\0\x40\0\0", 8};
        QTest::newRow("TLS") << QByteArray{"\x16\x03\x01\0\x60\x01\0\0\x5c\x03\x03", 11};
        QTest::newRow("web page") << QByteArray{"GET / HTTP/1.1\r\nHost: a\r\n\r\n"};
        QTest::newRow("upgrade to something else") << QByteArray{"GET / HTTP/1.1\r\nUpgrade: h2c\r\n\r\n"};
        QTest::newRow("web answer") << QByteArray{"HTTP/1.1 200 OK\r\n\r\n"};
        QTest::newRow("endless request") << QByteArray{"GET "}.append(20'000, 'x');
        QTest::newRow("binary frame that is no text")
            << QByteArray{"\x82\x09\x01\x02\x03\x04\x05\x06\x07\x08\x09", 11};
        QTest::newRow("length beyond 63 bits") << QByteArray{"\x81\x7f\xff\xff\xff\xff\xff\xff\xff\xff"
                                                             "abcdefgh",
                                                             18};
    }

    void otherStreams()
    {
        QFETCH(QByteArray, start);
        WebSocketFramer framer;
        framer.append(core::base::asBytes({start.constData(), static_cast<std::size_t>(start.size())}),
                      false);
        QVERIFY(drain(framer).empty());
        QVERIFY(framer.verdict() == Verdict::Foreign);
    }

    void joinedStreamThatNeverMakesSense()
    {
        WebSocketFramer framer;
        framer.append(pattern(100), true);
        for (unsigned i = 0; i < 400; ++i) {
            QVERIFY(drain(framer).empty());
            framer.append(join({hex("17"), pattern(1000, i)}), false);
        }
        QVERIFY(framer.verdict() == Verdict::Foreign);
    }

    void messagesTooLongAreCut()
    {
        WebSocketFramer framer;
        framer.append(text(response), false);
        framer.append(frame(0x81, Bytes(3'000'000, std::byte{'x'})), false);
        const auto message = framer.next();
        QCOMPARE(message.value().bytes.size(), WebSocketFramer::maximumMessage);
        QVERIFY(message->isTruncated);
        QVERIFY(!framer.next());
        framer.append(frame(0x81, text("after")), false);
        QCOMPARE(drain(framer), Texts{"after"});
    }

    void compressedMessages()
    {
        Deflater deflater;
        WebSocketFramer framer;
        framer.append(text(response), false);
        for (int i = 0; i < 5; ++i) {
            const std::string plain = sip + std::to_string(i);
            const Bytes packed = deflater.message(text(plain));
            // From the second on, it refers to the messages before.
            QVERIFY(i == 0 || packed.size() < plain.size() / 3);
            framer.append(
                join({frame(0x41, slice(packed, 0, 5)), frame(0x80, slice(packed, 5, packed.size()))}),
                false);
            QCOMPARE(drain(framer), Texts{plain});
        }
        framer.append(frame(0x81, text("plain between")), false);
        QCOMPARE(drain(framer), Texts{"plain between"});
    }

    void compressedAfterAGap()
    {
        Deflater deflater;
        WebSocketFramer framer;
        framer.append(text(response), false);
        QVERIFY(drain(framer).empty());
        (void)deflater.message(text(sip)); // lost
        framer.append(frame(0xc1, deflater.message(text(sip))), true);
        const auto message = framer.next();
        QVERIFY(message.has_value());
        QVERIFY(message->isTruncated);
        Deflater fresh;
        framer.append(frame(0xc1, fresh.message(text(sip))), false);
        QCOMPARE(drain(framer), Texts{sip});
    }

    void compressionBomb()
    {
        Deflater deflater;
        Bytes packed = deflater.message(Bytes(20'000'000));
        WebSocketFramer framer;
        framer.append(join({text(response), frame(0xc1, packed)}), false);
        const auto message = framer.next();
        QCOMPARE(message.value().bytes.size(), WebSocketFramer::maximumMessage);
        QVERIFY(message->isTruncated);
    }
};

QTEST_GUILESS_MAIN(WebSocketFramerTest)
#include "tst_websocket_framer.moc"
