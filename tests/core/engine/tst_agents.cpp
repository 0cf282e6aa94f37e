// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/hep_listener.h"
#include "core/engine/agent_table.h"
#include "core/engine/capture_engine.h"
#include "core/session/session_reader.h"
#include "core/session/session_writer.h"
#include "tests/support/hep_builder.h"
#include "tests/support/udp_sender.h"

#include <QtTest>

using namespace core;
using namespace core::engine;
using namespace tests::support;
using namespace std::chrono_literals;

namespace {

constexpr std::int64_t second = 1'760'000'000;

base::Timestamp at(std::int64_t milliseconds)
{
    return base::fromSecondsAndNanoseconds(second, 0) + std::chrono::milliseconds{milliseconds};
}

HepSighting sighting(std::uint32_t id, std::int64_t arrivedMs, std::int64_t clockMs)
{
    return {.source = base::SourceId{1},
            .sender = net::IpAddress::parse("192.0.2.1").value(),
            .transport = net::Transport::Udp,
            .agentId = id,
            .agentName = "edge",
            .version = 3,
            .payloadType = hep::PayloadType::Sip,
            .defects = {},
            .bytes = 500,
            .captured = at(clockMs),
            .arrived = at(arrivedMs)};
}

Bytes packet(std::string_view key, std::uint8_t type, std::string_view payload)
{
    return Hep3Builder{}
        .usualHeader()
        .number(hep::ChunkType::PayloadType, type, 1)
        .text(hep::ChunkType::AuthenticationKey, key)
        .text(hep::ChunkType::AgentName, "edge")
        .text(hep::ChunkType::Payload, payload)
        .build();
}

/// What must be the same after reindexing.
QString describe(const std::vector<session::AgentSummary>& agents)
{
    QString text;
    for (const auto& agent : agents) {
        text += QStringLiteral("%1 %2 %3 %4 v%5 %6 packets, refused %7 [%8] %9 |")
                    .arg(agent.agentId ? QString::number(*agent.agentId) : QStringLiteral("-"))
                    .arg(QString::fromStdString(agent.name), QString::fromStdString(agent.address),
                         QString::fromStdString(agent.transport))
                    .arg(agent.version)
                    .arg(agent.packets)
                    .arg(agent.refused)
                    .arg(QString::fromStdString(agent.refusedWhy), QString::fromStdString(agent.payloads));
    }
    return text;
}

} // namespace

class TestAgents : public QObject {
    Q_OBJECT

private slots:
    void estimatesTheClockRobustly();
    void tellsOnlyChanges();
    void staysBounded();
    void listsAgentsAndRefusals();
    void givesNoRateForLessThanASecond();
};

void TestAgents::estimatesTheClockRobustly()
{
    AgentTable table;
    for (int i = 0; i < 100; ++i) {
        // Two seconds ahead; every fifth packet was held up for a minute, one carries a time of 2044.
        const std::int64_t delay = i % 5 == 0 ? 60'000 : 1;
        table.add(sighting(7, i * 10 + delay, i == 50 ? 600'000'000'000 : i * 10 + 2'000));
    }
    const auto rows = table.takeChanges();
    QCOMPARE(rows.size(), std::size_t{1});
    QCOMPARE(rows[0].packets, std::uint64_t{100});
    QCOMPARE(rows[0].bytes, std::uint64_t{50'000});
    QVERIFY(rows[0].clockOffset.has_value());
    QCOMPARE(rows[0].clockOffset->count(), std::chrono::nanoseconds{1'999ms}.count());

    HepSighting timeless = sighting(8, 0, 0);
    timeless.captured.reset();
    table.add(timeless);
    QVERIFY(!table.takeChanges().at(0).clockOffset.has_value());
}

void TestAgents::tellsOnlyChanges()
{
    AgentTable table;
    table.add(sighting(1, 0, 0));
    table.add(sighting(2, 0, 0));
    QVERIFY(table.hasChanges());
    QCOMPARE(table.takeChanges().size(), std::size_t{2});
    QVERIFY(!table.hasChanges());
    HepSighting report = sighting(2, 5, 5);
    report.payloadType = hep::PayloadType::RtcpJson;
    report.defects.add(hep::HepDefect::TimeMissing);
    table.add(report);
    const auto rows = table.takeChanges();
    QCOMPARE(rows.size(), std::size_t{1});
    QCOMPARE(rows[0].number, std::uint32_t{2});
    QCOMPARE(rows[0].payloads, std::string{"sip:1,rtcp-json:1"});
    QCOMPARE(rows[0].defects, std::string{"time-missing"});
    QCOMPARE(rows[0].last, at(5));
}

void TestAgents::staysBounded()
{
    AgentTable table;
    for (std::uint32_t id = 1; id <= 5'000; ++id)
        table.add(sighting(id, 0, 0));
    const auto rows = table.takeChanges();
    QCOMPARE(rows.size(), AgentTable::maximumAgents + 1);
    std::uint64_t packets = 0;
    for (const auto& row : rows)
        packets += row.packets;
    QCOMPARE(packets, std::uint64_t{5'000});
    const auto others = std::ranges::find(rows, 0U, &session::AgentRow::number);
    QVERIFY(others != rows.end());
    QCOMPARE(others->packets, std::uint64_t{5'000 - AgentTable::maximumAgents});
}

void TestAgents::listsAgentsAndRefusals()
{
    const QTemporaryDir folder;
    const std::filesystem::path path = folder.path().toStdString() + "/agents.rhapsode";
    {
        auto engine = CaptureEngine::create({.session = path, .writer = {}, .recorder = {}});
        QVERIFY(engine.has_value());
        (*engine)->addSource(capture::makeHepListener(
            {capture::parseHepUrl("hep+udp://127.0.0.1:0").value(), {.key = "myHep", .allowed = {}}, {}}));
        QTRY_VERIFY_WITH_TIMEOUT(!(*engine)->progress().readyLines.empty(), 10'000);
        const std::string line = (*engine)->progress().readyLines.front();
        const UdpSender sender{
            capture::parseHepUrl(line.substr(std::string_view{"listening "}.size())).value().endpoint};
        QVERIFY(sender.send(packet("myHep", 1, sampleSip)));
        QVERIFY(sender.send(packet("myHep", 5, "{\"type\":200}")));
        QVERIFY(sender.send(packet("myHep", 100, "a line of a log")));
        QVERIFY(sender.send(packet("wrong", 1, sampleSip)));
        QVERIFY(sender.send(LegacyHep{}.build()));
        QTRY_VERIFY_WITH_TIMEOUT((*engine)->progress().framesReceived == 5, 10'000);
        QVERIFY((*engine)->stop().has_value());
        const EngineProgress progress = (*engine)->progress();
        QCOMPARE(progress.framesStored, std::uint64_t{3});
        QCOMPARE(progress.framesRefused, std::uint64_t{2});
        QCOMPARE(progress.framesReceived, std::uint64_t{5});
    }
    const auto read = [&path] {
        auto reader = session::SessionReader::open(path);
        const auto agents = (*reader)->agents();
        return agents ? describe(*agents) : QString::fromStdString(base::describe(agents.error()));
    };
    const QString agents = read();
    QCOMPARE(agents, QStringLiteral("2001 edge 127.0.0.1 udp v3 3 packets, refused 2 "
                                    "[key-missing:1,key-wrong:1] sip:1,rtcp-json:1,log:1 |"));
    QVERIFY(reindexSession(path).has_value());
    QCOMPARE(read(), agents);
}

void TestAgents::givesNoRateForLessThanASecond()
{
    const QTemporaryDir folder;
    const std::filesystem::path path = folder.path().toStdString() + "/rate.rhapsode";
    AgentTable table;
    for (const std::int64_t ms : {0, 1, 999})
        table.add(sighting(1, ms, ms));
    for (const std::int64_t ms : {0, 500, 1'000})
        table.add(sighting(2, ms, ms));
    {
        auto writer = session::SessionWriter::create(path, {});
        QVERIFY(writer.has_value());
        session::SourceRow source;
        source.kind = "hep";
        (*writer)->addSource(source);
        for (session::AgentRow& agent : table.takeChanges())
            (*writer)->updateAgent(std::move(agent));
        QVERIFY((*writer)->close().has_value());
    }
    auto reader = session::SessionReader::open(path);
    const auto agents = (*reader)->agents();
    QCOMPARE(agents->size(), std::size_t{2});
    QVERIFY(!agents->at(0).rate.has_value()); // three packets in a moment are not 3,000 a second
    QCOMPARE(agents->at(1).rate.value(), 2.0);
}

QTEST_GUILESS_MAIN(TestAgents)
#include "tst_agents.moc"
