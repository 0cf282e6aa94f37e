// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/decoding_recorder.h"

#include <QTest>

#include <algorithm>

using namespace core::net;
using namespace tests::support;

namespace {

constexpr const char* alice = "192.0.2.1";
constexpr const char* bob = "192.0.2.2";

Bytes packet(const Bytes& chunks, std::uint32_t tag = 7)
{
    return ethernet(ip(alice, bob, sctp(5060, 5060, tag, chunks)));
}

SctpData fragment(std::uint32_t tsn, bool isFirst, bool isLast)
{
    SctpData data;
    data.tsn = tsn;
    data.isFirst = isFirst;
    data.isLast = isLast;
    return data;
}

} // namespace

class SctpAssemblerTest : public QObject {
    Q_OBJECT

private slots:

    void wholeMessages()
    {
        DecodingRecorder recorder;
        QCOMPARE(recorder.decode(packet(join({sctpData(fragment(1, true, true), text("one")),
                                              hex("03000010 00000001 00000000 00000000"), // SACK
                                              sctpData(fragment(2, true, true), text("second"))}))),
                 FrameClass::Payload);
        QCOMPARE(recorder.messages.size(), std::size_t{2});
        QCOMPARE(recorder.messages[0].bytes, std::string{"one"});
        QCOMPARE(recorder.messages[1].bytes, std::string{"second"});
        QCOMPARE(recorder.messages[0].path,
                 (Path{endpoint(alice, 5060), endpoint(bob, 5060), Transport::Sctp}));
        QVERIFY(recorder.messages[0].isWithinFrame);
        QVERIFY(recorder.liesInFrame);
    }

    void fragmentsInEveryOrder()
    {
        std::vector<std::uint32_t> order{0, 1, 2, 3};
        do {
            DecodingRecorder recorder;
            const Bytes whole = pattern(40);
            for (std::size_t i = 0; i < order.size(); ++i) {
                const std::uint32_t part = order[i];
                // The numbers wrap within the message.
                const auto result = recorder.decode(packet(sctpData(
                    fragment(0xffff'fffeU + part, part == 0, part == 3), slice(whole, part * 10, 10))));
                QCOMPARE(result, i == 3 ? FrameClass::Payload : FrameClass::FragmentHeld);
            }
            QCOMPARE(recorder.messages.size(), std::size_t{1});
            QCOMPARE(text(recorder.messages[0].bytes), whole);
            QCOMPARE(recorder.messages[0].frames, (std::vector<std::int64_t>{1, 2, 3, 4}));
            QVERIFY(!recorder.messages[0].isWithinFrame);
        } while (std::next_permutation(order.begin(), order.end()));
    }

    void neighboursAreNotMixed()
    {
        DecodingRecorder recorder;
        recorder.decode(packet(sctpData(fragment(11, false, true), text("b"))));
        recorder.decode(packet(sctpData(fragment(12, true, false), text("c"))));
        QVERIFY(recorder.messages.empty());
        recorder.decode(packet(sctpData(fragment(13, false, true), text("d"))));
        recorder.decode(packet(sctpData(fragment(10, true, false), text("a"))));
        QCOMPARE(recorder.messages.size(), std::size_t{2});
        QCOMPARE(recorder.messages[0].bytes, std::string{"cd"});
        QCOMPARE(recorder.messages[1].bytes, std::string{"ab"});
    }

    void associationsAreNotMixed()
    {
        DecodingRecorder recorder;
        recorder.decode(packet(sctpData(fragment(1, true, false), text("a")), 7));
        recorder.decode(packet(sctpData(fragment(2, false, true), text("b")), 8));
        QVERIFY(recorder.messages.empty());
    }

    void repeatedNumbersAreDropped()
    {
        DecodingRecorder recorder;
        const Bytes whole = packet(sctpData(fragment(5, true, true), text("x")));
        QCOMPARE(recorder.decode(whole), FrameClass::Payload);
        QCOMPARE(recorder.decode(whole), FrameClass::Repeated);
        QCOMPARE(recorder.decode(packet(sctpData(fragment(4, true, true), text("earlier")))),
                 FrameClass::Payload);
        const Bytes part = packet(sctpData(fragment(6, true, false), text("y")));
        QCOMPARE(recorder.decode(part), FrameClass::FragmentHeld);
        QCOMPARE(recorder.decode(part), FrameClass::Repeated);
        QCOMPARE(recorder.messages.size(), std::size_t{2});
    }

    void otherChunksAndDamage()
    {
        DecodingRecorder recorder;
        QCOMPARE(recorder.decode(packet(hex("01000014 00000001 00010000 000a000a 00000001"))),
                 FrameClass::OtherProtocol);
        QCOMPARE(recorder.decode(packet(hex("00000003 00000000"))), FrameClass::Malformed);
        QCOMPARE(recorder.decode(packet({})), FrameClass::OtherProtocol);
        QCOMPARE(recorder.decode(ethernet(ip(alice, bob, {132, Bytes(11)}))), FrameClass::Malformed);
        QVERIFY(recorder.messages.empty());
    }

    void cutByTheCapture()
    {
        DecodingRecorder recorder;
        const Bytes whole = packet(sctpData(fragment(1, true, true), text("01234567")));
        recorder.decode(slice(whole, 0, whole.size() - 4));
        QCOMPARE(recorder.messages.at(0).bytes, std::string{"0123"});
        QVERIFY(recorder.messages[0].isTruncated);
    }

    void memoryIsBounded()
    {
        DecoderLimits limits;
        limits.fragmentBytes = 50'000;
        limits.streams = 100;
        DecodingRecorder recorder{limits};
        for (std::uint32_t tag = 0; tag < 2'000; ++tag)
            recorder.decode(packet(sctpData(fragment(1, true, false), pattern(900)), tag));
        QVERIFY(recorder.decoder.counters().fragmentsIncomplete >= 1'900);
        for (std::uint32_t tsn = 2; tsn < 2'000; ++tsn)
            recorder.decode(packet(sctpData(fragment(tsn, false, false), pattern(900)), 1));
        QVERIFY(recorder.decoder.counters().fragmentsIncomplete >= 3'700);
        QVERIFY(recorder.messages.empty());
    }

    void longMessageInManyFragments()
    {
        DecodingRecorder recorder;
        const Bytes whole = pattern(500'000);
        for (std::uint32_t i = 500; i-- > 0;)
            recorder.decode(
                packet(sctpData(fragment(100 + i, i == 0, i == 499), slice(whole, i * 1000, 1000))));
        QCOMPARE(recorder.messages.size(), std::size_t{1});
        QVERIFY(text(recorder.messages[0].bytes) == whole);
    }
};

QTEST_GUILESS_MAIN(SctpAssemblerTest)
#include "tst_sctp_assembler.moc"
