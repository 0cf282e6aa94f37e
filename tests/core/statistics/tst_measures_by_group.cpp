// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/statistics.h"
#include "tests/support/temp_session.h"

#include <QTest>

#include <algorithm>

using namespace core;
using namespace core::statistics;
using namespace tests::support;

namespace {

/// Two carriers behind one switch. To the first: one answered for 60 s, one busy, one refused with 503. To
/// the second: a challenge, then answered for 10 s; one redirected. And a registration that fails at the
/// switch.
constexpr std::string_view traffic = R"(
    switch -> first  INVITE 1 at=0.000 to=+4930111 call-id=a1 header=User-Agent:Switch
    first  -> switch 180    1 at=1.000 call-id=a1 header=User-Agent:Gate
    first  -> switch 200    1 at=3.000 call-id=a1 header=User-Agent:Gate
    switch -> first  ACK    1 at=3.010 call-id=a1 header=User-Agent:Switch
    switch -> first  BYE    2 at=63.000 call-id=a1 header=User-Agent:Switch
    first  -> switch 200    2 at=63.500 call-id=a1 header=User-Agent:Gate
    switch -> first  INVITE 1 at=70.000 to=+4930222 call-id=a2
    first  -> switch 486    1 at=70.400 call-id=a2
    switch -> first  ACK    1 at=70.410 call-id=a2
    switch -> first  INVITE 1 at=80.000 to=4930333 call-id=a3
    first  -> switch 503    1 at=80.200 call-id=a3
    switch -> first  ACK    1 at=80.210 call-id=a3
    switch -> second INVITE 1 at=90.000 to=+4989444 call-id=b1
    second -> switch 407    1 at=90.100 call-id=b1
    switch -> second ACK    1 at=90.110 call-id=b1
    switch -> second INVITE 2 at=90.200 to=+4989444 call-id=b1
    second -> switch 180    2 at=92.000 call-id=b1
    second -> switch 200    2 at=94.000 call-id=b1
    switch -> second ACK    2 at=94.010 call-id=b1
    second -> switch BYE    1 at=104.000 call-id=b1
    switch -> second 200    1 at=104.100 call-id=b1
    switch -> second INVITE 1 at=110.000 to=alice call-id=b2
    second -> switch 302    1 at=110.100 call-id=b2
    switch -> second ACK    1 at=110.110 call-id=b2
    phone  -> switch REGISTER 1 at=120.000 call-id=r1 expires=3600
    switch -> phone  403      1 at=120.100 call-id=r1
)";

constexpr const char* switchAddress = "192.0.2.1";
constexpr const char* firstAddress = "192.0.2.2";
constexpr const char* secondAddress = "192.0.2.3";
constexpr const char* phoneAddress = "192.0.2.4";

} // namespace

class TestMeasuresByGroup : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void figures_data();
    void figures();
    void namesOfGroups_data();
    void namesOfGroups();
    void everyGroupLeadsToItsCalls_data();
    void everyGroupLeadsToItsCalls();
    void onlyTheLargest();
    void prefixesAreAsLongAsAsked();
    void ofNothingIsNothing();
    void ofOneCall();

private:
    [[nodiscard]] Section grouped(GroupBy by, Options options = {}) const;
    [[nodiscard]] static QStringList names(const Section& section);

    TempSession m_place;
    std::unique_ptr<session::SessionTable> m_table;
};

void TestMeasuresByGroup::initTestCase()
{
    m_place.fill(readCallScript(traffic));
    auto table = session::SessionTable::open(m_place.path());
    QVERIFY(table.has_value());
    m_table = std::move(*table);
}

Section TestMeasuresByGroup::grouped(GroupBy by, Options options) const
{
    options.groups = {by};
    options.isOnlyGroups = true;
    const auto report = compute(*m_table, options);
    if (!report || report->sections.size() != 1)
        qFatal("one section is what was asked for");
    return report->sections.front();
}

QStringList TestMeasuresByGroup::names(const Section& section)
{
    QStringList all;
    for (const Row& row : section.rows)
        all.append(QString::fromStdString(row.name));
    return all;
}

void TestMeasuresByGroup::figures_data()
{
    QTest::addColumn<int>("by");
    QTest::addColumn<std::string>("name");
    QTest::addColumn<std::string>("column");
    QTest::addColumn<std::string>("value");
    const auto row = [](GroupBy by, std::string name, std::string column, std::string value) {
        QTest::addRow("%s %s", name.c_str(), column.c_str())
            << static_cast<int>(by) << std::move(name) << std::move(column) << std::move(value);
    };
    const auto peer = [&](const char* name, std::string column, std::string value) {
        row(GroupBy::Peer, name, std::move(column), std::move(value));
    };
    peer(firstAddress, "calls", "3.000");
    peer(firstAddress, "seizures", "3.000");
    peer(firstAddress, "asr", "33.333");  // 1 of 3
    peer(firstAddress, "ner", "66.667");  // and who is busy was reached
    peer(firstAddress, "ser", "33.333");  // 1 of 3 INVITE requests
    peer(firstAddress, "seer", "66.667"); // 200 and 486
    peer(firstAddress, "isa", "33.333");  // 503
    peer(firstAddress, "scr", "33.333");
    peer(firstAddress, "pdd", "1.000");
    peer(firstAddress, "pdd_samples", "1.000");
    peer(firstAddress, "acd", "60.000");
    peer(firstAddress, "srd", "1.000");
    peer(firstAddress, "srd_failed", "0.300"); // of 0.4 and 0.2
    peer(firstAddress, "srd_failed_samples", "2.000");
    peer(firstAddress, "sdd", "0.500");
    peer(firstAddress, "sdt", "60.000");
    peer(firstAddress, "sdt_failed", "-");
    peer(firstAddress, "rrd", "-");
    peer(secondAddress, "asr", "50.000");
    peer(secondAddress, "ner", "50.000");    // a redirection is no delivery
    peer(secondAddress, "invites", "2.000"); // three, less the one with 3xx
    peer(secondAddress, "ser", "50.000");    // what was challenged counts
    peer(secondAddress, "sessions", "2.000");
    peer(secondAddress, "scr", "50.000");
    peer(secondAddress, "srd", "2.000"); // from the first INVITE, challenge included
    peer(secondAddress, "sdt", "10.000");
    peer(secondAddress, "sdd", "0.100"); // whoever ends it
    peer(secondAddress, "isa", "0.000");
    peer(switchAddress, "seizures", "0.000");
    peer(switchAddress, "asr", "-"); // nothing of nothing, not 0
    peer(switchAddress, "registers", "1.000");
    peer(switchAddress, "ira", "100.000");
    row(GroupBy::Caller, switchAddress, "calls", "5.000");
    row(GroupBy::Caller, switchAddress, "asr", "40.000");
    row(GroupBy::Caller, phoneAddress, "ira", "100.000");
    row(GroupBy::Prefix, "+493", "asr", "50.000");
    row(GroupBy::Prefix, "4930", "isa", "100.000"); // without + is another number
    row(GroupBy::UserAgent, "Gate", "acd", "60.000");
    row(GroupBy::UserAgent, "Switch", "acd", "60.000"); // the same call
}

void TestMeasuresByGroup::figures()
{
    QFETCH(int, by);
    QFETCH(std::string, name);
    QFETCH(std::string, column);
    QFETCH(std::string, value);
    const Section section = grouped(static_cast<GroupBy>(by));
    const auto row = std::ranges::find(section.rows, name, &Row::name);
    const auto place = std::ranges::find(section.columns, column, &ReportColumn::key);
    QVERIFY(row != section.rows.end() && place != section.columns.end());
    const auto& found = row->values.at(static_cast<std::size_t>(place - section.columns.begin()));
    QCOMPARE(found ? QString::number(*found, 'f', 3).toStdString() : "-", value);
}

void TestMeasuresByGroup::namesOfGroups_data()
{
    QTest::addColumn<int>("by");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("peer") << static_cast<int>(GroupBy::Peer)
                          << QStringList{firstAddress, secondAddress, switchAddress};
    QTest::newRow("caller") << static_cast<int>(GroupBy::Caller) << QStringList{switchAddress, phoneAddress};
    QTest::newRow("prefix") << static_cast<int>(GroupBy::Prefix) << QStringList{"+493", "+498", "4930"};
    QTest::newRow("agent") << static_cast<int>(GroupBy::UserAgent) << QStringList{"Gate", "Switch"};
}

void TestMeasuresByGroup::namesOfGroups()
{
    QFETCH(int, by);
    QFETCH(QStringList, expected);
    QCOMPARE(names(grouped(static_cast<GroupBy>(by))), expected);
}

void TestMeasuresByGroup::everyGroupLeadsToItsCalls_data()
{
    QTest::addColumn<int>("by");
    QTest::addColumn<std::string>("filter");
    for (const auto& [name, by] : {std::pair{"peer", GroupBy::Peer},
                                   {"caller", GroupBy::Caller},
                                   {"prefix", GroupBy::Prefix},
                                   {"agent", GroupBy::UserAgent},
                                   {"time", GroupBy::Time}}) {
        QTest::addRow("%s", name) << static_cast<int>(by) << std::string{};
        QTest::addRow("%s of a filter", name) << static_cast<int>(by) << std::string{"final_status == 200"};
    }
}

void TestMeasuresByGroup::everyGroupLeadsToItsCalls()
{
    QFETCH(int, by);
    QFETCH(std::string, filter);
    Options options;
    options.filter = filter;
    const Section section = grouped(static_cast<GroupBy>(by), options);
    QVERIFY(!section.rows.empty());
    for (const Row& row : section.rows) {
        session::Query query;
        query.filter = std::get<filter::Filter>(filter::Filter::parse(row.filter, row.list));
        const auto found = m_table->select(query);
        QVERIFY(found.has_value());
        QVERIFY2(found->size() == row.count, (row.name + ": " + row.filter).c_str());
        QCOMPARE(row.values.size(), section.columns.size());
        QCOMPARE(row.values[0], std::optional{static_cast<double>(row.count)});
    }
}

void TestMeasuresByGroup::onlyTheLargest()
{
    Options options;
    options.top = 1;
    QCOMPARE(names(grouped(GroupBy::Peer, options)), QStringList{firstAddress});
    options.bars = 5;
    QVERIFY(grouped(GroupBy::Time, options).rows.size() <= 5);
}

void TestMeasuresByGroup::prefixesAreAsLongAsAsked()
{
    Options options;
    options.prefixLength = 6;
    QCOMPARE(names(grouped(GroupBy::Prefix, options)), (QStringList{"+49301", "+49302", "+49894", "493033"}));
    options.prefixLength = 30; // no number is so long
    QVERIFY(grouped(GroupBy::Prefix, options).rows.empty());
}

void TestMeasuresByGroup::ofNothingIsNothing()
{
    Options options;
    options.filter = "call_id == \"nobody\"";
    for (const GroupBy by :
         {GroupBy::Peer, GroupBy::Caller, GroupBy::Prefix, GroupBy::UserAgent, GroupBy::Time})
        QVERIFY(grouped(by, options).rows.empty());
}

void TestMeasuresByGroup::ofOneCall()
{
    Options options;
    options.filter = "call_id == \"a2\"";
    for (const GroupBy by : {GroupBy::Peer, GroupBy::Caller, GroupBy::Prefix, GroupBy::Time}) {
        const Section section = grouped(by, options);
        QCOMPARE(section.rows.size(), 1U);
        QCOMPARE(section.rows.front().values[2], std::optional{0.0});   // ASR
        QCOMPARE(section.rows.front().values[3], std::optional{100.0}); // NER
    }
}

QTEST_GUILESS_MAIN(TestMeasuresByGroup)
#include "tst_measures_by_group.moc"
