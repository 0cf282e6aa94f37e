// SPDX-License-Identifier: GPL-3.0-or-later
// A list over a real session: how it answers, grows, and stays quick with a million rows.
#include "ui/models/list_feed.h"

#include "core/session/session_writer.h"
#include "core/sip/message.h"
#include "ui/adapt/text.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include <array>

using namespace Qt::StringLiterals;
using namespace ui::models;
using ui::session::SessionLoader;

namespace {

constexpr int patience = 60'000;

/// Writes OPTIONS requests, a hundred to a call, without decoding anything.
class Recorder {
public:
    explicit Recorder(const std::filesystem::path& path)
    {
        core::session::WriterOptions options;
        options.durability = core::session::Durability::Import;
        auto created = core::session::SessionWriter::create(path, options);
        if (created) {
            m_writer = std::move(*created);
            core::session::SourceRow source;
            source.kind = "file";
            source.name = "made.pcap";
            m_source = m_writer->addSource(source);
        }
    }

    [[nodiscard]] bool isOpen() const { return m_writer != nullptr; }

    void add(int count)
    {
        for (int i = 0; i < count; ++i)
            addMessage(m_next++);
        m_isGood = m_isGood && m_writer->commit();
    }

    bool close() { return m_writer->close() && m_isGood; }

private:
    void addMessage(int number)
    {
        const int call = number / 100;
        const std::string text =
            "OPTIONS sip:b@192.0.2.2 SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK" +
            std::to_string(number) + "\r\nFrom: <sip:a" + std::to_string(call % 50) +
            "@example.com>;tag=1\r\nTo: <sip:b@example.com>\r\nCall-ID: " + std::to_string(call) +
            "@192.0.2.1\r\nCSeq: 1 OPTIONS\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n";
        const std::span bytes{reinterpret_cast<const std::byte*>(text.data()), text.size()};
        core::net::FrameHeader header;
        header.captured =
            core::base::fromNanoseconds(1'789'386'067'000'000'000 + std::int64_t{number} * 1'000'000);
        header.arrived = header.captured;
        header.source = m_source;
        header.link = core::net::LinkType::Raw;
        header.length = static_cast<std::uint32_t>(text.size());
        header.originalLength = header.length;
        const auto frame = m_writer->addFrame(header, bytes, core::session::BlockStream::Signalling);

        if (!m_message.parse(bytes))
            m_isGood = false;
        core::session::NewMessage message;
        message.message = &m_message;
        message.track.call = {call + 1};
        message.track.previousInCall = m_last;
        message.captured = header.captured;
        message.arrived = header.arrived;
        message.source = m_source;
        message.path.transport = core::net::Transport::Udp;
        message.frame = frame;
        message.frames = std::span{&frame, 1};
        if (number % 100 == 0)
            message.track.previousInCall = {};
        m_last = m_writer->addMessage(message);

        core::call::CallRecord record;
        record.key = {call + 1};
        record.callId = std::string{m_message.callId()};
        record.type = core::call::CallType::Options;
        record.state = core::call::CallState::Answered;
        record.method = "OPTIONS";
        record.fromUser = std::string{m_message.fromUser()};
        record.firstTime = header.captured - std::chrono::milliseconds{number % 100};
        record.lastTime = header.captured;
        record.firstMessage = {number - number % 100 + 1};
        record.lastMessage = m_last;
        record.messages = static_cast<std::uint32_t>(number % 100 + 1);
        if (number % 100 == 99 || number % 100 == 0)
            m_writer->upsertCall(record);
    }

    std::unique_ptr<core::session::SessionWriter> m_writer;
    core::base::SourceId m_source;
    core::sip::Message m_message;
    core::base::MessageId m_last;
    int m_next = 0;
    bool m_isGood = true;
};

core::filter::Filter filterOf(std::string_view text, core::filter::Scope scope)
{
    auto parsed = core::filter::Filter::parse(text, scope);
    return std::holds_alternative<core::filter::Filter>(parsed) ? std::get<core::filter::Filter>(parsed)
                                                                : core::filter::Filter{};
}

} // namespace

class ListFeedTest : public QObject {
    Q_OBJECT

private slots:

    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void growsWhileItIsRead();
    void holdsBackWhatWouldMoveTheRows();
    void staysQuickWithAMillionRows();

private:
    [[nodiscard]] std::filesystem::path path() const
    {
        return ui::adapt::path(m_folder->filePath(u"made.rhapsode"_s));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void ListFeedTest::growsWhileItIsRead()
{
    Recorder recorder(path());
    QVERIFY(recorder.isOpen());
    recorder.add(1'000);
    SessionLoader loader(path());
    MessageModel model;
    ListFeed feed(model);
    feed.setLoader(&loader);
    QTRY_VERIFY_WITH_TIMEOUT((loader.refresh(), model.rowCount() == 1'000), patience);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    recorder.add(500);
    QTRY_VERIFY_WITH_TIMEOUT((loader.refresh(), model.rowCount() == 1'500), patience);
    QCOMPARE(reset.count(), 0); // appended

    feed.setFilter(filterOf("from.user == \"a12\"", core::filter::Scope::Message));
    QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), 100, patience);
    QCOMPARE(model.idAt(0), 1'201);
    recorder.add(5'000); // calls 15 to 64: a12 calls once more
    QTRY_VERIFY_WITH_TIMEOUT((loader.refresh(), model.rowCount() == 200), patience);
    QVERIFY(recorder.close());
}

void ListFeedTest::holdsBackWhatWouldMoveTheRows()
{
    Recorder recorder(path());
    QVERIFY(recorder.isOpen());
    recorder.add(1'000);
    SessionLoader loader(path());
    MessageModel model;
    ListFeed feed(model);
    feed.setLoader(&loader);
    core::filter::FieldReference time;
    time.field = &core::filter::field(core::filter::FieldId::MessageTime);
    QTRY_VERIFY_WITH_TIMEOUT((loader.refresh(), model.rowCount() == 1'000), patience);
    feed.setSort(time, core::session::SortOrder::Descending);
    QTRY_COMPARE_WITH_TIMEOUT(model.idAt(0), 1'000, patience);
    recorder.add(7);
    QTRY_VERIFY_WITH_TIMEOUT((loader.refresh(), feed.waiting() == 7), patience);
    QCOMPARE(model.rowCount(), 1'000);
    QCOMPARE(model.idAt(0), 1'000);
    feed.showWaiting();
    QTRY_COMPARE_WITH_TIMEOUT(model.idAt(0), 1'007, patience);
    QCOMPARE(feed.waiting(), 0);

    feed.setSort({}, core::session::SortOrder::Ascending);
    QTRY_COMPARE_WITH_TIMEOUT(model.idAt(0), 1, patience);
    feed.setPaused(true);
    recorder.add(3);
    QTRY_VERIFY_WITH_TIMEOUT((loader.refresh(), feed.waiting() == 3), patience);
    QCOMPARE(model.rowCount(), 1'007);
    feed.setPaused(false);
    QCOMPARE(model.rowCount(), 1'010);
    QVERIFY(recorder.close());
}

void ListFeedTest::staysQuickWithAMillionRows()
{
    constexpr int rows = 1'000'000;
    Recorder recorder(path());
    QVERIFY(recorder.isOpen());
    for (int i = 0; i < rows; i += 10'000)
        recorder.add(10'000);
    QVERIFY(recorder.close());

    SessionLoader loader(path());
    MessageModel model;
    ListFeed feed(model);
    feed.setLoader(&loader);
    QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), rows, patience);

    int messageColumn = 0;
    while (model.headerData(messageColumn, Qt::Horizontal, Qt::DisplayRole) != u"Message"_s)
        ++messageColumn;
    // Jumping about as a user who drags the scroll bar: no screen may hold up the window.
    qint64 slowest = 0;
    for (int top = 0; top < rows; top += 37'777) {
        QElapsedTimer timer;
        timer.start();
        for (int row = top; row < std::min(top + 40, rows); ++row)
            (void)model.index(row, messageColumn).data();
        slowest = std::max(slowest, timer.elapsed());
        QCoreApplication::processEvents();
    }
    QVERIFY2(slowest < 50, qPrintable(u"a screen took %1 ms"_s.arg(slowest)));
    (void)model.index(rows - 1, messageColumn).data();
    QTRY_COMPARE_WITH_TIMEOUT(model.index(rows - 1, messageColumn).data().toString(), u"OPTIONS"_s, patience);

    QElapsedTimer timer;
    timer.start();
    feed.setFilter(filterOf("from.user == \"a7\"", core::filter::Scope::Message));
    QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), rows / 50, patience);
    QVERIFY2(timer.elapsed() < 10'000, qPrintable(u"filtering took %1 ms"_s.arg(timer.elapsed())));
}

QTEST_MAIN(ListFeedTest)
#include "tst_list_feed.moc"
