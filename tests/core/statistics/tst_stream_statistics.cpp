// SPDX-License-Identifier: GPL-3.0-or-later
// What is counted of RTP streams, and how it leads back to calls.
#include "core/statistics/statistics.h"
#include "tests/support/temp_session.h"

#include <QTest>

#include <algorithm>

using namespace core;
using namespace core::statistics;
using namespace tests::support;

namespace {

constexpr std::string_view traffic = R"(
    alice -> proxy INVITE 1 at=0.000 call-id=one
    bob   -> proxy INVITE 1 at=1.000 call-id=two
    carol -> proxy INVITE 1 at=2.000 call-id=three
    dave  -> proxy REGISTER 1 at=3.000 call-id=r1 expires=3600
    erin  -> proxy REGISTER 1 at=4.000 call-id=r2 expires=3600
)";

/// Of 100 packets that were expected; jitter in ms.
session::StreamRow streamOf(std::int64_t id, std::int64_t call, std::string codec, std::int64_t lost,
                            double jitter)
{
    session::StreamRow row;
    row.id = id;
    row.call.value = call;
    row.codec = std::move(codec);
    row.ssrc = static_cast<std::uint32_t>(id);
    row.counters.packets = static_cast<std::uint64_t>(100 - lost);
    row.counters.expected = 100;
    row.counters.missing = lost;
    row.counters.gaps.missed = static_cast<std::uint64_t>(lost);
    row.counters.gaps.losses = static_cast<std::uint32_t>(lost);
    row.counters.jitter.mean = jitter;
    row.counters.clockRate = 8'000;
    return row;
}

} // namespace

class TestStreamStatistics : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void codecs();
    void binsOfLoss();
    void binsOfJitter();
    void binsOfMos();
    void ofAFilter();
    void everyBinLeadsToItsCalls();
    void withoutStreamsThereIsNothing();

private:
    [[nodiscard]] static QStringList lines(session::SessionTable& table, std::string_view key,
                                           const std::string& filter = {});

    TempSession m_place;
    std::unique_ptr<session::SessionTable> m_table;
};

void TestStreamStatistics::initTestCase()
{
    m_place.fill(readCallScript(traffic));
    const auto writer = m_place.writer(session::Durability::Live, session::WhenPresent::Append);
    writer->upsertStream(streamOf(1, 1, "PCMA", 0, 0.5));
    writer->upsertStream(streamOf(2, 1, "PCMA", 20, 30));
    writer->upsertStream(streamOf(3, 2, "G729", 0, 1));
    writer->upsertStream(streamOf(4, 3, "H264", 3, 2)); // no speech, no MOS
    writer->upsertStream(streamOf(5, 0, "PCMU", 0, 0)); // of no call
    QVERIFY(writer->commit());
    QVERIFY(writer->close());
    auto table = session::SessionTable::open(m_place.path());
    QVERIFY(table.has_value());
    m_table = std::move(*table);
}

/// "name|value|…|calls"
QStringList TestStreamStatistics::lines(session::SessionTable& table, std::string_view key,
                                        const std::string& filter)
{
    Options options;
    options.filter = filter;
    const auto report = compute(table, options);
    if (!report)
        qFatal("no report");
    QStringList all;
    for (const Section& section : report->sections) {
        for (const Row& row : section.rows) {
            if (section.key != key)
                continue;
            QStringList words{QString::fromStdString(row.name)};
            for (const auto& value : row.values)
                words.append(value ? QString::number(*value, 'g', 5) : QStringLiteral("-"));
            words.append(QString::number(row.count));
            all.append(words.join('|'));
        }
    }
    return all;
}

void TestStreamStatistics::codecs()
{
    QStringList found = lines(*m_table, "media_codecs");
    // MOS by G.107 is checked where it is calculated; here it counts that video has none.
    for (QString& line : found)
        line = line.section('|', 0, 5) + (line.section('|', 6, 6) == "-" ? "|no MOS" : "|MOS") +
               line.section('|', 8, -1, QString::SectionIncludeLeadingSep);
    // PCMA: 20 of 200 packets lost, jitter 15.25 ms in the mean and 30 at worst; both streams in one call.
    QCOMPARE(found, (QStringList{"PCMA|2|180|10|0.01525|0.03|MOS|1", "G729|1|100|0|0.001|0.001|MOS|1",
                                 "H264|1|97|3|0.002|0.002|no MOS|1", "PCMU|1|100|0|0|0|MOS|0"}));
}

void TestStreamStatistics::binsOfLoss()
{
    QStringList expected{"0 %|0|0.001|3|60|60|2"}; // PCMU is of no call
    for (const char* empty :
         {"0.001 .. 0.1 %|0.001|0.1", "0.1 .. 0.5 %|0.1|0.5", "0.5 .. 1 %|0.5|1", "1 .. 2 %|1|2"})
        expected.append(QString::fromLatin1(empty) + "|0|0|60|0");
    expected.append({"2 .. 5 %|2|5|1|20|80|1", "5 .. 10 %|5|10|0|0|80|0", "10 .. 20 %|10|20|0|0|80|0",
                     ">= 20 %|20|-|1|20|100|1"});
    QCOMPARE(lines(*m_table, "media_loss"), expected);
}

void TestStreamStatistics::binsOfJitter()
{
    const QStringList found = lines(*m_table, "media_jitter");
    QCOMPARE(found.size(), 9);
    QCOMPARE(found[0], QStringLiteral("0 .. 1 ms|0|0.001|2|40|40|1"));
    QCOMPARE(found[1], QStringLiteral("1 .. 2 ms|0.001|0.002|1|20|60|1")); // 1 ms belongs here
    QCOMPARE(found[2], QStringLiteral("2 .. 5 ms|0.002|0.005|1|20|80|1"));
    QCOMPARE(found[5], QStringLiteral("20 .. 50 ms|0.02|0.05|1|20|100|1"));
}

void TestStreamStatistics::binsOfMos()
{
    const QStringList found = lines(*m_table, "media_mos");
    QCOMPARE(found.size(), 6);
    int streams = 0;
    for (const QString& line : found)
        streams += line.section('|', 3, 3).toInt();
    QCOMPARE(streams, 4);                                                        // not the video
    QCOMPARE(found[0].section('|', 0, 3), QStringLiteral("1 .. 2.58|1|2.58|1")); // a fifth was lost
}

void TestStreamStatistics::ofAFilter()
{
    QCOMPARE(lines(*m_table, "media_codecs", "call_id == \"two\"").size(), 1);
    QCOMPARE(lines(*m_table, "media_loss", "call_id == \"two\"").front(),
             QStringLiteral("0 %|0|0.001|1|100|100|1"));
    QVERIFY(lines(*m_table, "media_loss", "call_id == \"r1\"").isEmpty());
}

void TestStreamStatistics::everyBinLeadsToItsCalls()
{
    for (const char* filter : {"", "call_id == \"one\""}) {
        Options options;
        options.filter = filter;
        const auto report = compute(*m_table, options);
        QVERIFY(report.has_value());
        for (const Section& section : report->sections) {
            for (const Row& row : section.rows) {
                session::Query query;
                query.scope = row.list;
                query.filter = std::get<filter::Filter>(filter::Filter::parse(row.filter, row.list));
                const auto found = m_table->select(query);
                QVERIFY2(found.has_value() && found->size() == row.count, row.filter.c_str());
            }
        }
    }
}

void TestStreamStatistics::withoutStreamsThereIsNothing()
{
    const TempSession place;
    place.fill(readCallScript("alice -> bob INVITE 1 call-id=one"));
    const auto table = session::SessionTable::open(place.path());
    QVERIFY(table.has_value());
    for (const char* key : {"media_codecs", "media_loss", "media_jitter", "media_mos"})
        QVERIFY2(lines(**table, key).isEmpty(), key);
}

QTEST_GUILESS_MAIN(TestStreamStatistics)
#include "tst_stream_statistics.moc"
