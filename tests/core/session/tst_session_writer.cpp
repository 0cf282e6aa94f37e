// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ascii.h"
#include "core/session/session_reader.h"
#include "core/session/session_writer.h"
#include "tests/support/temp_session.h"

#include <QTest>

#include <numeric>

using namespace core;
using namespace core::session;
using namespace tests::support;

namespace {

constexpr const char* twoCalls = R"(
    alice -> proxy INVITE 1 call-id=one sdp=offer
    proxy -> alice 100 1 call-id=one
    carol -> proxy REGISTER 1 call-id=two
    proxy -> alice 180 1 call-id=one +1
    proxy -> alice 180 1 call-id=one resend +0.5
    proxy -> carol 200 1 call-id=two
    proxy -> alice 200 1 call-id=one +2 sdp=answer
    alice -> proxy ACK 1 call-id=one
)";

std::unique_ptr<SessionReader> readerOf(const TempSession& session)
{
    auto reader = SessionReader::open(session.path());
    if (!reader)
        qFatal("%s", qPrintable(QString::fromStdString(base::describe(reader.error()))));
    return std::move(*reader);
}

std::vector<base::MessageId> idsUpTo(std::size_t count)
{
    std::vector<base::MessageId> ids(count);
    std::int64_t next = 0;
    for (base::MessageId& id : ids)
        id.value = ++next;
    return ids;
}

QByteArray textOf(const base::Result<std::vector<std::byte>>& bytes)
{
    if (!bytes)
        return QByteArray::fromStdString(base::describe(bytes.error()));
    return {reinterpret_cast<const char*>(bytes->data()), static_cast<qsizetype>(bytes->size())};
}

/// Everything that was written comes back byte for byte.
void compareBytes(SessionReader& reader, const SessionFiller& filler)
{
    for (const SessionFiller::Frame& written : filler.frames()) {
        const auto frame = reader.frame(written.number);
        QVERIFY2(frame, qPrintable(QString::number(written.number.value)));
        QVERIFY(frame->bytes == written.bytes);
        QCOMPARE(frame->header.length, static_cast<std::uint32_t>(written.bytes.size()));
    }
    std::size_t next = 0;
    const auto done = reader.forEachFrame([&](const StoredFrame& frame) {
        const bool isSame = next < filler.frames().size() && frame.number == filler.frames()[next].number &&
                            frame.bytes == filler.frames()[next].bytes;
        ++next;
        return isSame;
    });
    QVERIFY(done);
    QCOMPARE(next, filler.frames().size());
    for (std::size_t i = 0; i < filler.messages().size(); ++i)
        QCOMPARE(textOf(reader.messageBytes({static_cast<std::int64_t>(i) + 1})),
                 QByteArray::fromStdString(filler.messages()[i]));
    const auto ids = idsUpTo(filler.messages().size());
    std::vector<std::string> scanned(ids.size());
    QVERIFY(reader.scanMessages(
        ids,
        [&](std::size_t index, std::span<const std::byte> bytes) { scanned[index] = base::asText(bytes); },
        {}));
    QVERIFY(scanned == filler.messages());
}

} // namespace

class SessionWriterTest : public QObject {
    Q_OBJECT

private slots:
    void bytesComeBack_data();
    void bytesComeBack();
    void rowsComeBack();
    void callsComeBack();
    void aReaderSeesWhatIsCommitted();
    void changedCallsAreSeenAfterAnImport();
    void appendingGoesOn();
    void finishedCallsAreFound();
    void unreadFilesAreTheSameInTheEnd();
    void aSecondWriterIsRefused();
    void existingFiles();
    void closedSessionsAreOneFile();
};

void SessionWriterTest::bytesComeBack_data()
{
    QTest::addColumn<int>("durability");
    QTest::addColumn<int>("messagesPerCommit");
    QTest::newRow("live, often") << static_cast<int>(Durability::Live) << 30;
    QTest::newRow("live") << static_cast<int>(Durability::Live) << 100;
    QTest::newRow("import") << static_cast<int>(Durability::Import) << 700;
    QTest::newRow("import in one go") << static_cast<int>(Durability::Import) << 1'000'000;
}

void SessionWriterTest::bytesComeBack()
{
    QFETCH(int, durability);
    QFETCH(int, messagesPerCommit);
    const TempSession session;
    const auto writer = session.writer(static_cast<Durability>(durability));
    SessionFiller filler{*writer};
    int count = 0;
    for (const ScriptMessage& message : busyTraffic(400)) {
        if (++count % 50 == 0)
            filler.addInPieces(message);
        else
            filler.add(message);
        if (count % 20 == 0)
            filler.addOther(static_cast<std::size_t>(count), BlockStream::Media, message.captured);
        if (count % 70 == 0)
            filler.addOther(30'000, BlockStream::Rest, message.captured);
        if (count % 90 == 0)
            writer->skipFrame();
        if (count % messagesPerCommit == 0)
            QVERIFY(filler.commit());
        if (count == 1'500 && messagesPerCommit < count) { // half-way, with an unsealed tail
            QTRY_VERIFY(writer->progress().lastMessage.value >= count - messagesPerCommit);
            const auto reader = readerOf(session);
            QCOMPARE(textOf(reader->messageBytes({1'400})),
                     QByteArray::fromStdString(filler.messages()[1'399]));
        }
    }
    QVERIFY(filler.commit());
    QVERIFY(writer->close());
    compareBytes(*readerOf(session), filler);
}

void SessionWriterTest::rowsComeBack()
{
    const TempSession session;
    const auto writer = session.writer();
    SourceRow source;
    source.kind = "hep";
    source.name = "hep+udp://127.0.0.1:9060";
    source.received = 9;
    source.tallies = {{.fate = FrameFate::OtherPayload,
                       .detail = core::net::FrameDetail::Rtp,
                       .frames = 4,
                       .notStored = 1,
                       .examples = {{2}, {5}, {9}}}};
    source.droppedByKernel = 2;
    QCOMPARE(writer->addSource(source).value, 1);
    SessionFiller filler{*writer};
    filler.setAgent(2001, "edge", "abc-1");
    filler.add(readCallScript(twoCalls));
    QVERIFY(filler.commit());
    source.id.value = 1;
    source.warnings = {"cut short"};
    writer->updateSource(source);
    QVERIFY(writer->close());

    const auto reader = readerOf(session);
    const auto rows = reader->messages(idsUpTo(9));
    QVERIFY(rows);
    QCOMPARE(rows->size(), std::size_t{8});
    const call::MessageRecord& invite = rows->at(0);
    QCOMPARE(invite.method, std::string{"INVITE"});
    QCOMPARE(invite.kind, sip::Kind::Request);
    QCOMPARE(invite.callId, std::string{"one"});
    QCOMPARE(invite.cseq, 1U);
    QCOMPARE(invite.cseqMethod, std::string{"INVITE"});
    QCOMPARE(invite.fromUser, std::string{"alice"});
    QCOMPARE(invite.toUser, std::string{"bob"});
    QCOMPARE(invite.path.source.toString(), std::string{"192.0.2.1:5060"});
    QCOMPARE(invite.path.transport, net::Transport::Udp);
    QCOMPARE(invite.captured, scriptStart());
    QCOMPARE(invite.size, static_cast<std::uint32_t>(filler.messages()[0].size()));
    QVERIFY(invite.hasSdp);
    QCOMPARE(invite.agentId, 2001U);
    QCOMPARE(invite.agentName, std::string{"edge"});
    QCOMPARE(invite.correlationId, std::string{"abc-1"});
    const call::MessageRecord& ringing = rows->at(3);
    QCOMPARE(ringing.status, std::uint16_t{180});
    QCOMPARE(ringing.reason, std::string{"Ringing"});
    QCOMPARE(ringing.method, std::string{});
    QVERIFY(!ringing.hasSdp);
    QCOMPARE(rows->at(4).retransmissionOf.value, 4);
    QCOMPARE(rows->at(4).duplicateOf.value, 0);
    QCOMPARE(rows->at(7).frame, filler.frames()[7].number);

    const auto sources = reader->sources();
    QVERIFY(sources);
    QCOMPARE(sources->size(), std::size_t{1});
    QCOMPARE(sources->front().name, source.name);
    QVERIFY(sources->front().tallies == source.tallies);
    QVERIFY(sources->front().warnings == source.warnings);
    QCOMPARE(sources->front().droppedByKernel, std::uint64_t{2});
    QCOMPARE(reader->messageBytes({9}).error().code, base::ErrorCode::MessageUnknown);
    QCOMPARE(reader->frame({9}).error().code, base::ErrorCode::MessageUnknown);
}

void SessionWriterTest::callsComeBack()
{
    const TempSession session;
    const auto writer = session.writer();
    SessionFiller filler{*writer};
    std::vector<call::CallRecord> expected;
    filler.add(readCallScript(twoCalls));
    filler.tracker().takeChanged([&](const call::CallRecord& record) {
        expected.push_back(record);
        writer->upsertCall(record);
    });
    QVERIFY(writer->close());

    const auto reader = readerOf(session);
    for (const call::CallRecord& record : expected) {
        const auto found = reader->findCall(record.callId);
        QVERIFY(found);
        QCOMPARE(found->key, record.key);
        QCOMPARE(found->state, record.state);
        QCOMPARE(found->messages, record.messages);
        QCOMPARE(found->lastTime, record.lastTime);
        QVERIFY(found->inviteTime == record.inviteTime);
        QVERIFY(found->answerTime == record.answerTime);
        QVERIFY(found->endTime == record.endTime);
        QVERIFY(found->expires == record.expires);
        QCOMPARE(found->firstFromTag, record.firstFromTag);
        QCOMPARE(found->remoteTag, record.remoteTag);
        QCOMPARE(found->finalStatus, record.finalStatus);
        QCOMPARE(found->finalReason, record.finalReason);
        QVERIFY(found->path == record.path);
    }
    const auto ids = reader->messagesOfCall(expected.front().key);
    QVERIFY(ids);
    QVERIFY((*ids == std::vector<base::MessageId>{{1}, {2}, {4}, {5}, {7}, {8}}));
    QCOMPARE(reader->findCall("three").error().code, base::ErrorCode::CallUnknown);
}

void SessionWriterTest::aReaderSeesWhatIsCommitted()
{
    const TempSession session;
    const auto writer = session.writer();
    SessionFiller filler{*writer};
    const auto messages = readCallScript(twoCalls);
    const auto reader = readerOf(session);
    for (std::size_t i = 0; i < messages.size(); ++i) {
        filler.add(messages[i]);
        QVERIFY(filler.commit());
        const base::MessageId id{static_cast<std::int64_t>(i) + 1};
        QTRY_COMPARE(writer->progress().lastMessage, id);
        const auto progress = reader->progress();
        QVERIFY(progress);
        QCOMPARE(progress->lastMessage, id);
        QCOMPARE(textOf(reader->messageBytes(id)), QByteArray::fromStdString(messages[i].bytes));
        const auto row = reader->messages(std::array{id});
        QVERIFY(row);
        const auto call = reader->findCall(row->front().callId);
        QVERIFY(call);
        QCOMPARE(call->lastMessage, id);
    }
}

void SessionWriterTest::changedCallsAreSeenAfterAnImport()
{
    const TempSession session;
    const auto messages = busyTraffic(300);
    const auto writer = session.writer(Durability::Import);
    SessionFiller filler{*writer};
    for (std::size_t i = 0; i < messages.size(); ++i) {
        filler.add(messages[i]);
        if (i % 40 == 0)
            QVERIFY(filler.commit());
    }
    QVERIFY(filler.commit());
    QVERIFY(writer->close());
    const auto reader = readerOf(session);
    std::uint32_t total = 0;
    for (std::int64_t key = 1; key <= 300; ++key) {
        const auto call = reader->calls(std::array{base::CallKey{key}});
        QVERIFY(call && call->size() == 1);
        total += call->front().messages;
        const auto ids = reader->messagesOfCall({key});
        QVERIFY(ids);
        QCOMPARE(ids->size(), static_cast<std::size_t>(call->front().messages));
    }
    QCOMPARE(total, static_cast<std::uint32_t>(messages.size()));
}

void SessionWriterTest::appendingGoesOn()
{
    const TempSession session;
    session.fill(readCallScript(twoCalls));
    const auto writer = session.writer(Durability::Live, WhenPresent::Append);
    QCOMPARE(writer->nextMessage().value, 9);
    QCOMPARE(writer->nextFrame().value, 9);
    QCOMPARE(writer->lastCallAtStart().value, 2);
    QCOMPARE(writer->addSource({}).value, 2);
    SessionFiller filler{*writer};
    filler.add(
        readCallScript("alice -> proxy BYE 2 call-id=one at=60\n dave -> proxy OPTIONS 1 call-id=three"));
    QVERIFY(filler.commit());
    QVERIFY(writer->close());

    const auto reader = readerOf(session);
    const auto call = reader->findCall("one");
    QVERIFY(call);
    QCOMPARE(call->key.value, 1);
    QCOMPARE(call->messages, 7U);
    const auto ids = reader->messagesOfCall({1});
    QVERIFY(ids);
    QCOMPARE(ids->back().value, 9);
    QCOMPARE(reader->findCall("three")->key.value, 3);
    QCOMPARE(textOf(reader->messageBytes({10})), QByteArray::fromStdString(filler.messages()[1]));
    QCOMPARE(reader->messages(std::array{base::MessageId{10}})->front().fromUser, std::string{"dave"});
}

void SessionWriterTest::finishedCallsAreFound()
{
    const TempSession session;
    const auto writer = session.writer(Durability::Import);
    SessionFiller filler{*writer};
    filler.add(readCallScript(twoCalls));
    QVERIFY(!writer->find("one"));
    QVERIFY(filler.commit());
    QVERIFY(writer->find("one"));
    for (int i = 0; i < 6; ++i)
        QVERIFY(writer->commit());
    QTRY_COMPARE(writer->progress().lastMessage.value, 8);
    const auto found = writer->find("one");
    QVERIFY(found);
    QCOMPARE(found->messages, 6U);
    QCOMPARE(found->callId, std::string{"one"});
    QVERIFY(!writer->find("nobody"));
}

/// Written without a WAL: calls that left memory are still found meanwhile, and once closed the file is one
/// that others read while somebody appends.
void SessionWriterTest::unreadFilesAreTheSameInTheEnd()
{
    const TempSession session;
    auto created =
        SessionWriter::create(session.path(), {Durability::Import, WhenPresent::Fail, "test", true});
    QVERIFY(created);
    SessionFiller filler{**created};
    filler.add(readCallScript(twoCalls));
    QVERIFY(filler.commit());
    for (int i = 0; i < 6; ++i)
        QVERIFY((*created)->commit());
    QTRY_COMPARE((*created)->progress().lastMessage.value, 8);
    QVERIFY(!std::filesystem::exists(session.path().string() + "-wal"));
    const auto found = (*created)->find("one");
    QVERIFY(found);
    QCOMPARE(found->messages, 6U);
    QVERIFY((*created)->close());
    created->reset();

    const auto appending = session.writer(Durability::Live, WhenPresent::Append);
    const auto reader = readerOf(session);
    QCOMPARE(reader->progress()->lastMessage.value, 8);
    compareBytes(*reader, filler);
    SessionFiller more{*appending};
    more.add(readCallScript("dave -> proxy OPTIONS 1 call-id=three"));
    QVERIFY(more.commit());
    QTRY_COMPARE(reader->progress()->lastMessage.value, 9);
}

void SessionWriterTest::aSecondWriterIsRefused()
{
    const TempSession session;
    const auto first = session.writer();
    const auto second =
        SessionWriter::create(session.path(), {Durability::Live, WhenPresent::Append, "test"});
    QVERIFY(!second);
    QCOMPARE(second.error().code, base::ErrorCode::SessionBusy);
    QVERIFY(first->close());
}

void SessionWriterTest::existingFiles()
{
    const TempSession session;
    session.fill(readCallScript(twoCalls));
    const auto refused = SessionWriter::create(session.path(), {});
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, base::ErrorCode::FileExists);
    const auto nowhere = SessionWriter::create(session.folder() / "no" / "where", {});
    QVERIFY(!nowhere);
    QCOMPARE(nowhere.error().code, base::ErrorCode::FileNotFound);
    const auto writer = session.writer(Durability::Live, WhenPresent::Overwrite);
    QCOMPARE(writer->nextMessage().value, 1);
}

void SessionWriterTest::closedSessionsAreOneFile()
{
    const TempSession session;
    session.fill(readCallScript(twoCalls));
    static_cast<void>(readerOf(session)->progress());
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator{session.folder()})
        names.push_back(entry.path().filename());
    QCOMPARE(names, std::vector<std::string>{"test.rhapsode"});
    QVERIFY(looksLikeSession(session.path()));
    QVERIFY(removeSession(session.path()));
    QVERIFY(!looksLikeSession(session.path()));
}

QTEST_GUILESS_MAIN(SessionWriterTest)
#include "tst_session_writer.moc"
