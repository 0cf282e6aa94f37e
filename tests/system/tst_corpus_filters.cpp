// SPDX-License-Identifier: GPL-3.0-or-later
// The filter language on real captures: every field at least once. The evaluator, which looks at columns and
// reads bytes only where they decide, must find what the slow reference finds, which takes one row at a time
// and parses every message anew; and tshark must find the same messages with the Wireshark form of a filter.
#include "core/filter/stream_fields.h"
#include "core/filter/wireshark_filter.h"
#include "core/session/session_table.h"
#include "core/sip/message.h"
#include "tests/core/export/tshark.h"
#include "tests/support/command.h"

#include <QtTest>

#include <map>
#include <set>

using namespace core;
using filter::Filter;
using filter::Scope;

namespace {

struct Capture {
    QString name;
    QString path;
};

std::vector<Capture> captures()
{
    std::vector<Capture> list;
    const QString corpus = qEnvironmentVariable("RHAPSODE_CORPUS");
    QFile index{corpus + QStringLiteral("/INDEX.tsv")};
    if (corpus.isEmpty() || !index.open(QIODevice::ReadOnly))
        return list;
    while (!index.atEnd()) {
        const QList<QByteArray> row = index.readLine().split('\t');
        const bool isCapture = row.size() > 11 && row[7].startsWith("capture") && row[8].contains("pcap");
        if (isCapture && row[11].toInt() > 0)
            list.push_back(
                {QString::fromUtf8(row[0]), corpus + QStringLiteral("/files/") + QString::fromUtf8(row[0])});
    }
    return list;
}

/// All rows of a session as records, with what stands behind them.
struct Rows {
    std::vector<call::MessageRecord> messages;
    std::vector<call::CallRecord> calls;
    std::vector<std::vector<std::byte>> bytes;
    std::vector<std::string> sources;
    base::Timestamp last;

    explicit Rows(session::SessionReader& reader)
    {
        const auto progress = reader.progress();
        std::vector<base::MessageId> ids;
        for (std::int64_t id = 1; id <= progress->lastMessage.value; ++id)
            ids.push_back({id});
        std::vector<base::CallKey> keys;
        for (std::int64_t key = 1; key <= progress->lastCall.value; ++key)
            keys.push_back({key});
        messages = *reader.messages(ids);
        std::vector<call::StreamField> ofStreams;
        for (const filter::Field& field : filter::streamFields)
            ofStreams.push_back(filter::streamFieldOf(field.id));
        reader.setStreamFields(std::move(ofStreams));
        calls = *reader.calls(keys);
        for (const call::MessageRecord& message : messages) {
            auto read = reader.messageBytes(message.id);
            bytes.push_back(read ? std::move(*read) : std::vector<std::byte>{});
            last = std::max(last, message.captured);
        }
        // Of the fields that no call is read with, the reference is told of those that cost little.
        const auto bindings = reader.registrations();
        for (const call::RegistrationRecord& binding : *bindings)
            calls.at(static_cast<std::size_t>(binding.call.value) - 1).registrations.push_back(binding);
        const auto known = reader.sources();
        for (const auto& source : *known)
            sources.push_back(source.name);
    }

    [[nodiscard]] std::vector<filter::MessageWithBytes> messagesOf(base::CallKey call) const
    {
        std::vector<filter::MessageWithBytes> list;
        for (std::size_t i = 0; i < messages.size(); ++i) {
            if (messages[i].call == call)
                list.push_back({&messages[i], bytes[i]});
        }
        return list;
    }

    /// Some value of the field, from the middle of the rows on.
    [[nodiscard]] std::string someValue(const filter::FieldReference& field) const
    {
        const std::size_t count = field.field->scope == Scope::Call ? calls.size() : messages.size();
        for (std::size_t i = 0; i < count; ++i) {
            const std::size_t row = (count / 2 + i) % count;
            std::vector<filter::Value> values;
            sip::Message message;
            if (field.field->scope == Scope::Call)
                values = valuesOf(field, calls[row]);
            else if (message.parse(bytes[row]))
                values = valuesOf(field, messages[row], &message, sources);
            if (!values.empty())
                return formatValue(values.front(), typeOf(field));
        }
        return {};
    }
};

QString quotedText(std::string_view text)
{
    QString result = QStringLiteral("\"");
    for (const char c : text.substr(0, 200)) {
        if (c == '"' || c == '\\')
            result += QLatin1Char('\\');
        // Other bytes stand for any character, and the test is then one of a text that is not there.
        result += c >= ' ' && c <= '~' ? QLatin1Char(c) : QLatin1Char('?');
    }
    return result + QLatin1Char('"');
}

/// Every field with values that it has here.
QStringList filtersOfEveryField(const Rows& rows)
{
    QStringList list;
    for (const filter::Field& field : filter::allFields()) {
        const bool isHeader = field.id == filter::FieldId::AnyHeader;
        const filter::FieldReference reference{&field, isHeader ? "Max-Forwards" : "", filter::Guard::None};
        const QString name =
            isHeader ? QStringLiteral("sip.Max-Forwards")
                     : (field.scope == Scope::Call ? QStringLiteral("call.") : QStringLiteral("msg.")) +
                           QString::fromStdString(std::string{field.name});
        list << name << QStringLiteral("not ") + name;
        const std::string value = rows.someValue(reference);
        const filter::ValueType type = typeOf(reference);
        if (value.empty())
            continue;
        const QString text = quotedText(value);
        list << name + QStringLiteral(" == ") + text << name + QStringLiteral(" != ") + text
             << QStringLiteral("any %1 != %2").arg(name, text)
             << QStringLiteral("all %1 == %2").arg(name, text)
             << QStringLiteral("every message %1 == %2").arg(name, text);
        if (type != filter::ValueType::Boolean)
            list << name + QStringLiteral(" >= ") + text << name + QStringLiteral(" < ") + text;
        if (type == filter::ValueType::Text)
            list << QStringLiteral("%1 contains %2").arg(name, quotedText(value.substr(0, 3)))
                 << name + QStringLiteral(" matches \"^[a-m].*[0-9]\"");
    }
    return list;
}

QStringList otherFilters()
{
    return {QStringLiteral("invite or bye"),
            QStringLiteral("not (\"sip\" and status)"),
            QStringLiteral("any message (msg.method == INVITE and has_sdp) and no message status == 200"),
            QStringLiteral("every message (kind == request or status < 300)"),
            QStringLiteral("no message (sip.Via contains tcp) or status in {100..199, 4xx}"),
            QStringLiteral("msg.time > now - 1 s and size > 0.4 kB"),
            QStringLiteral("call.pdd > 50 ms or call.duration < 1 s"),
            QStringLiteral("ip.addr == 10.0.0.0/8 or ip.addr != 192.168.0.0/16"),
            QStringLiteral("udp.port in {5060, 5061} and not sip.resend"),
            QStringLiteral("SIP.METHOD == REGISTER && !sip.Status-Code"),
            QStringLiteral("sip.Contact matches \"^<?sip:[^@]+@\""),
            QStringLiteral("all sdp.port > 1024 and sdp.codec contains pcm")};
}

/// What tshark is asked, too: its fields and ours with the same meaning.
QStringList filtersForWireshark()
{
    return {QStringLiteral("method == INVITE"),
            QStringLiteral("not method == INVITE"),
            QStringLiteral("method != ACK"),
            QStringLiteral("status == 4xx"),
            QStringLiteral("status in {100 .. 199, 200}"),
            QStringLiteral("status >= 300"),
            QStringLiteral("kind == response and not status == 100"),
            QStringLiteral("has_sdp"),
            QStringLiteral("has_sdp == false"),
            QStringLiteral("cseq.method == REGISTER or cseq > 100"),
            QStringLiteral("call_id contains A"),
            QStringLiteral("from.user matches \"^[0-9]+$\""),
            QStringLiteral("to.host contains 10"),
            QStringLiteral("to.tag"),
            QStringLiteral("not to.tag and request_uri contains sip"),
            QStringLiteral("port == 5060"),
            QStringLiteral("src.port != 5060"),
            QStringLiteral("udp.port == 5060"),
            QStringLiteral("src.ip in {10.0.0.0/8, 192.168.0.0/16}"),
            QStringLiteral("dst.ip != 127.0.0.1"),
            QStringLiteral("frame in {1..20}"),
            QStringLiteral("sdp.media_type == audio"),
            QStringLiteral("sdp.port > 10000"),
            QStringLiteral("sip.Max-Forwards == 70"),
            QStringLiteral("sip.Allow contains invite"),
            QStringLiteral("not sip.Contact"),
            QStringLiteral("asterisk")};
}

} // namespace

class TestCorpusFilters : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();

    void agreesWithTheReference_data() { allCaptures(); }

    void agreesWithTheReference();

    void agreesWithWireshark_data() { allCaptures(); }

    void agreesWithWireshark();
    void cleanupTestCase();

private:
    static void allCaptures();
    /// The capture as a session in m_folder; nothing when it is none.
    std::unique_ptr<session::SessionTable> imported(const QString& capture);
    static QString disagreement(session::SessionTable& table, const Rows& rows, const QString& text,
                                Scope scope);
    /// Frames of tshark's packets; "tshark:" and a sentence when it fails.
    static QStringList framesOf(const QString& capture, const QString& displayFilter);

    QTemporaryDir m_folder;
    int m_asked = 0;
    int m_comparedWithTshark = 0;
    qsizetype m_captures = 0; ///< that tshark was asked about
};

void TestCorpusFilters::initTestCase()
{
    if (captures().empty())
        QSKIP("RHAPSODE_CORPUS is not set: there are no captures to filter");
}

void TestCorpusFilters::allCaptures()
{
    QTest::addColumn<QString>("capture");
    for (const Capture& capture : captures())
        QTest::newRow(qPrintable(capture.name)) << capture.path;
}

std::unique_ptr<session::SessionTable> TestCorpusFilters::imported(const QString& capture)
{
    const QString path = m_folder.filePath(QStringLiteral("s.rhapsode"));
    const auto result = tests::support::runProgram(
        QStringLiteral(RHAPSODE_CLI),
        {QStringLiteral("import"), QStringLiteral("--overwrite"), QStringLiteral("-o"), path, capture});
    if (result.exitCode == 1)
        return nullptr;
    auto table = session::SessionTable::open(path.toStdString());
    return table ? std::move(*table) : nullptr;
}

QString TestCorpusFilters::disagreement(session::SessionTable& table, const Rows& rows, const QString& text,
                                        Scope scope)
{
    auto parsed = Filter::parse(text.toStdString(), scope);
    if (const auto* error = std::get_if<filter::FilterError>(&parsed)) {
        // A value of a stranger may be none that the field can have.
        return text.contains(QLatin1Char('?'))
                   ? QString{}
                   : text + QLatin1String(": ") + QString::fromStdString(error->sentence());
    }
    const Filter& written = std::get<Filter>(parsed);
    session::Query query;
    query.scope = scope;
    query.filter = written;
    const auto found = table.select(query);
    if (!found)
        return text + QLatin1String(": ") + QString::fromStdString(base::describe(found.error()));
    const Filter slow = written.withNow(rows.last);
    std::set<std::int64_t> ids;
    for (std::size_t row = 0; row < found->size(); ++row)
        ids.insert(found->idAt(row));
    const std::size_t count = scope == Scope::Call ? rows.calls.size() : rows.messages.size();
    std::map<std::int64_t, std::vector<filter::MessageWithBytes>> ofCall;
    for (std::size_t row = 0; row < count; ++row) {
        const base::CallKey key = scope == Scope::Call ? rows.calls[row].key : rows.messages[row].call;
        if (!ofCall.contains(key.value))
            ofCall[key.value] = rows.messagesOf(key);
        const auto& messages = ofCall[key.value];
        const auto call = static_cast<std::size_t>(key.value) - 1;
        const bool expected = scope == Scope::Call ? slow.matches(rows.calls[row], messages, rows.sources)
                                                   : slow.matches(rows.messages[row], rows.bytes[row],
                                                                  rows.sources, &rows.calls[call], messages);
        const std::int64_t id = scope == Scope::Call ? key.value : rows.messages[row].id.value;
        if (ids.contains(id) != expected)
            return QStringLiteral("%1: %2 %3 %4")
                .arg(text, scope == Scope::Call ? QStringLiteral("call") : QStringLiteral("message"))
                .arg(id)
                .arg(expected ? QStringLiteral("is missing") : QStringLiteral("is too many"));
    }
    return {};
}

void TestCorpusFilters::agreesWithTheReference()
{
    QFETCH(QString, capture);
    const auto table = imported(capture);
    if (!table)
        return; // tst_corpus_messages checks what is said of it
    const Rows rows{table->reader()};
    if (rows.messages.empty())
        return;
    QStringList wrong;
    QStringList all = filtersOfEveryField(rows) + otherFilters();
    // A capture of very many messages is asked every eighth filter.
    const qsizetype step = rows.messages.size() > 2'000 ? 8 : 1;
    for (qsizetype i = 0; i < all.size(); i += step) {
        // The reference does not look for findings; core/session/tst_known_findings does.
        if (all[i].contains(QLatin1String("call.findings")))
            continue;
        for (const Scope scope : {Scope::Message, Scope::Call}) {
            const QString difference = disagreement(*table, rows, all[i], scope);
            if (!difference.isEmpty())
                wrong.append(difference);
        }
        ++m_asked;
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(QLatin1Char('\n') + wrong.mid(0, 20).join(QLatin1Char('\n'))));
}

QStringList TestCorpusFilters::framesOf(const QString& capture, const QString& displayFilter)
{
    return tests::tsharkFields(capture, {QStringLiteral("frame.number")}, displayFilter);
}

void TestCorpusFilters::agreesWithWireshark()
{
    if (!tests::hasTshark())
        QSKIP("tshark is not installed");
    QFETCH(QString, capture);
    if (capture.contains(QLatin1String("/fuzz-")))
        return; // what is left of a header that a fuzzer broke is each program's own opinion
    const auto table = imported(capture);
    if (!table)
        return;
    const Rows rows{table->reader()};
    const QStringList seen = framesOf(capture, QStringLiteral("sip"));
    if (!seen.isEmpty() && seen.first().startsWith(QLatin1String("tshark:")))
        return; // a file that tshark cannot read
    // Frames that both see as one SIP message: tshark filters packets, we filter messages.
    std::map<QString, int> messagesIn;
    for (const auto& message : rows.messages)
        ++messagesIn[QString::number(message.frame.value)];
    const QStringList headers = framesOf(capture, QStringLiteral("sip.Call-ID"));
    const std::set<QString> known{headers.begin(), headers.end()};
    const auto isCommon = [&](const QString& frame) {
        const auto place = messagesIn.find(frame);
        return place != messagesIn.end() && place->second == 1 && known.contains(frame);
    };
    QStringList wrong;
    // tshark takes a second for each question, so that every capture is asked another two of them.
    const QStringList all = filtersForWireshark();
    const qsizetype first = 2 * m_captures++ % all.size();
    for (const QString& text : {all[first], all[(first + 1) % all.size()]}) {
        const Filter filter = std::get<Filter>(Filter::parse(text.toStdString(), Scope::Message));
        const filter::WiresharkFilter translated = asWireshark(filter);
        QVERIFY2(translated.leftOut.empty(), qPrintable(text));
        std::set<QString> ours;
        for (std::size_t i = 0; i < rows.messages.size(); ++i) {
            const QString frame = QString::number(rows.messages[i].frame.value);
            if (isCommon(frame) && filter.matches(rows.messages[i], rows.bytes[i], rows.sources))
                ours.insert(frame);
        }
        std::set<QString> theirs;
        for (const QString& frame : framesOf(capture, QString::fromStdString(translated.text))) {
            if (frame.startsWith(QLatin1String("tshark:")))
                wrong.append(text + QLatin1String(": ") + frame);
            else if (isCommon(frame))
                theirs.insert(frame);
        }
        m_comparedWithTshark += static_cast<int>(ours.size());
        if (ours != theirs)
            wrong.append(QStringLiteral("%1: %2 frames here, %3 in tshark")
                             .arg(text)
                             .arg(ours.size())
                             .arg(theirs.size()));
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(QLatin1Char('\n') + wrong.join(QLatin1Char('\n'))));
}

void TestCorpusFilters::cleanupTestCase()
{
    if (captures().empty())
        return;
    QVERIFY2(m_asked > 10'000, qPrintable(QString::number(m_asked)));
    qInfo() << m_asked << "filters asked," << m_comparedWithTshark << "matches compared with tshark";
}

QTEST_GUILESS_MAIN(TestCorpusFilters)
#include "tst_corpus_filters.moc"
