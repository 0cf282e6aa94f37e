// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hep/hep_stream_framer.h"

#include "core/base/ascii.h"
#include "core/hep/hep_decoder.h"
#include "tests/support/hep_builder.h"

#include <QtTest>
#include <random>

using namespace core::hep;
using namespace tests::support;

namespace {

/// A packet that is told from others by its correlation id.
Bytes packet(std::string_view id)
{
    return Hep3Builder{}
        .usualHeader()
        .text(ChunkType::CorrelationId, id)
        .text(ChunkType::Payload, sampleSip)
        .build();
}

Bytes joined(std::initializer_list<Bytes> parts)
{
    Bytes whole;
    for (const Bytes& part : parts)
        whole.insert(whole.end(), part.begin(), part.end());
    return whole;
}

/// "a b ?12 c": packets by their correlation ids, and what lies between by its size.
std::string describe(const HepStreamFramer::Piece& piece)
{
    if (!piece.isPacket)
        return "?" + std::to_string(piece.bytes.size());
    const HepDecoding decoding = decodeHep(piece.bytes);
    if (!decoding.packet)
        return "!";
    std::string text{decoding.packet->correlationId};
    if (text.empty())
        text = "-";
    if (decoding.packet->defects.contains(HepDefect::CutShort))
        text += "/cut";
    return text;
}

std::string pieces(HepStreamFramer& framer)
{
    std::string text;
    while (const auto piece = framer.next())
        text += (text.empty() ? "" : " ") + describe(*piece);
    return text;
}

std::string piecesOf(std::span<const std::byte> stream)
{
    HepStreamFramer framer;
    framer.append(stream);
    framer.finish();
    return pieces(framer);
}

void setLength(Bytes& hep, std::size_t length)
{
    hep[4] = static_cast<std::byte>(length >> 8U);
    hep[5] = static_cast<std::byte>(length & 0xffU);
}

/// Its last chunk and the packet itself are said to be longer than they are.
Bytes packetThatTakes(std::size_t tooMany)
{
    Bytes whole = packet("x");
    const std::size_t chunkLength = chunkHeaderSize + sampleSip.size() + tooMany;
    const std::size_t at = whole.size() - sampleSip.size() - 2;
    whole[at] = static_cast<std::byte>(chunkLength >> 8U);
    whole[at + 1] = static_cast<std::byte>(chunkLength & 0xffU);
    setLength(whole, whole.size() + tooMany);
    return whole;
}

} // namespace

class TestHepStreamFramer : public QObject {
    Q_OBJECT

private slots:
    void cutsByLength();
    void waitsForTheRest();
    void doesNotWaitBehindText();
    void goesOnBehindDamage_data();
    void goesOnBehindDamage();
    void endsAPacketAtAGap();
    void handsOutWhatIsLeftAtTheEnd();
    void doesNotHoardWhatIsNoHep();
    void losesNoPacketBetweenMutatedOnes();
};

void TestHepStreamFramer::cutsByLength()
{
    const Bytes stream = joined({packet("a"), packet("b"), fromHex("48 45 50 33 00 06"), packet("c")});
    HepStreamFramer framer;
    framer.append(stream);
    QCOMPARE(pieces(framer), std::string{"a b - c"});
    QCOMPARE(framer.packets(), std::uint64_t{4});
    QCOMPARE(framer.pendingBytes(), std::size_t{0});
}

void TestHepStreamFramer::waitsForTheRest()
{
    const Bytes stream = joined({packet("a"), packet("b")});
    for (std::size_t cut = 0; cut <= stream.size(); ++cut) {
        HepStreamFramer framer;
        framer.append(std::span{stream}.first(cut));
        std::string text = pieces(framer);
        framer.append(std::span{stream}.subspan(cut));
        const std::string rest = pieces(framer);
        text += text.empty() || rest.empty() ? rest : " " + rest;
        QCOMPARE(text, std::string{"a b"});
    }
}

void TestHepStreamFramer::doesNotWaitBehindText()
{
    HepStreamFramer framer;
    framer.append(Hep3Builder{}.text(ChunkType::CorrelationId, "HEP").build());
    QCOMPARE(pieces(framer), std::string{"HEP"});
    // The letters belonged to a text after all.
    framer.append(packet("a"));
    QCOMPARE(pieces(framer), std::string{"a"});
}

void TestHepStreamFramer::goesOnBehindDamage_data()
{
    QTest::addColumn<QByteArray>("stream");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char* name, const Bytes& stream, const char* expected) {
        const std::string_view text = core::base::asText(stream);
        QTest::newRow(name) << QByteArray(text.data(), static_cast<qsizetype>(text.size()))
                            << QByteArray{expected};
    };
    Bytes damaged = packet("x");
    setLength(damaged, 60'000);
    row("a length that is too long", joined({damaged, packet("a"), packet("b")}), "x/cut a b");
    setLength(damaged, damaged.size() + 1);
    row("a length that is one too long", joined({damaged, packet("a"), packet("b")}), "x/cut a b");
    setLength(damaged, damaged.size() + 3);
    row("a length that is four too long", joined({damaged, packet("a"), packet("b")}), "x/cut a b");
    setLength(damaged, damaged.size() + 5);
    row("a length that is nine too long", joined({damaged, packet("a"), packet("b")}), "x/cut a b");
    setLength(damaged, damaged.size() - 20);
    row("a length that is too short", joined({damaged, packet("a")}), "x ?20 a");
    setLength(damaged, 5);
    const std::string wholeIsBetween = "?" + std::to_string(damaged.size()) + " a";
    row("a length below the header", joined({damaged, packet("a")}), wholeIsBetween.c_str());
    damaged = packet("x");
    damaged[10] = damaged[11] = std::byte{0}; // the length of the first chunk
    row("a chunk of no length", joined({damaged, packet("a")}), "- a");
    setLength(damaged, 60'000);
    row("a chunk of no length in a packet that is too long", joined({damaged, packet("a")}), "-/cut a");
    damaged = packet("x");
    damaged.resize(damaged.size() - 100);
    row("a packet that breaks off", joined({damaged, packet("a"), packet("b")}), "x/cut a b");
    row("a packet that breaks off, a small one behind it",
        joined({damaged, Hep3Builder{}.text(ChunkType::CorrelationId, "a").build(), packet("b")}),
        "x/cut a b");
    row("a last chunk that takes one letter along", joined({packetThatTakes(1), packet("a")}), "x a");
    row("a last chunk that takes two letters along", joined({packetThatTakes(2), packet("a")}), "x a");
    row("a last chunk that takes three letters along", joined({packetThatTakes(3), packet("a")}), "x a");
    row("a last chunk that takes the next packet along",
        joined({packetThatTakes(packet("a").size()), packet("a"), packet("b")}), "x/cut a b");
    row("text that only ends like the next packet",
        joined({Hep3Builder{}
                    .text(ChunkType::CorrelationId, "x")
                    .text(ChunkType::Payload, "it ends with HEP")
                    .build(),
                toBytes("3 and more, which is none")}),
        "x ?25");
    row("text before", joined({toBytes("GET / HTTP/1.1\r\nHost: HEP3\r\n\r\n"), packet("a")}), "?30 a");
    row("text between", joined({packet("a"), toBytes("about HEP3, HEPHEP3"), packet("b")}), "a ?19 b");
    row("only noise", toBytes("about HEP3, HEP3"), "?16");
    row("HEP in HEP",
        joined({Hep3Builder{}
                    .usualHeader()
                    .text(ChunkType::CorrelationId, "outer")
                    .text(ChunkType::Payload, core::base::asText(packet("inner")))
                    .build(),
                packet("a")}),
        "outer a");
}

void TestHepStreamFramer::goesOnBehindDamage()
{
    QFETCH(QByteArray, stream);
    QFETCH(QByteArray, expected);
    QCOMPARE(piecesOf(toBytes(stream.toStdString())), expected.toStdString());
}

void TestHepStreamFramer::endsAPacketAtAGap()
{
    const Bytes first = packet("a");
    const Bytes second = joined({packet("b"), packet("c")});
    HepStreamFramer framer;
    framer.append(std::span{first}.first(first.size() - 10));
    QCOMPARE(pieces(framer), std::string{});
    framer.append(std::span{second}.subspan(30), true);
    const std::string between = "?" + std::to_string(packet("b").size() - 30);
    QCOMPARE(pieces(framer), "a/cut " + between + " c");
}

void TestHepStreamFramer::handsOutWhatIsLeftAtTheEnd()
{
    const Bytes whole = packet("a");
    HepStreamFramer framer;
    framer.append(std::span{whole}.first(whole.size() - 10));
    QCOMPARE(pieces(framer), std::string{});
    QCOMPARE(framer.pendingBytes(), whole.size() - 10);
    framer.finish();
    QCOMPARE(pieces(framer), std::string{"a/cut"});
    QCOMPARE(framer.pendingBytes(), std::size_t{0});
}

void TestHepStreamFramer::doesNotHoardWhatIsNoHep()
{
    HepStreamFramer framer;
    const Bytes noise(10'000, std::byte{'H'});
    std::size_t handedOut = 0;
    for (int i = 0; i < 1000; ++i) {
        framer.append(noise);
        while (const auto piece = framer.next()) {
            QVERIFY(!piece->isPacket);
            handedOut += piece->bytes.size();
        }
        QVERIFY(framer.pendingBytes() < HepStreamFramer::maximumPiece);
    }
    QCOMPARE(handedOut + framer.pendingBytes(), std::size_t{10'000'000});
}

void TestHepStreamFramer::losesNoPacketBetweenMutatedOnes()
{
    constexpr std::size_t count = 20'000;
    std::mt19937 random{7};
    Bytes stream;
    for (std::size_t i = 0; i < count; ++i) {
        for (int mutated = 0; mutated < 5; ++mutated) {
            Bytes bad = packet("bad");
            for (std::size_t change = 0; change < 1 + random() % 4; ++change)
                bad[random() % bad.size()] = static_cast<std::byte>(random());
            bad.resize(random() % 4 == 0 ? random() % bad.size() : bad.size());
            stream.insert(stream.end(), bad.begin(), bad.end());
        }
        const Bytes good = packet("good " + std::to_string(i));
        stream.insert(stream.end(), good.begin(), good.end());
    }
    HepStreamFramer framer;
    std::size_t found = 0;
    for (std::size_t at = 0; at < stream.size(); at += 1448) {
        framer.append(std::span{stream}.subspan(at, std::min<std::size_t>(1448, stream.size() - at)));
        while (const auto piece = framer.next())
            found += describe(*piece).starts_with("good ") ? 1U : 0U;
    }
    QCOMPARE(found, count);
}

QTEST_GUILESS_MAIN(TestHepStreamFramer)
#include "tst_hep_stream_framer.moc"
