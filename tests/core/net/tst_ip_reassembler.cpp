// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/ip_reassembler.h"
#include "tests/support/frame_builder.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace core;
using namespace core::net;
using namespace tests::support;
using Outcome = IpReassembler::Outcome;

namespace {

IpPacket fragment(const Bytes& whole, std::size_t offset, std::size_t size, std::uint32_t identification = 1)
{
    IpPacket packet;
    packet.source = address("192.0.2.1");
    packet.destination = address("192.0.2.2");
    packet.protocol = 17;
    packet.payload = std::span{whole}.subspan(offset, size);
    packet.isFragment = true;
    packet.hasMoreFragments = offset + size < whole.size();
    packet.identification = identification;
    packet.fragmentOffset = offset;
    return packet;
}

} // namespace

class IpReassemblerTest : public QObject {
    Q_OBJECT

private:
    base::Timestamp m_now{std::chrono::seconds{1000}};
    std::int64_t m_frame = 0;
    IpReassembler::Assembled m_assembled;

    Outcome add(IpReassembler& reassembler, const IpPacket& packet)
    {
        const base::FrameNumber frame{++m_frame};
        return reassembler.add(packet, {&frame, 1}, m_now, m_assembled);
    }

private slots:

    void init() { m_frame = 0; }

    void everyOrderGivesTheSame()
    {
        const Bytes whole = pattern(50);
        std::vector<std::size_t> order{0, 16, 32, 48};
        do {
            IpReassembler reassembler{1U << 20U, std::chrono::seconds{30}};
            m_frame = 0;
            for (std::size_t i = 0; i < order.size(); ++i) {
                const auto outcome =
                    add(reassembler, fragment(whole, order[i], std::min<std::size_t>(16, 50 - order[i])));
                QVERIFY(outcome == (i + 1 < order.size() ? Outcome::Held : Outcome::Complete));
            }
            QCOMPARE(m_assembled.payload, whole);
            QCOMPARE(m_assembled.frames.size(), std::size_t{4});
            QCOMPARE(m_assembled.protocol, std::uint8_t{17});
            QCOMPARE(reassembler.heldBytes(), std::size_t{0});
        } while (std::next_permutation(order.begin(), order.end()));
    }

    void repetitionsAndAgreeingOverlapsAreAccepted()
    {
        const Bytes whole = pattern(100);
        IpReassembler reassembler{1U << 20U, std::chrono::seconds{30}};
        QVERIFY(add(reassembler, fragment(whole, 0, 48)) == Outcome::Held);
        QVERIFY(add(reassembler, fragment(whole, 0, 48)) == Outcome::Repeated);
        QVERIFY(add(reassembler, fragment(whole, 24, 48)) == Outcome::Held);
        QVERIFY(add(reassembler, fragment(whole, 64, 36)) == Outcome::Complete);
        QCOMPARE(m_assembled.payload, whole);
        QCOMPARE(m_assembled.frames, (std::vector<base::FrameNumber>{{1}, {3}, {4}}));
        QCOMPARE(reassembler.incomplete(), std::uint64_t{0});
    }

    void contradictionsGiveThePacketUp_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("other bytes") << 0;
        QTest::newRow("another end") << 1;
        QTest::newRow("bytes after the end") << 2;
        QTest::newRow("end before bytes that were there") << 3;
    }

    void contradictionsGiveThePacketUp()
    {
        QFETCH(int, kind);
        const Bytes whole = pattern(100);
        const Bytes shorter = pattern(60);
        const Bytes other = pattern(100, 1);
        const Bytes longer = pattern(200);
        IpReassembler reassembler{1U << 20U, std::chrono::seconds{30}};
        add(reassembler, fragment(whole, kind == 3 ? 64 : 16, kind == 3 ? 8 : 16));
        switch (kind) {
        case 0:
            add(reassembler, fragment(other, 24, 16));
            break;
        case 1:
            add(reassembler, fragment(whole, 64, 36));
            add(reassembler, fragment(shorter, 48, 12));
            break;
        case 2:
            add(reassembler, fragment(whole, 64, 36));
            add(reassembler, fragment(longer, 104, 8));
            break;
        default:
            add(reassembler, fragment(shorter, 48, 12));
            break;
        }
        QCOMPARE(reassembler.incomplete(), std::uint64_t{1});
        QCOMPARE(reassembler.heldBytes(), std::size_t{0});
    }

    void malformedFragments()
    {
        const Bytes whole = pattern(100);
        IpReassembler reassembler{1U << 20U, std::chrono::seconds{30}};
        QVERIFY(add(reassembler, fragment(whole, 0, 20)) == Outcome::Malformed); // not a multiple of eight
        IpPacket beyond = fragment(whole, 0, 100);
        beyond.fragmentOffset = 65'528;
        QVERIFY(add(reassembler, beyond) == Outcome::Malformed);
        QCOMPARE(reassembler.heldBytes(), std::size_t{0});
    }

    void keysDoNotMix()
    {
        const Bytes whole = pattern(32);
        IpReassembler reassembler{1U << 20U, std::chrono::seconds{30}};
        add(reassembler, fragment(whole, 0, 16, 1));
        QVERIFY(add(reassembler, fragment(whole, 16, 16, 2)) == Outcome::Held);
        IpPacket other = fragment(whole, 16, 16, 1);
        other.protocol = 6;
        QVERIFY(add(reassembler, other) == Outcome::Held);
        std::swap(other.source, other.destination);
        other.protocol = 17;
        QVERIFY(add(reassembler, other) == Outcome::Held);
        QVERIFY(add(reassembler, fragment(whole, 16, 16, 1)) == Outcome::Complete);
    }

    void ageAndBytesAreBounded()
    {
        const Bytes whole = pattern(2000);
        IpReassembler reassembler{100'000, std::chrono::seconds{30}};
        for (std::uint32_t i = 0; i < 10'000; ++i) {
            add(reassembler, fragment(whole, 0, 1000, i));
            QVERIFY(reassembler.heldBytes() <= 100'000);
        }
        QVERIFY(reassembler.incomplete() > 9'000);
        m_now += std::chrono::seconds{31};
        add(reassembler, fragment(whole, 0, 1000, 77'777));
        QCOMPARE(reassembler.incomplete(), std::uint64_t{10'000});
    }

    void randomFragmentsOfManyPackets()
    {
        std::mt19937 random{42};
        std::vector<IpPacket> all;
        std::vector<Bytes> packets;
        for (unsigned i = 0; i < 50; ++i)
            packets.push_back(pattern(8 + random() % 5000, i));
        for (std::uint32_t i = 0; i < packets.size(); ++i) {
            for (std::size_t offset = 0; offset < packets[i].size();) {
                const std::size_t size =
                    std::min<std::size_t>(8 * (1 + random() % 40), packets[i].size() - offset);
                all.push_back(fragment(packets[i], offset, size, i));
                offset += size;
            }
        }
        std::shuffle(all.begin(), all.end(), random);
        IpReassembler reassembler{16U << 20U, std::chrono::seconds{30}};
        std::size_t complete = 0;
        for (const IpPacket& packet : all) {
            if (add(reassembler, packet) == Outcome::Complete) {
                ++complete;
                QCOMPARE(m_assembled.payload, packets[packet.identification]);
            }
        }
        QCOMPARE(complete, packets.size());
        QCOMPARE(reassembler.heldBytes(), std::size_t{0});
    }
};

QTEST_GUILESS_MAIN(IpReassemblerTest)
#include "tst_ip_reassembler.moc"
