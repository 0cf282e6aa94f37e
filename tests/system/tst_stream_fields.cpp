// SPDX-License-Identifier: GPL-3.0-or-later
// What filters and lists of calls say of RTP streams ("rtp.lost") is what 'rhapsode-cli streams' says of
// them.
#include "tests/support/rtp_builder.h"
#include "tests/support/tshark_streams.h"
#include "tests/system/cli_test.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>
#include <map>

using namespace tests::system;
using namespace tests::support;

namespace {

QList<QJsonObject> rowsOf(const QStringList& arguments)
{
    QList<QJsonObject> rows;
    for (const QByteArray& line : lines(cli(arguments + QStringList{"--format", "json"}).output))
        rows.append(QJsonDocument::fromJson(line).object());
    return rows;
}

/// The columns of streams, without what a call says of itself anyway.
QStringList columnsOfStreams()
{
    const QByteArray schema = cli({"streams", "--schema"}).output;
    QStringList columns = QJsonDocument::fromJson(schema).object()["properties"].toObject().keys();
    columns.removeOne("id");
    columns.removeOne("call_id");
    return columns;
}

/// Milliseconds there, seconds here.
bool isInMilliseconds(const QString& column)
{
    return column == "ptime" || column == "max_delta" || column.endsWith("jitter") ||
           column.endsWith("round_trip");
}

/// As a field of calls has it.
QJsonValue asField(const QString& column, const QJsonValue& value)
{
    if (isInMilliseconds(column) && value.isDouble())
        return value.toDouble() / 1000;
    if (column == "ssrc")
        return static_cast<qint64>(value.toString().toUInt(nullptr, 16));
    if (column == "payload_types") {
        QStringList types;
        for (const QJsonValue& type : value.toArray())
            types.append(QString::number(type.toInt()));
        return types.isEmpty() ? QJsonValue{} : QJsonValue{types.join(' ')};
    }
    return value.isString() && value.toString().isEmpty() ? QJsonValue{} : value;
}

bool isSame(const QJsonValue& a, const QJsonValue& b)
{
    if (a.isDouble() && b.isDouble())
        return std::abs(a.toDouble() - b.toDouble()) <= 0.001;
    return a == b;
}

Bytes datagram(std::string_view from, std::uint16_t fromPort, std::string_view to, std::uint16_t toPort,
               const Bytes& payload)
{
    return ethernet(ip(from, to, udp(fromPort, toPort, payload)));
}

constexpr std::uint32_t start = 1'700'000'000;

/// A call with a stream of PCMA either way, one of which loses packets and has a report about it.
Bytes callWithTwoStreams()
{
    std::vector<PcapPacket> packets;
    std::uint32_t second = start;
    for (const ScriptMessage& message : readCallScript(R"(
        alice -> bob INVITE 1 call-id=talk sdp=c=IN_IP4_192.0.2.1|m=audio_4000_RTP/AVP_8
        bob -> alice 200    1 call-id=talk sdp=c=IN_IP4_192.0.2.2|m=audio_4002_RTP/AVP_8
        alice -> bob ACK    1 call-id=talk
    )"))
        packets.push_back({second++, 0,
                           datagram(message.path.source.address.toString(), 5060,
                                    message.path.destination.address.toString(), 5060, text(message.bytes)),
                           0});
    for (std::uint16_t i = 0; i < 50; ++i) {
        const Bytes bytes = rtp({.payloadType = 8, .sequence = i, .timestamp = i * 160U});
        if (i % 10 != 9)
            packets.push_back(
                {second, i * 20'000U, datagram("192.0.2.1", 4000, "192.0.2.2", 4002, bytes), 0});
        packets.push_back(
            {second, i * 20'000U + 5, datagram("192.0.2.2", 4002, "192.0.2.1", 4000, bytes), 0});
    }
    return pcapFile(packets);
}

} // namespace

class TestStreamFields : public CliTest {
    Q_OBJECT

private slots:
    void initTestCase();
    void everyColumnIsAField();
    void sameValues_data();
    void sameValues();
    void filtersCalls();
};

void TestStreamFields::initTestCase()
{
    makeFolder();
    write("two.pcap", asArray(callWithTwoStreams()));
}

void TestStreamFields::everyColumnIsAField()
{
    const QStringList columns = columnsOfStreams();
    QVERIFY(columns.size() > 50);
    for (const QString& column : columns) {
        const CommandResult checked = cli({"filter", "--calls", "rtp." + column});
        QVERIFY2(checked.exitCode == 0, checked.complaints.constData());
    }
}

void TestStreamFields::sameValues_data()
{
    QTest::addColumn<QString>("capture");
    QTest::newRow("two streams") << path("two.pcap");
    const QString corpus = qEnvironmentVariable("RHAPSODE_CORPUS");
    if (corpus.isEmpty())
        return;
    for (const QString& capture : capturesWithRtp(corpus))
        QTest::newRow(qPrintable(capture.mid(corpus.size()))) << capture;
}

void TestStreamFields::sameValues()
{
    QFETCH(const QString, capture);
    std::map<QString, QList<QJsonObject>> streamsOfCalls;
    for (const QJsonObject& stream : rowsOf({"streams", capture, "--sort", "id"}))
        streamsOfCalls[stream["call_id"].toString()].append(stream);
    streamsOfCalls.erase(QString{});
    const QStringList columns = columnsOfStreams();
    QStringList fields{"call_id", "streams"};
    for (const QString& column : columns)
        fields.append("rtp." + column);
    for (const QJsonObject& call : rowsOf({"calls", capture, "--fields", fields.join(',')})) {
        const QList<QJsonObject> streams = streamsOfCalls[call["call_id"].toString()];
        QCOMPARE(call["streams"].toInt(), streams.size());
        for (const QString& column : columns) {
            QList<QJsonValue> expected;
            for (const QJsonObject& stream : streams) {
                const QJsonValue value = asField(column, stream[column]);
                if (!value.isNull() && !value.isUndefined())
                    expected.append(value);
            }
            const QJsonArray said = call["rtp." + column].toArray();
            QVERIFY2(std::equal(expected.begin(), expected.end(), said.begin(), said.end(), isSame),
                     qPrintable(column + ' ' + QString::fromUtf8(QJsonDocument{said}.toJson())));
        }
    }
}

void TestStreamFields::filtersCalls()
{
    const auto found = [this](const QString& filter) {
        return rowsOf({"calls", path("two.pcap"), "--filter", filter}).size() == 1;
    };
    QVERIFY(found("rtp.lost == 4"));
    QVERIFY(!found("rtp.lost == 5"));
    QVERIFY(found("rtp.src.ip == 192.0.2.2 and rtp.dst.port == 4002"));
    QVERIFY(found("rtp.ptime == 20 ms"));
    QVERIFY(found("all rtp.origin == signalling"));
    QVERIFY(!found("rtp.dtmf"));
}

QTEST_GUILESS_MAIN(TestStreamFields)

#include "tst_stream_fields.moc"
