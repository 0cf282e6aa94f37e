// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/decompressor.h"
#include "tests/support/capture_file_builder.h"

#include <QTest>

#include <algorithm>
#include <fstream>
#include <string>

using namespace core::capture;
using namespace tests::support;
using State = Decompressor::State;

Q_DECLARE_METATYPE(Bytes)

namespace {

struct Outcome {
    Bytes plain;
    State state = State::Running;
};

/// Feeds `packed` in pieces of `inputSize` and takes at most `outputSize` bytes each time.
Outcome decompressed(const Bytes& packed, std::size_t inputSize, std::size_t outputSize)
{
    Outcome outcome;
    const auto decompressor =
        makeDecompressor(std::span{packed}.first(std::min<std::size_t>(packed.size(), 6)));
    if (!decompressor)
        return outcome;
    Bytes room(outputSize);
    std::size_t position = 0;
    for (;;) {
        const auto input = std::span{packed}.subspan(position, std::min(inputSize, packed.size() - position));
        const auto step = decompressor->step(input, room);
        position += step.consumed;
        outcome.plain.insert(outcome.plain.end(), room.begin(),
                             room.begin() + static_cast<std::ptrdiff_t>(step.produced));
        if (step.consumed == 0 && step.produced == 0)
            break;
    }
    outcome.state = decompressor->state();
    return outcome;
}

/// Highest memory use of this process so far, in KiB.
long peakMemory()
{
    std::ifstream status{"/proc/self/status"};
    std::string word;
    while (status >> word) {
        if (word == "VmHWM:") {
            long kibibytes = 0;
            status >> kibibytes;
            return kibibytes;
        }
    }
    return 0;
}

} // namespace

class DecompressorTest : public QObject {
    Q_OBJECT

    static void formats(const Bytes& plain)
    {
        QTest::newRow("gzip") << gzip(plain) << plain;
        QTest::newRow("zstd") << zstd(plain) << plain;
        QTest::newRow("lz4") << lz4(plain) << plain;
        QTest::newRow("xz") << xz(plain) << plain;
    }

    static void columns()
    {
        QTest::addColumn<Bytes>("packed");
        QTest::addColumn<Bytes>("plain");
        formats(pattern(300'000));
    }

private slots:

    void everySizeOfPieces_data() { columns(); }

    void everySizeOfPieces()
    {
        QFETCH(Bytes, packed);
        QFETCH(Bytes, plain);
        const std::pair<std::size_t, std::size_t> sizes[] = {
            {1, 100'000}, {7, 13}, {100, 1}, {1'000'000, 1'000'000}, {1'000'000, 4'096}};
        for (const auto& [inputSize, outputSize] : sizes) {
            const Outcome outcome = decompressed(packed, inputSize, outputSize);
            QVERIFY(outcome.state == State::BetweenMembers);
            QVERIFY(outcome.plain == plain);
        }
    }

    void severalMembers_data() { columns(); }

    void severalMembers()
    {
        QFETCH(Bytes, packed);
        QFETCH(Bytes, plain);
        const Outcome outcome = decompressed(join({packed, packed}), 1'000, 50'000);
        QVERIFY(outcome.state == State::BetweenMembers);
        QVERIFY(outcome.plain == join({plain, plain}));
    }

    void padding()
    {
        const Bytes plain = pattern(1'000);
        const Bytes zeros(8);
        const Outcome ofXz = decompressed(join({xz(plain), zeros, xz(plain), zeros}), 9, 100);
        QVERIFY(ofXz.state == State::BetweenMembers);
        QCOMPARE(ofXz.plain.size(), std::size_t{2'000});
        QVERIFY(decompressed(join({gzip(plain), zeros}), 9, 100).state == State::Finished);
        const Bytes skippable = hex("502a4d18 03000000 010203");
        const Outcome ofZstd = decompressed(join({skippable, zstd(plain), skippable}), 9, 100);
        QVERIFY(ofZstd.state == State::BetweenMembers);
        QCOMPARE(ofZstd.plain, plain);
    }

    void cutAtEveryPlace_data() { columns(); }

    void cutAtEveryPlace()
    {
        QFETCH(Bytes, packed);
        QFETCH(Bytes, plain);
        for (std::size_t size = 6; size < packed.size(); size += 1 + packed.size() / 97) {
            const Outcome outcome = decompressed(slice(packed, 0, size), 4'096, 4'096);
            QVERIFY(outcome.state == State::Running);
            QVERIFY(outcome.plain.size() <= plain.size());
            QVERIFY(std::equal(outcome.plain.begin(), outcome.plain.end(), plain.begin()));
        }
    }

    void damaged_data() { columns(); }

    void damaged()
    {
        QFETCH(Bytes, packed);
        QFETCH(Bytes, plain);
        // Each format has a checksum, so that no flipped byte goes unseen; where it is in the data
        // themselves, what stands before it comes out.
        for (std::size_t place = 12; place < packed.size(); place += 1 + packed.size() / 53) {
            Bytes broken = packed;
            broken[place] ^= std::byte{0x55};
            const Outcome outcome = decompressed(broken, 4'096, 4'096);
            QVERIFY2(outcome.state != State::BetweenMembers || outcome.plain == plain,
                     std::to_string(place).c_str());
        }
        QVERIFY(decompressed(join({packed, text("rubbish behind it")}), 100, 100).state !=
                State::BetweenMembers);
    }

    void windowBeyondTheMemory()
    {
        const Bytes plain = pattern(10'000);
        QVERIFY(decompressed(zstd(plain, 27), 1'000, 1'000).plain == plain);
        const Outcome outcome = decompressed(zstd(plain, 28), 1'000, 1'000);
        QVERIFY(outcome.state == State::Unsupported);
        QVERIFY(outcome.plain.empty());
    }

    void bombsTakeNoMemory_data()
    {
        QTest::addColumn<Bytes>("packed");
        QTest::addColumn<Bytes>("plain");
        Bytes zeros(std::size_t{32} << 20U);
        const Bytes nothing;
        QTest::newRow("gzip") << gzip(zeros) << nothing;
        QTest::newRow("zstd") << zstd(zeros) << nothing;
        QTest::newRow("lz4") << lz4(zeros) << nothing;
        QTest::newRow("xz") << xz(zeros) << nothing;
    }

    void bombsTakeNoMemory()
    {
        QFETCH(Bytes, packed);
        const long before = peakMemory();
        std::size_t produced = 0;
        Bytes room(65'536);
        for (int member = 0; member < 4; ++member) {
            const auto decompressor = makeDecompressor(packed);
            std::size_t position = 0;
            for (;;) {
                const auto step = decompressor->step(std::span{packed}.subspan(position), room);
                position += step.consumed;
                produced += step.produced;
                if (step.consumed == 0 && step.produced == 0)
                    break;
            }
        }
        QCOMPARE(produced, std::size_t{128} << 20U);
        QVERIFY(peakMemory() - before < 40'000);
    }

    void plainAndForeign()
    {
        QVERIFY(makeDecompressor(text("\xd4\xc3\xb2\xa1..")) == nullptr);
        QVERIFY(makeDecompressor({}) == nullptr);
        QVERIFY(!isForeignCompression(text("\xd4\xc3\xb2\xa1..")));
        QVERIFY(isForeignCompression(text("BZh91AY&SY")));
    }
};

QTEST_GUILESS_MAIN(DecompressorTest)
#include "tst_decompressor.moc"
