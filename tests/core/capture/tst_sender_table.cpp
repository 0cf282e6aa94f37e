// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/sender_table.h"

#include <QtTest>

using namespace core;
using namespace core::capture;

namespace {

net::IpAddress address(unsigned number)
{
    return net::IpAddress::parse("10.0." + std::to_string(number / 256) + "." + std::to_string(number % 256))
        .value();
}

base::Timestamp at(std::int64_t second)
{
    return base::fromSecondsAndNanoseconds(second, 0);
}

std::uint64_t sum(const std::vector<SenderRefusals>& rows)
{
    std::uint64_t total = 0;
    for (const SenderRefusals& row : rows) {
        for (const std::uint64_t packets : row.packets)
            total += row.isForgotten ? 0 : packets;
    }
    return total;
}

} // namespace

class TestSenderTable : public QObject {
    Q_OBJECT

private slots:
    void countsBySenderAndReason();
    void tellsOnlyChanges();
    void addsUpThoseThatMadeRoom();
};

void TestSenderTable::countsBySenderAndReason()
{
    SenderTable table;
    table.count(address(1), hep::HepDenial::KeyWrong, at(10));
    table.count(address(1), hep::HepDenial::KeyWrong, at(12));
    table.count(address(1), hep::HepDenial::KeyMissing, at(11));
    const auto rows = table.takeChanges();
    QCOMPARE(rows.size(), std::size_t{1});
    QCOMPARE(rows[0].sender->toString(), std::string{"10.0.0.1"});
    QCOMPARE(rows[0].packets[static_cast<std::size_t>(hep::HepDenial::KeyWrong)], std::uint64_t{2});
    QCOMPARE(rows[0].packets[static_cast<std::size_t>(hep::HepDenial::KeyMissing)], std::uint64_t{1});
    QCOMPARE(rows[0].first, at(10));
}

void TestSenderTable::tellsOnlyChanges()
{
    SenderTable table;
    table.count(address(1), hep::HepDenial::KeyWrong, at(1));
    table.count(address(2), hep::HepDenial::KeyWrong, at(1));
    QCOMPARE(table.takeChanges().size(), std::size_t{2});
    QVERIFY(table.takeChanges().empty());
    table.count(address(2), hep::HepDenial::KeyWrong, at(2));
    const auto rows = table.takeChanges();
    QCOMPARE(rows.size(), std::size_t{1});
    QCOMPARE(rows[0].packets[static_cast<std::size_t>(hep::HepDenial::KeyWrong)], std::uint64_t{2});
}

void TestSenderTable::addsUpThoseThatMadeRoom()
{
    constexpr unsigned senders = SenderTable::maximumSenders + 100;
    SenderTable table;
    for (unsigned i = 0; i < 50; ++i)
        table.count(address(i), hep::HepDenial::KeyWrong, at(i));
    QCOMPARE(table.takeChanges().size(), std::size_t{50});
    for (unsigned i = 50; i < senders; ++i)
        table.count(address(i), hep::HepDenial::KeyWrong, at(i));
    const auto rows = table.takeChanges();
    // The first 50 were told and are taken back; the next 50 were never told.
    QCOMPARE(std::ranges::count_if(rows, [](const SenderRefusals& row) { return row.isForgotten; }), 50);
    QCOMPARE(sum(rows), std::uint64_t{senders});
    const auto others =
        std::ranges::find_if(rows, [](const SenderRefusals& row) { return !row.sender.has_value(); });
    QVERIFY(others != rows.end());
    QCOMPARE(others->senders, std::uint64_t{100});
    QCOMPARE(others->first, at(0));
    QCOMPARE(others->last, at(99));
    QCOMPARE(others->packets[static_cast<std::size_t>(hep::HepDenial::KeyWrong)], std::uint64_t{100});
}

QTEST_GUILESS_MAIN(TestSenderTable)
#include "tst_sender_table.moc"
