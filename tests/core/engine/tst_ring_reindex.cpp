// SPDX-License-Identifier: GPL-3.0-or-later
// A session that has lost its beginning to a ring is made again from what is left.
#include "core/engine/capture_engine.h"
#include "core/filter/filter.h"
#include "core/session/primary.h"
#include "core/session/session_reader.h"
#include "tests/support/temp_session.h"

#include <QTest>

using namespace core;
using namespace core::session;
using namespace tests::support;
using namespace std::chrono_literals;

namespace {

constexpr std::uint64_t ringBytes = 3U << 20U;

std::unique_ptr<SessionWriter> ringWriter(const TempSession& session, WhenPresent whenPresent)
{
    WriterOptions options;
    options.whenPresent = whenPresent;
    options.ring.bytes = ringBytes;
    auto writer = SessionWriter::create(session.path(), options);
    if (!writer)
        qFatal("%s", base::describe(writer.error()).c_str());
    return std::move(*writer);
}

std::string callIdIn(const std::string& message)
{
    const auto begin = message.find("Call-ID: ") + 9;
    return message.substr(begin, message.find("\r\n", begin) - begin);
}

void write(const TempSession& session, SessionWriter& writer, SessionFiller& filler, std::size_t calls,
           bool withMarks)
{
    for (const ScriptMessage& message : busyTraffic(calls)) {
        filler.add(message);
        if (filler.messages().size() % 400 != 0)
            continue;
        QVERIFY(filler.commit());
        if (!withMarks || filler.messages().size() % 8'000 != 0)
            continue;
        QTRY_COMPARE(writer.progress().lastMessage.value,
                     static_cast<std::int64_t>(filler.messages().size()));
        QVERIFY(setMark(session.path(), {callIdIn(filler.messages().back()), {}, "keep", {}}));
    }
    QVERIFY(filler.commit());
}

/// Everything that the lists say, a line per row.
std::vector<std::string> rowsOf(const TempSession& session)
{
    std::vector<std::string> rows;
    const auto reader = SessionReader::open(session.path());
    const auto messages = (*reader)->messageIds();
    for (std::size_t row = 0; row < messages->size(); ++row) {
        const base::MessageId id{messages->idAt(row)};
        const auto record = (*reader)->messages(std::array{id});
        std::string line = record->front().callId + " " + std::to_string(record->front().call.value);
        for (const filter::Field& field : filter::allFields()) {
            if (field.scope == filter::Scope::Message && filter::hasColumn(field.id))
                line += "\t" + filter::textOf({&field, {}}, record->front(), nullptr, {});
        }
        rows.push_back(line);
    }
    const auto calls = (*reader)->callKeys();
    for (std::size_t row = 0; row < calls->size(); ++row) {
        const auto record = (*reader)->calls(std::array{base::CallKey{calls->idAt(row)}});
        std::string line;
        for (const filter::Field& field : filter::allFields()) {
            if (field.scope == filter::Scope::Call && filter::hasColumn(field.id))
                line +=
                    "\t" + filter::formatValue(filter::valueOf({&field, {}}, record->front()), field.type);
        }
        const auto chain = (*reader)->messagesOfCall(record->front().key);
        for (const base::MessageId id : *chain)
            line += " " + std::to_string(id.value);
        rows.push_back(line);
    }
    return rows;
}

} // namespace

class RingReindexTest : public QObject {
    Q_OBJECT

private slots:
    void rowsStay();
};

void RingReindexTest::rowsStay()
{
    const TempSession session;
    {
        const auto writer = ringWriter(session, WhenPresent::Fail);
        SourceRow source;
        source.kind = "hep";
        source.name = "test";
        source.received = source.stored = source.messages = 4'711;
        source.tallies = {{.fate = FrameFate::SipMessage, .frames = 4'711, .examples = {{1}, {2}}}};
        writer->addSource(source);
        SessionFiller filler{*writer};
        write(session, *writer, filler, 8'000, true);
        QVERIFY(writer->close());
    }
    const auto reader = SessionReader::open(session.path());
    QVERIFY(reader);
    const auto before = (*reader)->progress();
    QVERIFY(before && before->messagesGone > 10'000);
    QVERIFY((*reader)->messageIds()->runs().size() > 5);
    QVERIFY((*reader)->callsWithoutStart()->size() > 100);
    const std::vector<std::string> rows = rowsOf(session);

    const auto report = engine::reindexSession(session.path());
    QVERIFY2(report, report ? "" : base::describe(report.error()).c_str());
    QVERIFY2(report->losses.empty(), report->losses.empty() ? "" : report->losses.front().c_str());
    const std::vector<std::string> again = rowsOf(session);
    for (std::size_t i = 0; i < std::min(rows.size(), again.size()); ++i)
        QVERIFY2(again[i] == rows[i], (again[i] + "\nbefore: " + rows[i]).c_str());
    QCOMPARE(again.size(), rows.size());
    const auto rebuilt = SessionReader::open(session.path());
    const auto after = (*rebuilt)->progress();
    QVERIFY(after);
    QVERIFY(after->firstTime == before->firstTime && after->lastTime == before->lastTime);
    QCOMPARE(after->messages(), before->messages());
    QCOMPARE(after->calls(), before->calls());
    QCOMPARE(after->framesGone, before->framesGone);
    const auto sources = (*rebuilt)->sources();
    QCOMPARE(sources->front().received, std::uint64_t{4'711});
    QCOMPARE(sources->front().count(FrameFate::SipMessage), std::uint64_t{4'711});
    QVERIFY(checkSession(session.path())->damages.empty());

    // The ring goes on with it, and what was marked stays.
    const auto writer = ringWriter(session, WhenPresent::Append);
    SessionFiller filler{*writer};
    write(session, *writer, filler, 8'000, false);
    QVERIFY(writer->close());
    const auto last = SessionReader::open(session.path());
    QVERIFY((*last)->progress()->messagesGone > after->messagesGone + 10'000);
    const auto check = checkSession(session.path());
    QVERIFY2(check->damages.empty(), check->damages.empty() ? "" : check->damages.front().c_str());
    const auto marks = (*last)->marks();
    QVERIFY(marks && marks->size() > 3);
    for (const Mark& mark : *marks) {
        const auto call = (*last)->findCall(mark.callId);
        QVERIFY2(call, mark.callId.c_str());
        QVERIFY(!(*last)->messagesOfCall(call->key)->empty());
    }
}

QTEST_GUILESS_MAIN(RingReindexTest)
#include "tst_ring_reindex.moc"
