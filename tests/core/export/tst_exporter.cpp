// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/exporter.h"

#include "core/base/ascii.h"
#include "core/hep/hep_encoder.h"
#include "core/session/session_writer.h"
#include "core/sip/message.h"
#include "tests/core/export/tshark.h"
#include "tests/support/frame_builder.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace core;
using namespace core::exporting;
using net::LinkType;

namespace {

constexpr std::string_view hepKey = "sesame-open-now";
constexpr std::int64_t start = 1'700'000'000'000'000'000;

std::string request(const std::string& method, const std::string& callId)
{
    return method +
           " sip:bob@b.example SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\r\nMax-Forwards: 70\r\n"
           "From: <sip:alice@a.example>;tag=1\r\nTo: <sip:bob@b.example>\r\nCall-ID: " +
           callId + "\r\nCSeq: 1 " + method + "\r\nContent-Length: 0\r\n\r\n";
}

/// Puts messages into a session file as the engine would.
class SessionBuilder {
public:
    explicit SessionBuilder(const std::filesystem::path& path)
        : m_writer(std::move(*session::SessionWriter::create(path, {})))
    {
        for (const char* name : {"lo", "hep+udp://127.0.0.1:9060"}) {
            session::SourceRow source;
            source.kind = "file";
            source.name = name;
            m_sources.push_back(m_writer->addSource(source));
        }
    }

    /// A message in a frame of its own. `nanoseconds` after the start.
    void add(LinkType link, const std::string& text, std::int64_t nanoseconds)
    {
        using namespace tests::support;
        const net::Path path{endpoint("192.0.2.1", 5060), endpoint("192.0.2.2", 5062), net::Transport::Udp};
        Bytes bytes = ip("192.0.2.1", "192.0.2.2", udp(5060, 5062, tests::support::text(text)));
        if (link == LinkType::Ethernet)
            bytes = ethernet(bytes);
        if (link == LinkType::LinuxSll)
            bytes = join({hex("0000 0001 0006 020000000001 0000 0800"), bytes});
        if (link == LinkType::Hep)
            bytes = hepPacket(path, text, nanoseconds);
        net::FrameHeader header;
        header.captured = header.arrived = base::fromNanoseconds(start + nanoseconds);
        header.source = link == LinkType::Hep ? m_sources[1] : m_sources[0];
        header.link = link;
        header.originalLength = static_cast<std::uint32_t>(bytes.size());
        const base::FrameNumber frame = m_writer->addFrame(header, bytes, session::BlockStream::Signalling);

        sip::Message message;
        if (!message.parse(base::asBytes(text)))
            std::abort(); // the test itself is wrong
        call::CallRecord& call = m_calls[std::string{message.callId()}];
        if (!call.key)
            call.key.value = static_cast<std::int64_t>(m_calls.size());
        session::NewMessage added;
        added.message = &message;
        added.track.call = call.key;
        added.track.previousInCall = call.lastMessage;
        added.captured = added.arrived = header.captured;
        added.source = header.source;
        added.path = path;
        added.frame = frame;
        added.tunnel = link == LinkType::Hep ? "hep" : "";
        added.frameOffset = static_cast<std::uint32_t>(bytes.size() - text.size());
        const base::MessageId id = m_writer->addMessage(added);
        call.callId = message.callId();
        call.method = message.cseq().method;
        call.firstTime = call.messages == 0 ? header.captured : call.firstTime;
        call.lastTime = header.captured;
        call.firstMessage = call.messages == 0 ? id : call.firstMessage;
        call.lastMessage = id;
        call.path = path;
        ++call.messages;
        m_writer->upsertCall(call);
    }

    base::Status close() { return m_writer->close(); }

private:
    static tests::support::Bytes hepPacket(const net::Path& path, const std::string& text,
                                           std::int64_t nanoseconds)
    {
        hep::HepPacket packet;
        packet.path = path;
        packet.captured = base::fromNanoseconds(start + nanoseconds);
        packet.payloadType = hep::PayloadType::Sip;
        packet.authenticationKey = hepKey;
        packet.payload = base::asBytes(text);
        tests::support::Bytes bytes;
        if (!encodeHep3(packet, bytes))
            std::abort(); // the test itself is wrong
        return bytes;
    }

    std::unique_ptr<session::SessionWriter> m_writer;
    std::vector<base::SourceId> m_sources;
    std::map<std::string, call::CallRecord> m_calls;
};

} // namespace

class ExporterTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<session::SessionReader> m_reader;

    QString path(const char* name) const { return m_folder.filePath(name); }

    base::Result<ExportSummary> exported(const char* name, std::vector<std::int64_t> ids,
                                         ExportOptions options = {})
    {
        options.file = path(name).toStdString();
        options.format = *formatOf(options.file);
        options.overwrite = true;
        for (const std::int64_t id : ids)
            options.messages.push_back({id});
        return exportSelection(*m_reader, options);
    }

    QByteArray content(const char* name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(no file)");
    }

    static QString notes(const ExportSummary& summary)
    {
        QStringList list;
        for (const std::string& note : summary.notes)
            list << QString::fromStdString(note).section(' ', 0, 3);
        return list.join(", ");
    }

private slots:

    /// 1 Ethernet, 2 raw IP with odd nanoseconds, 3 Linux cooked, 4 HEP, 5 Ethernet.
    void initTestCase()
    {
        SessionBuilder builder{path("test.rhapsode").toStdString()};
        builder.add(LinkType::Ethernet, request("INVITE", "one"), 1'000);
        builder.add(LinkType::Raw, request("OPTIONS", "two"), 2'001);
        builder.add(LinkType::LinuxSll, request("MESSAGE", "three"), 3'000);
        builder.add(LinkType::Hep, request("INFO", "four"), 4'000);
        builder.add(LinkType::Ethernet, request("BYE", "one"), 5'000);
        const base::Status closed = builder.close();
        QVERIFY2(closed.has_value(), closed ? "" : describe(closed.error()).c_str());
        auto reader = session::SessionReader::open(path("test.rhapsode").toStdString());
        QVERIFY2(reader.has_value(), reader ? "" : describe(reader.error()).c_str());
        m_reader = *std::move(reader);
    }

    void captures_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QList<int>>("ids");
        QTest::addColumn<QString>("magic");
        QTest::addColumn<QStringList>("expected"); // time, encapsulation, method, Call-ID
        QTest::addColumn<QString>("expectedNotes");
        const QString one = "1700000000.000001000|1|INVITE|one";
        const QString bye = "1700000000.000005000|1|BYE|one";
        QTest::newRow("pcap, one link type")
            << "a.pcap" << QList<int>{5, 1} << "d4c3b2a1" << QStringList{one, bye} << "";
        QTest::newRow("pcap, each frame once")
            << "a.pcap" << QList<int>{1, 1} << "d4c3b2a1" << QStringList{one} << "";
        QTest::newRow("pcap, nanoseconds") << "a.pcap" << QList<int>{2} << "4d3cb2a1"
                                           << QStringList{"1700000000.000002001|7|OPTIONS|two"} << "";
        QTest::newRow("pcap, several link types")
            << "a.pcap" << QList<int>{1, 3, 4} << "d4c3b2a1"
            << QStringList{one, "1700000000.000003000|1|MESSAGE|three", "1700000000.000004000|1|INFO|four"}
            << "1 packet was received, 1 packet was given";
        QTest::newRow("pcapng, all") << "a.pcapng" << QList<int>{1, 2, 3, 4, 5} << "0a0d0d0a"
                                     << QStringList{one, "1700000000.000002001|7|OPTIONS|two",
                                                    "1700000000.000003000|25|MESSAGE|three",
                                                    "1700000000.000004000|1|INFO|four", bye}
                                     << "1 packet was received";
    }

    void captures()
    {
        QFETCH(QString, name);
        QFETCH(QList<int>, ids);
        QFETCH(QStringList, expected);
        const base::Result<ExportSummary> summary = exported(qPrintable(name), {ids.begin(), ids.end()});
        QVERIFY2(summary.has_value(), summary ? "" : describe(summary.error()).c_str());
        QTEST(QString(content(qPrintable(name)).left(4).toHex()), "magic");
        QTEST(notes(*summary), "expectedNotes");
        QCOMPARE(qsizetype(summary->packets), expected.size());
        QCOMPARE(qsizetype(summary->bytes), content(qPrintable(name)).size());
        if (!tests::hasTshark())
            QSKIP("tshark is not installed");
        QCOMPARE(tests::tsharkFields(path(qPrintable(name)),
                                     {"frame.time_epoch", "frame.encap_type", "sip.Method", "sip.Call-ID"}),
                 expected);
    }

    /// The session holds HEP packets as they came, with the key; nothing that leaves it does.
    void keysOfHepStayBehind()
    {
        const auto stored = m_reader->frame({4});
        QVERIFY(stored.has_value());
        QVERIFY(base::asText(stored->bytes).find(hepKey) != std::string_view::npos);
        for (const char* name : {"k.pcap", "k.pcapng", "k.txt", "k.csv", "k.json"}) {
            QVERIFY(exported(name, {1, 2, 3, 4, 5}).has_value());
            QVERIFY2(content(name).contains("INFO"), name);
            QVERIFY2(!content(name).contains(hepKey.data()), name);
        }
    }

    void textsAreExact()
    {
        QVERIFY(exported("a.txt", {1, 4}).has_value());
        QCOMPARE(content("a.txt"),
                 QByteArray::fromStdString(
                     "2023-11-14 22:13:20.000001000Z  192.0.2.1:5060 -> 192.0.2.2:5062  udp\n" +
                     request("INVITE", "one") +
                     "\n2023-11-14 22:13:20.000004000Z  192.0.2.1:5060 -> 192.0.2.2:5062  udp\n" +
                     request("INFO", "four")));
    }

    void rowsOfMessages()
    {
        ExportOptions options;
        for (const char* name : {"id", "source", "method", "branch", "sip.Max-Forwards"})
            options.fields.push_back({name, filter::findField(name, filter::Scope::Message)});
        QVERIFY(exported("a.csv", {4, 1, 99}, options).has_value());
        QCOMPARE(content("a.csv"),
                 "id,source,method,branch,sip.Max-Forwards\r\n"
                 "4,hep+udp://127.0.0.1:9060,INFO,z9hG4bK1,70\r\n1,lo,INVITE,z9hG4bK1,70\r\n");
        QVERIFY(exported("a.json", {5}, options).has_value());
        QCOMPARE(content("a.json"), "{\"id\":5,\"source\":\"lo\",\"method\":\"BYE\",\"branch\":\"z9hG4bK1\","
                                    "\"sip.Max-Forwards\":\"70\"}\n");
    }

    void callsBringTheirMessages()
    {
        ExportOptions options;
        options.calls = {m_reader->findCall("one").value().key};
        const auto summary = exported("a.txt", {1}, options);
        QVERIFY(summary.has_value());
        QCOMPARE(summary->rows, std::uint64_t{2});

        options.rows = filter::Scope::Call;
        for (const char* name : {"call_id", "messages"})
            options.fields.push_back({name, filter::findField(name, filter::Scope::Call)});
        QVERIFY(exported("a.csv", {}, options).has_value());
        QCOMPARE(content("a.csv"), "call_id,messages\r\none,2\r\n");
    }

    void canBeCancelled()
    {
        std::stop_source source;
        source.request_stop();
        ExportOptions options;
        options.file = path("cancelled.pcap").toStdString();
        options.format = ExportFormat::Pcap;
        options.messages = {{1}};
        const auto result = exportSelection(*m_reader, options, {}, source.get_token());
        QVERIFY(!result.has_value());
        QCOMPARE(result.error().code, base::ErrorCode::Cancelled);
        QVERIFY(QDir(m_folder.path()).entryList({"*cancelled*"}, QDir::Files | QDir::Hidden).isEmpty());
    }

    void progressEndsAtTheEnd()
    {
        ExportOptions options;
        options.file = path("p.pcap").toStdString();
        options.format = ExportFormat::Pcap;
        options.messages = {{1}, {5}};
        std::uint64_t done = 0;
        std::uint64_t total = 0;
        QVERIFY(exportSelection(*m_reader, options, [&](const ExportProgress& progress) {
                    QVERIFY(progress.done > done);
                    done = progress.done;
                    total = progress.total;
                }).has_value());
        QVERIFY(done > 0);
        QCOMPARE(done, total);
    }

    void formats()
    {
        QCOMPARE(*formatOf("a/b.PCAP"), ExportFormat::Pcap);
        QCOMPARE(*formatOf("x.pcapng"), ExportFormat::Pcapng);
        QVERIFY(!formatOf("x.doc").has_value());
        QVERIFY(!formatOf("pcap").has_value());
    }
};

QTEST_GUILESS_MAIN(ExporterTest)
#include "tst_exporter.moc"
