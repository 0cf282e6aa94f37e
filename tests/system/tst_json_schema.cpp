// SPDX-License-Identifier: GPL-3.0-or-later
// The rows that 'rhapsode-cli' writes as JSON keep what their schemas promise, and the schemas that are
// installed are those that it prints.
#include "tests/support/capture_file_builder.h"
#include "tests/support/command.h"
#include "tests/support/hep_builder.h"
#include "tests/support/rtp_builder.h"
#include "tests/support/script_capture.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QtTest>

#include <cmath>

using tests::support::Bytes;
using tests::support::CommandResult;

class TestJsonSchema : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();

    void installedIsPrinted_data() { kinds(); }

    void installedIsPrinted();

    void rowsAreValid_data() { kinds(); }

    void rowsAreValid();
    void chosenFields();
    void exportsAreValid();
    void invalidRowsAreFound();
    void anotherValidatorAgrees();

private:
    static void kinds();

    QString path(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)); }

    QTemporaryDir m_folder;
};

namespace {

CommandResult cli(const QStringList& arguments)
{
    return tests::support::runProgram(QStringLiteral(RHAPSODE_CLI), arguments);
}

QString schemaFile(const QString& kind)
{
    return QStringLiteral(SCHEMA_FOLDER "/") + kind + QStringLiteral(".schema.json");
}

bool isOfType(const QJsonValue& value, const QString& type)
{
    if (type == "null")
        return value.isNull();
    if (type == "string")
        return value.isString();
    if (type == "boolean")
        return value.isBool();
    if (type == "array")
        return value.isArray();
    if (type == "object")
        return value.isObject();
    if (type == "integer")
        return value.isDouble() && value.toDouble() == std::floor(value.toDouble());
    return type == "number" && value.isDouble();
}

/// What is wrong with the value; empty when nothing is. Knows the words that our schemas use.
QString fault(const QJsonValue& value, const QJsonObject& schema)
{
    const QJsonValue type = schema["type"];
    const QJsonArray types = type.isString() ? QJsonArray{type} : type.toArray();
    if (!type.isUndefined() && std::none_of(types.begin(), types.end(), [&](const QJsonValue& name) {
            return isOfType(value, name.toString());
        }))
        return "wrong type";
    if (schema.contains("enum") && !schema["enum"].toArray().contains(value))
        return "not one of the values";
    if (schema.contains("pattern") && value.isString() &&
        !QRegularExpression{schema["pattern"].toString()}.match(value.toString()).hasMatch())
        return "does not match the pattern";
    for (const QJsonValue& item : value.toArray()) {
        if (const QString wrong = fault(item, schema["items"].toObject()); !wrong.isEmpty())
            return wrong;
    }
    return {};
}

QString faultOfRow(const QJsonObject& row, const QJsonObject& schema)
{
    const QJsonObject properties = schema["properties"].toObject();
    const QJsonObject patterns = schema["patternProperties"].toObject();
    for (const QJsonValue& name : schema["required"].toArray()) {
        if (!row.contains(name.toString()))
            return name.toString() + ": missing";
    }
    for (auto cell = row.begin(); cell != row.end(); ++cell) {
        QJsonValue expected = properties[cell.key()];
        for (auto pattern = patterns.begin(); pattern != patterns.end(); ++pattern) {
            if (QRegularExpression{pattern.key()}.match(cell.key()).hasMatch())
                expected = pattern.value();
        }
        if (!expected.isObject())
            return cell.key() + ": unexpected";
        if (const QString wrong = fault(cell.value(), expected.toObject()); !wrong.isEmpty())
            return cell.key() + ": " + wrong;
    }
    return {};
}

void verifyRows(const QByteArray& lines, const QByteArray& schema, qsizetype expected)
{
    const QJsonObject rules = QJsonDocument::fromJson(schema).object();
    QCOMPARE(rules["$schema"].toString(), "https://json-schema.org/draft/2020-12/schema");
    QVERIFY(!rules["required"].toArray().isEmpty());
    qsizetype rows = 0;
    for (const QByteArray& line : lines.split('\n')) {
        if (line.isEmpty())
            continue;
        QVERIFY2(QString::fromUtf8(line).toUtf8() == line, "not UTF-8");
        QJsonParseError error;
        const QJsonDocument row = QJsonDocument::fromJson(line, &error);
        QVERIFY2(row.isObject(), qPrintable(error.errorString() + ": " + QString::fromUtf8(line)));
        const QString wrong = faultOfRow(row.object(), rules);
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
        ++rows;
    }
    QVERIFY2(rows >= expected, qPrintable(QString::number(rows)));
}

/// A call, a registration, HEP, and a message with bytes that are no UTF-8 in places that become columns.
Bytes mixedCapture()
{
    using namespace tests::support;
    Bytes file = captureOfScript(R"(
        alice -> proxy  INVITE   1 at=0 sdp=offer
        proxy -> alice  180      1 at=1
        proxy -> alice  200      1 at=2 sdp=answer
        alice -> proxy  ACK      1 at=3
        alice -> proxy  BYE      2 at=4
        proxy -> alice  200      2 at=5
        carol -> proxy  REGISTER 1 at=6 call-id=reg expires=60
        proxy -> carol  200      1 at=7 call-id=reg expires=60
        dave -> proxy   MESSAGE  1 at=8 call-id=in header=X-CID:7
        proxy -> erin   MESSAGE  1 at=9 call-id=out header=X-CID:7
    )");
    const auto add = [&file](const Bytes& payload, std::uint16_t port) {
        // Behind the header of another file of the same kind.
        const Bytes more = pcapFile(
            {{1'700'000'010, 0, ethernet(ip("192.0.2.7", "192.0.2.8", udp(5060, port, payload))), 0}});
        file.insert(file.end(), more.begin() + 24, more.end());
    };
    add(text("OPTIONS sip:b@b SIP/2.0\r\nVia: SIP/2.0/UDP a;branch=z9hG4bK\xFF\r\nFrom: "
             "<sip:\xC3\x28@a>;tag=\xFE"
             "\r\nTo: <sip:b@b>\r\nCall-ID: bad\x80utf8\r\nCSeq: x OPTIONS\r\nUser-Agent: \"\xF0\x9F\x93\x9E "
             "\xE2\x28\xA1\\ \x1B[31m\r\nContact: <sip:\xFF>\r\nContent-Length: 0\r\n\r\n"),
        5060);
    add(Hep3Builder{}
            .usualHeader()
            .text(core::hep::ChunkType::AgentName, "edge\xFF")
            .text(core::hep::ChunkType::Payload, sampleSip)
            .build(),
        9060);
    for (std::uint16_t i = 0; i < 5; ++i) {
        add(rtp({.payloadType = 8, .sequence = i, .timestamp = i * 160U, .ssrc = 1}), 4000);
        add(rtp({.payloadType = 111, .sequence = i, .timestamp = i * 960U, .ssrc = 2}), 4000);
    }
    return file;
}

} // namespace

void TestJsonSchema::initTestCase()
{
    QVERIFY(tests::support::writeFile(path("in.pcap").toStdString(), mixedCapture()));
    QCOMPARE(cli({"import", "-o", path("in.rhapsode"), path("in.pcap")}).exitCode, 0);
}

void TestJsonSchema::kinds()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<int>("rows");
    QTest::newRow("messages") << "messages" << 10;
    QTest::newRow("calls") << "calls" << 4;
    QTest::newRow("findings") << "findings" << 1;
    QTest::newRow("registrations") << "registrations" << 1;
    QTest::newRow("subscriptions") << "subscriptions" << 0;
    QTest::newRow("health") << "health" << 1;
    QTest::newRow("streams") << "streams" << 2;
    QTest::newRow("sources") << "sources" << 1;
    QTest::newRow("agents") << "agents" << 1;
    QTest::newRow("link") << "link" << 1;
    QTest::newRow("clocks") << "clocks" << 1;
}

void TestJsonSchema::installedIsPrinted()
{
    QFETCH(QString, kind);
    const CommandResult printed = cli({kind, "--schema"});
    QCOMPARE(printed.exitCode, 0);
    QVERIFY(QJsonDocument::fromJson(printed.output).isObject());
    QFile file{schemaFile(kind)};
    QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.fileName()));
    QVERIFY2(file.readAll() == printed.output,
             qPrintable("Write it anew: rhapsode-cli " + kind + " --schema > " + file.fileName()));
    QCOMPARE(cli({kind}).exitCode, 2);
}

void TestJsonSchema::rowsAreValid()
{
    QFETCH(QString, kind);
    QFETCH(int, rows);
    const CommandResult listed = cli({kind, path("in.rhapsode"), "--format", "json"});
    QCOMPARE(listed.exitCode, 0);
    verifyRows(listed.output, cli({kind, "--schema"}).output, rows);
}

void TestJsonSchema::chosenFields()
{
    const QStringList fields{"--fields", "id,frame,has_sdp,tunnel,vlan,ip,port,sip.Via,sip.resend,text"};
    const CommandResult listed =
        cli(QStringList{"messages", path("in.rhapsode"), "--format", "json"} + fields);
    QCOMPARE(listed.exitCode, 0);
    verifyRows(listed.output, cli(QStringList{"messages", "--schema"} + fields).output, 10);
}

void TestJsonSchema::exportsAreValid()
{
    QCOMPARE(cli({"export", path("in.rhapsode"), "-o", path("out.json")}).exitCode, 0);
    QFile file{path("out.json")};
    QVERIFY(file.open(QIODevice::ReadOnly));
    verifyRows(file.readAll(), cli({"messages", "--schema"}).output, 10);
}

/// The tests above would see it.
void TestJsonSchema::invalidRowsAreFound()
{
    const QJsonObject schema = QJsonDocument::fromJson(cli({"messages", "--schema"}).output).object();
    const CommandResult listed = cli({"messages", path("in.rhapsode"), "--format", "json", "--limit", "1"});
    const QJsonObject row = QJsonDocument::fromJson(listed.output).object();
    QCOMPARE(faultOfRow(row, schema), QString{});
    const auto changed = [&row](const QString& key, const QJsonValue& value) {
        QJsonObject other = row;
        other[key] = value;
        return other;
    };
    QCOMPARE(faultOfRow(changed("id", "1"), schema), "id: wrong type");
    QCOMPARE(faultOfRow(changed("status", 1.5), schema), "status: wrong type");
    QCOMPARE(faultOfRow(changed("transport", "pigeon"), schema), "transport: not one of the values");
    QCOMPARE(faultOfRow(changed("time", "yesterday"), schema), "time: does not match the pattern");
    QCOMPARE(faultOfRow(changed("defects", QJsonArray{"new"}), schema), "defects: not one of the values");
    QCOMPARE(faultOfRow(changed("colour", "red"), schema), "colour: unexpected");
    QJsonObject without = row;
    without.remove("method");
    QCOMPARE(faultOfRow(without, schema), "method: missing");
}

void TestJsonSchema::anotherValidatorAgrees()
{
    constexpr const char* program = "import json, sys, jsonschema\n"
                                    "schema = json.load(open(sys.argv[1]))\n"
                                    "jsonschema.Draft202012Validator.check_schema(schema)\n"
                                    "for line in open(sys.argv[2]):\n"
                                    "    jsonschema.validate(json.loads(line), schema)\n";
    if (tests::support::runProgram("python3", {"-c", "import jsonschema"}).exitCode != 0)
        QSKIP("python3-jsonschema is not installed");
    for (const char* kind : {"messages", "calls", "findings", "registrations", "subscriptions", "health",
                             "streams", "sources", "agents", "link", "clocks"}) {
        QFile file{path("rows.json")};
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(cli({kind, path("in.rhapsode"), "--format", "json"}).output);
        file.close();
        const CommandResult checked = tests::support::runProgram(
            "python3", {"-c", program, schemaFile(QString::fromLatin1(kind)), file.fileName()});
        QVERIFY2(checked.exitCode == 0, checked.complaints.constData());
    }
}

QTEST_GUILESS_MAIN(TestJsonSchema)
#include "tst_json_schema.moc"
