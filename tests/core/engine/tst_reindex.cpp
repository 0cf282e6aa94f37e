// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/file_source.h"
#include "core/engine/capture_engine.h"
#include "core/session/link_decisions.h"
#include "core/session/primary.h"
#include "core/session/session_reader.h"
#include "tests/support/capture_file_builder.h"
#include "tests/support/command.h"
#include "tests/support/frame_builder.h"
#include "tests/support/hep_builder.h"
#include "tests/support/rtp_builder.h"
#include "tests/support/script_capture.h"
#include "tests/support/temp_session.h"

#include <QTest>

using namespace core;
using namespace core::engine;
using namespace tests::support;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A bit of everything that decoding has to put together: calls, TCP, fragments, HEP, media, waste.
Bytes mixedCapture()
{
    std::vector<PcapPacket> packets;
    const auto add = [&](const Bytes& frame) {
        const auto number = static_cast<std::uint32_t>(packets.size());
        packets.push_back({1'700'000'000 + number / 10, number % 10 * 100'000, frame, 0});
    };
    for (const ScriptMessage& message : busyTraffic(20))
        add(ethernet(ip(message.path.source.address.toString(), message.path.destination.address.toString(),
                        udp(message.path.source.port, message.path.destination.port, text(message.bytes)))));
    const std::string sip{sampleSip};
    const auto tcpTo = [](std::uint32_t sequence, std::string_view payload) {
        return ethernet(ip("192.0.2.9", "192.0.2.10", tcp(40'000, 5060, sequence, text(payload))));
    };
    add(tcpTo(1, sip.substr(0, 50)));
    add(tcpTo(1, sip.substr(0, 50)));
    add(tcpTo(51, sip.substr(50) + sip.substr(0, 90)));
    for (const Bytes& fragment : fragments("192.0.2.3", "192.0.2.4", udp(5060, 5060, text(sip)), 64))
        add(ethernet(fragment));
    add(ethernet(
        ip("203.0.113.9", "203.0.113.10",
           udp(33'333, 9060, Hep3Builder{}.usualHeader().text(core::hep::ChunkType::Payload, sip).build()))));
    add(ethernet(ip("192.0.2.1", "192.0.2.2",
                    udp(10'000, 20'000, join({hex("80 00 00 01 00 00 00 a0 11 22 33 44"), pattern(160)})))));
    for (std::uint16_t i = 0; i < 60; ++i)
        add(ethernet(ip("192.0.2.1", "192.0.2.2",
                        udp(10'002, 20'002, rtp({.payloadType = 8, .sequence = i, .timestamp = i * 800U})))));
    add(ethernet(hex("45 00 00"), 0x0800));
    add(ethernet(ip("192.0.2.3", "192.0.2.4", udp(5060, 5060, text("SIP/2.0 200\r\nbroken")))));
    return pcapFile(packets);
}

QByteArray view(const std::filesystem::path& session, const char* name)
{
    const CommandResult result =
        runProgram(u"sqlite3"_s, {u"-readonly"_s, QString::fromStdString(session.string()),
                                  u"SELECT * FROM %1"_s.arg(QLatin1StringView{name})});
    return result.exitCode == 0 ? result.output : "failed: " + result.complaints;
}

void import(const TempSession& session, const Bytes& bytes = mixedCapture())
{
    const std::string capture = (session.folder() / "mixed.pcap").string();
    QVERIFY(writeFile(capture, bytes));
    auto engine = CaptureEngine::create(
        {.session = session.path(), .writer = {core::session::Durability::Import, {}, {}}, .recorder = {}});
    QVERIFY(engine);
    (*engine)->addSource(std::make_unique<capture::FileSource>(std::vector<std::string>{capture}));
    QVERIFY((*engine)->waitForSources(20s));
    QVERIFY((*engine)->stop());
}

} // namespace

class ReindexTest : public QObject {
    Q_OBJECT

private slots:
    void givesTheSameSession_data();
    void givesTheSameSession();
    void bindingsAreTheSame();
    void keepsWhatPeopleAdded();
    void savesWhatADamagedFileHas();
    void whatEarlierProgramsKeptIsUnknown();
    void leavesAnythingElseAlone();
};

void ReindexTest::givesTheSameSession_data()
{
    QTest::addColumn<QByteArray>("view");
    for (const char* name : {"messages", "calls", "sources", "registrations", "drops", "frame_classes",
                             "streams", "stream_rows", "stream_intervals"})
        QTest::newRow(name) << QByteArray{name};
}

void ReindexTest::givesTheSameSession()
{
    QFETCH(QByteArray, view);
    const TempSession session;
    import(session);
    const QByteArray before = ::view(session.path(), view);
    QVERIFY2(!before.startsWith("failed"), before);
    QVERIFY(view == "registrations" || view == "drops" || !before.isEmpty());
    const auto report = reindexSession(session.path());
    QVERIFY(report);
    QVERIFY(report->losses.empty());
    QCOMPARE(::view(session.path(), view), before);
}

/// Among them one that expired, and one whose request was never answered: time tells both times.
void ReindexTest::bindingsAreTheSame()
{
    const TempSession session;
    import(session, captureOfScript(R"(
        alice -> proxy REGISTER 1 to=alice at=0 contact=<sip:a@h> expires=60
        proxy -> alice 200 1 at=1 contact=<sip:a@h>;expires=60
        bob -> proxy REGISTER 1 call-id=two to=bob at=2 contact=<sip:b@h> expires=60
        carol -> proxy REGISTER 1 call-id=three to=carol at=100 contact=<sip:c@h> expires=60
        proxy -> carol 200 1 call-id=three at=101 contact=<sip:c@h>;expires=60)"));
    const QByteArray before = ::view(session.path(), "bindings");
    QCOMPARE(before.count("|expired|sip:alice@example.com|sip:a@h|"), 1);
    QCOMPARE(before.count("|failed|sip:bob@example.com|sip:b@h|"), 1);
    QCOMPARE(before.count("|registered|sip:carol@example.com|sip:c@h|"), 1);
    QVERIFY(reindexSession(session.path()));
    QCOMPARE(::view(session.path(), "bindings"), before);
}

void ReindexTest::keepsWhatPeopleAdded()
{
    const TempSession session;
    import(session);
    core::session::Mark mark;
    mark.callId = "sample@192.0.2.1";
    mark.label = "look here";
    QVERIFY(core::session::setMark(session.path(), mark));
    const core::session::LinkDecision link{"a", "b", core::session::LinkVerdict::Rejected, "strangers"};
    QVERIFY(core::session::setLinkDecision(session.path(), link));
    QVERIFY(reindexSession(session.path()));
    const auto reader = core::session::SessionReader::open(session.path());
    QVERIFY(reader);
    const auto marks = (*reader)->marks();
    QVERIFY(marks);
    QCOMPARE(marks->size(), std::size_t{1});
    QCOMPARE(marks->front().label, mark.label);
    QCOMPARE(marks->front().callId, mark.callId);
    QCOMPARE((*reader)->linkDecisions().value(), std::vector{link});
}

void ReindexTest::savesWhatADamagedFileHas()
{
    const TempSession session;
    import(session);
    // The first page holds SQLite's own tables: without them only the blocks' magic tells where frames lie.
    QFile file{QString::fromStdString(session.path().string())};
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.seek(100));
    QCOMPARE(file.write(QByteArray(3'000, 'x')), qint64{3'000});
    file.close();
    const auto report = reindexSession(session.path());
    QVERIFY2(report, report ? "" : base::describe(report.error()).c_str());
    QVERIFY(!report->losses.empty());
    for (const std::string& loss : report->losses) // what is being done is no advice
        QVERIFY2(loss.find("Run 'rhapsode-cli reindex'") == std::string::npos, loss.c_str());
    QVERIFY(report->messages > 100);
    const auto check = core::session::checkSession(session.path());
    QVERIFY(check);
    QVERIFY(check->damages.empty());
}

void ReindexTest::whatEarlierProgramsKeptIsUnknown()
{
    const TempSession session;
    import(session, captureOfScript("alice -> bob OPTIONS 1"));
    const auto choice = [&] {
        const auto reader = session::SessionReader::open(session.path());
        const auto sources = reader ? (*reader)->sources() : reader.error();
        return sources && sources->size() == 1 ? sources->front().choice
                                               : session::FrameChoice{.rtp = RtpPolicy::None};
    };
    QVERIFY(choice() == session::FrameChoice{});
    const CommandResult removed = runProgram(
        u"sqlite3"_s, {QString::fromStdString(session.path().string()), u"DROP TABLE source_choices"_s});
    QVERIFY2(removed.exitCode == 0, removed.complaints.constData());
    QVERIFY(!choice());
    QVERIFY(reindexSession(session.path()));
    QVERIFY(!choice());
}

void ReindexTest::leavesAnythingElseAlone()
{
    const TempSession session;
    const Bytes content = text("no session at all");
    QVERIFY(writeFile(session.path().string(), content));
    const auto report = reindexSession(session.path());
    QVERIFY(!report);
    QCOMPARE(report.error().code, base::ErrorCode::NotASession);
    QFile file{QString::fromStdString(session.path().string())};
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray{"no session at all"});
    QVERIFY(!reindexSession(session.folder() / "missing.rhapsode"));
}

QTEST_GUILESS_MAIN(ReindexTest)
#include "tst_reindex.moc"
