// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/statistics.h"
#include "tests/support/temp_session.h"

#include <QTest>

#include <algorithm>

using namespace core;
using namespace core::statistics;
using namespace tests::support;

namespace {

/// An answered call through a proxy, one refused after a challenge, one that is busy, one that fails, one
/// that is redirected, one without any answer; a registration with its challenge and one that is refused.
constexpr std::string_view traffic = R"(
    alice -> proxy INVITE 1 at=0.000 to=4930111 call-id=ok
    proxy -> alice 100    1 at=0.010 call-id=ok
    proxy -> bob   INVITE 1 at=0.020 to=4930111 call-id=ok
    bob   -> proxy 180    1 at=0.500 call-id=ok
    proxy -> alice 180    1 at=0.600 call-id=ok
    bob   -> proxy 200    1 at=2.000 call-id=ok
    proxy -> alice 200    1 at=2.100 call-id=ok
    alice -> proxy ACK    1 at=2.110 call-id=ok
    alice -> proxy BYE    2 at=12.100 call-id=ok
    proxy -> bob   BYE    2 at=12.110 call-id=ok
    bob   -> proxy 200    2 at=12.200 call-id=ok
    proxy -> alice 200    2 at=12.300 call-id=ok
    carol -> proxy INVITE 1 at=20.000 to=4930222 call-id=auth
    proxy -> carol 407    1 at=20.100 call-id=auth
    carol -> proxy ACK    1 at=20.110 call-id=auth
    carol -> proxy INVITE 2 at=20.200 to=4930222 call-id=auth
    proxy -> carol 404    2 at=20.700 call-id=auth
    carol -> proxy ACK    2 at=20.710 call-id=auth
    dave  -> proxy INVITE 1 at=30.000 to=4989333 call-id=busy
    proxy -> dave  486    1 at=30.300 call-id=busy
    dave  -> proxy ACK    1 at=30.310 call-id=busy
    erin  -> proxy INVITE 1 at=40.000 to=odd call-id=down
    erin  -> proxy INVITE 1 at=40.500 call-id=down resend
    proxy -> erin  503    1 at=40.900 call-id=down
    erin  -> proxy ACK    1 at=40.910 call-id=down
    frank -> proxy INVITE 1 at=50.000 call-id=moved
    proxy -> frank 302    1 at=50.100 call-id=moved
    frank -> proxy ACK    1 at=50.110 call-id=moved
    grace -> proxy INVITE 1 at=60.000 call-id=silent
    heidi -> proxy REGISTER 1 at=70.000 call-id=r1 expires=3600
    proxy -> heidi 401      1 at=70.100 call-id=r1 
    heidi -> proxy REGISTER 2 at=70.200 call-id=r1 expires=3600
    proxy -> heidi 200      2 at=70.500 call-id=r1
    ivan  -> proxy REGISTER 1 at=120.000 call-id=r2 expires=3600
    proxy -> ivan  403      1 at=120.100 call-id=r2
)";

const Section& sectionOf(const Report& report, std::string_view key)
{
    const auto found = std::find_if(report.sections.begin(), report.sections.end(),
                                    [&](const Section& section) { return section.key == key; });
    if (found == report.sections.end())
        qFatal("no section");
    return *found;
}

std::string valueOf(const Report& report, std::string_view key, std::string_view name,
                    std::string_view column)
{
    const Section& section = sectionOf(report, key);
    for (const Row& row : section.rows) {
        for (std::size_t i = 0; row.name == name && i < row.values.size(); ++i) {
            if (section.columns[i].key == column)
                return row.values[i] ? QString::number(*row.values[i], 'f', 3).toStdString() : "-";
        }
    }
    return "no such row";
}

} // namespace

class TestStatistics : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void measures_data();
    void measures();
    void delaysFallIntoBins();
    void everyFigureLeadsBack_data();
    void everyFigureLeadsBack();
    void saysWhereAFilterIsWrong();
    void canBeCancelled();

private:
    TempSession m_place;
    std::unique_ptr<session::SessionTable> m_table;
};

void TestStatistics::initTestCase()
{
    QByteArray script = QByteArray::fromStdString(std::string{traffic});
    script.replace("to=odd", "to=x\"y\\z"); // no user name that a filter takes as it is
    m_place.fill(readCallScript(script.toStdString()));
    auto table = session::SessionTable::open(m_place.path());
    QVERIFY(table.has_value());
    m_table = std::move(*table);
}

void TestStatistics::measures_data()
{
    QTest::addColumn<std::string>("section");
    QTest::addColumn<std::string>("name");
    QTest::addColumn<std::string>("column");
    QTest::addColumn<std::string>("value");
    const auto row = [](std::string section, std::string name, std::string column, std::string value) {
        QTest::addRow("%s %s %s", section.c_str(), name.c_str(), column.c_str())
            << section << name << column << value;
    };
    // INVITE requests of callers: ok, auth twice, busy, down, moved, silent: 7, of them one with 3xx. One got
    // 200, another 486.
    row("rfc6076", "SER", "rate", "16.667");
    row("rfc6076", "SER", "samples", "6.000");
    row("rfc6076", "SEER", "rate", "33.333");
    // Sessions asked for: the two INVITE requests of auth are one. One got 503.
    row("rfc6076", "ISA", "rate", "16.667");
    row("rfc6076", "SCR", "rate", "16.667");
    // Failed: 404 came 0.7 after the first INVITE, 486 after 0.3, 503 after 0.9.
    row("rfc6076", "SRD", "delay", "0.600");
    row("rfc6076", "SRD failed", "delay", "0.633");
    row("rfc6076", "SRD failed", "samples", "3.000");
    row("rfc6076", "SDD", "delay", "0.200");
    row("rfc6076", "SDT", "delay", "10.000");
    row("rfc6076", "RRD", "delay", "0.500");
    // One of three requests failed.
    row("rfc6076", "IRA", "rate", "33.333");
    // Six calls: one answered, one more delivered.
    row("e411", "ASR", "rate", "16.667");
    row("e411", "NER", "rate", "33.333");
    row("e411", "ACD", "delay", "10.000");
    row("e411", "PDD", "delay", "0.600");
    row("delays", "setup", "p95", "2.100");
    row("delays", "ring", "mean", "1.500");
    // Five calls answered at last: 12.3, 0.71, 0.31, 0.91 and 0.11 s long, and one INVITE for itself.
    row("delays", "duration", "count", "6.000");
    row("delays", "duration", "p50", "0.310");
    row("delays", "duration", "max", "12.300");
    row("delays", "SRD", "p99", "0.600");
    row("delays", "SRD failed", "min", "0.300");
    row("delays", "SRD failed", "p50", "0.700");
    row("delays", "SRD failed", "p95", "0.900");
    row("delays", "SDD", "p50", "0.200");
    row("delays", "SDT", "count", "1.000");
    row("delays", "SDT failed", "count", "0.000");
    row("delays", "SDT failed", "mean", "-");
    row("delays", "RRD", "max", "0.500");
    // Bars of 5 s: the first has what went before the talk, that of 20 s the 407 and the 404.
    row("messages_over_time", "2023-11-14 22:13:20.000000Z", "messages", "8.000");
    row("messages_over_time", "2023-11-14 22:13:40.000000Z", "failures", "2.000");
    row("transactions", "INVITE 200", "transactions", "2.000");
    row("transactions", "INVITE 200", "p50", "1.980");
    row("transactions", "INVITE unanswered", "transactions", "1.000");
    row("registrations", "success 200", "attempts", "1.000");
    row("registrations", "failure 403", "share", "50.000");
    // 192.0.2.2 is the proxy: it was asked 11 times and left grace without an answer.
    row("peers", "192.0.2.2", "timeouts", "1.000");
    row("prefixes", "4930", "calls", "2.000");
    row("responses", "200", "responses", "5.000");
}

void TestStatistics::measures()
{
    QFETCH(const std::string, section);
    QFETCH(const std::string, name);
    QFETCH(const std::string, column);
    QFETCH(const std::string, value);
    const auto report = compute(*m_table, {});
    QVERIFY(report.has_value());
    QCOMPARE(valueOf(*report, section, name, column), value);
}

void TestStatistics::delaysFallIntoBins()
{
    const auto report = compute(*m_table, {});
    QVERIFY(report.has_value());
    std::vector<std::string> lines;
    for (const Row& row : sectionOf(*report, "delay_histogram").rows) {
        if (row.name == "SRD failed" || row.name == "ring")
            lines.push_back(QStringLiteral("%1 %2-%3 %4 %5 | %6 | %7")
                                .arg(QString::fromStdString(row.name))
                                .arg(*row.values[0])
                                .arg(*row.values[1])
                                .arg(*row.values[2])
                                .arg(*row.values[4])
                                .arg(row.count)
                                .arg(QString::fromStdString(row.filter))
                                .toStdString());
    }
    // 404 after 0.7 s, 486 after 0.3 s, 503 after 0.9 s; calls are numbered as they come.
    QCOMPARE(lines, (std::vector<std::string>{
                        "ring 1-2 1 100 | 1 | ring >= 0 s and ring >= 1.000000000 s and ring < 2.000000000 s",
                        "SRD failed 0.2-0.5 1 33.3333 | 1 | id in {3}",
                        "SRD failed 0.5-1 2 100 | 2 | id in {2, 4}"}));
}

void TestStatistics::everyFigureLeadsBack_data()
{
    QTest::addColumn<std::string>("filter");
    QTest::newRow("all") << std::string{};
    QTest::newRow("calls") << std::string{"type == call or from.user == \"x\""};
    QTest::newRow("message field") << std::string{"status == 486"};
}

void TestStatistics::everyFigureLeadsBack()
{
    QFETCH(const std::string, filter);
    Options options;
    options.filter = filter;
    const auto report = compute(*m_table, options);
    QVERIFY(report.has_value());
    std::size_t rows = 0;
    for (const Section& section : report->sections) {
        for (const Row& row : section.rows) {
            const auto parsed = filter::Filter::parse(row.filter, row.list);
            QVERIFY2(std::holds_alternative<filter::Filter>(parsed), row.filter.c_str());
            session::Query query;
            query.scope = row.list;
            query.filter = std::get<filter::Filter>(parsed);
            const auto found = m_table->select(query);
            QVERIFY(found.has_value());
            QVERIFY2(found->size() == row.count, (section.key + " " + row.name + ": " + row.filter).c_str());
            ++rows;
        }
    }
    QVERIFY(rows > 15);
}

void TestStatistics::saysWhereAFilterIsWrong()
{
    Options options;
    options.filter = "status ==";
    const auto report = compute(*m_table, options);
    QVERIFY(!report.has_value());
    QCOMPARE(report.error().code, base::ErrorCode::FilterInvalid);
}

void TestStatistics::canBeCancelled()
{
    std::stop_source stop;
    stop.request_stop();
    const auto report = compute(*m_table, {}, stop.get_token());
    QVERIFY(!report.has_value());
    QCOMPARE(report.error().code, base::ErrorCode::Cancelled);
}

QTEST_GUILESS_MAIN(TestStatistics)
#include "tst_statistics.moc"
