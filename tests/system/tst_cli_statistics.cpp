// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/system/cli_test.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace tests::system;

class TestCliStatistics : public CliTest {
    Q_OBJECT

private slots:

    void initTestCase() { makeFolder(); }

    void printsText();
    void everyFigureOfJsonLeadsToItsRows();
    void countsOnlyWhatMatches();
    void tellsMeasuresApart_data();
    void tellsMeasuresApart();
    void printsAllMeasuresOfAPeer();
    void measuresAreFieldsOfCalls();
    void printsDistributions();
    void knowsNoOtherGroups();
    void keepsItsSchema_data();
    void keepsItsSchema();
    void installedSchemaIsPrinted();
    void saysWhereAFilterIsWrong();

private:
    static QJsonObject entry(const QJsonObject& report, const char* section, const char* name);
};

/// An empty object when there is none.
QJsonObject TestCliStatistics::entry(const QJsonObject& report, const char* section, const char* name)
{
    for (const QJsonValue& row : report[QLatin1String{section}].toArray()) {
        if (row[QLatin1String{"name"}] == QLatin1String{name})
            return row.toObject();
    }
    return {};
}

void TestCliStatistics::printsText()
{
    const auto result = cli({"statistics", path("calls.pcap")});
    QCOMPARE(result.exitCode, 0);
    const QList<QByteArray> all = lines(result.output);
    QCOMPARE(all.at(0), QByteArray{"16 SIP messages, 3 calls"});
    QList<QByteArray> words;
    for (const QByteArray& line : all) {
        if (line.startsWith("  SER "))
            words = line.simplified().split(' ');
    }
    // One of the two calls was answered.
    QCOMPARE(words, (QList<QByteArray>{"SER", "50.0", "%", "-", "2"}));
}

void TestCliStatistics::everyFigureOfJsonLeadsToItsRows()
{
    const auto result = cli({"statistics", path("calls.pcap"), "--format", "json"});
    QCOMPARE(result.exitCode, 0);
    const QJsonObject report = QJsonDocument::fromJson(result.output).object();
    QCOMPARE(report[QLatin1String{"messages"}].toInt(), 16);
    QCOMPARE(report[QLatin1String{"calls"}].toInt(), 3);
    const QJsonObject busy = entry(report, "responses", "486");
    QCOMPARE(busy[QLatin1String{"responses"}].toInt(), 1);
    const QJsonObject proxy = entry(report, "delays", "talk");
    QCOMPARE(proxy[QLatin1String{"mean"}].toDouble(), 60.010);
    for (const QJsonObject& row : {busy, proxy}) {
        const auto listed = cli({row[QLatin1String{"list"}].toString(), path("calls.pcap"), "--filter",
                                 row[QLatin1String{"filter"}].toString(), "--format", "json"});
        QCOMPARE(listed.exitCode, 0);
        QCOMPARE(lines(listed.output).size(), row[QLatin1String{"rows"}].toInt());
    }
}

void TestCliStatistics::countsOnlyWhatMatches()
{
    const auto result =
        cli({"statistics", path("calls.pcap"), "--filter", "call_id contains \"busy\"", "--format", "json"});
    QCOMPARE(result.exitCode, 0);
    const QJsonObject report = QJsonDocument::fromJson(result.output).object();
    QCOMPARE(report[QLatin1String{"messages"}].toInt(), 3);
    const QJsonObject ser = entry(report, "rfc6076", "SER");
    QCOMPARE(ser[QLatin1String{"rate"}].toDouble(-1), 0.0);
    QCOMPARE(ser[QLatin1String{"samples"}].toInt(), 1);
}

void TestCliStatistics::tellsMeasuresApart_data()
{
    QTest::addColumn<QString>("by");
    QTest::newRow("peer") << "peer";
    QTest::newRow("caller") << "caller";
    QTest::newRow("prefix") << "prefix";
    QTest::newRow("agent") << "agent";
    QTest::newRow("time") << "time";
}

void TestCliStatistics::tellsMeasuresApart()
{
    QFETCH(QString, by);
    const auto result =
        cli({"statistics", path("calls.pcap"), "--by", by, "--prefix-length", "1", "--format", "json"});
    QCOMPARE(result.exitCode, 0);
    const QJsonObject report = QJsonDocument::fromJson(result.output).object();
    const QString key = "by_" + by;
    QCOMPARE(report.keys(), (QStringList{key, "calls", "filter", "messages"}));
    for (const QJsonValue& row : report[key].toArray()) {
        const auto listed = cli({"calls", path("calls.pcap"), "--filter",
                                 row[QLatin1String{"filter"}].toString(), "--format", "json"});
        QCOMPARE(listed.exitCode, 0);
        QVERIFY(row[QLatin1String{"rows"}].toInt() > 0 || by == "time");
        QCOMPARE(lines(listed.output).size(), row[QLatin1String{"rows"}].toInt());
    }
}

void TestCliStatistics::printsAllMeasuresOfAPeer()
{
    const auto result = cli({"statistics", path("calls.pcap"), "--by", "peer"});
    QCOMPARE(result.exitCode, 0);
    QList<QByteArray> heads;
    for (const QByteArray& line : lines(result.output)) {
        if (line.startsWith("Measures by peer"))
            heads.append(line.simplified().mid(17));
        QVERIFY2(line.size() <= 108, line.constData());
    }
    QCOMPARE(heads,
             (QList<QByteArray>{"calls seizures ASR NER INVITEs SER", "SEER sessions ISA SCR REGISTERs IRA",
                                "PDD n ACD n SRD n", "SRD failed n SDD n SDT n", "SDT failed n RRD n"}));
}

void TestCliStatistics::measuresAreFieldsOfCalls()
{
    const QStringList listing{"calls", path("calls.pcap"), "--fields", "call_id,srd,sdd,sdt,rrd"};
    const QList<QByteArray> rows = lines(cli(listing + QStringList{"--sort", "srd:desc"}).output);
    QCOMPARE(rows.size(), qsizetype{4});
    // INVITE to 180, BYE to 200, 200 to BYE, as the caller saw them.
    QVERIFY2(rows[1].endsWith("\t0.510000\t0.010000\t60.010000\t"), rows[1].constData());
    QCOMPARE(rows[2], QByteArray{"busy@example.com\t0.100000\t\t\t"});
    QCOMPARE(rows[3], QByteArray{"ping@example.com\t\t\t\t"});
    const auto found = [&listing](const QString& filter) {
        return lines(cli(listing + QStringList{"--filter", filter}).output).size() - 1;
    };
    QCOMPARE(found("sdt > 1 min and sdd >= 10 ms"), qsizetype{1});
    QCOMPARE(found("srd < 0.2 s"), qsizetype{1});
    QCOMPARE(found("rrd"), qsizetype{0});
    write("register.pcap", asArray(tests::support::captureOfScript(R"(
        alice -> pbx REGISTER 1 at=0.000
        pbx -> alice 401      1 at=0.100
        alice -> pbx REGISTER 2 at=0.200
        pbx -> alice 200      2 at=0.250
    )")));
    QCOMPARE(lines(cli({"calls", path("register.pcap"), "--fields", "rrd"}).output).value(1),
             QByteArray{"0.250000"});
}

void TestCliStatistics::printsDistributions()
{
    const auto result = cli({"statistics", path("calls.pcap"), "--by", "delay"});
    QCOMPARE(result.exitCode, 0);
    QList<QByteArray> talks;
    for (const QByteArray& line : lines(result.output)) {
        if (line.startsWith("  talk "))
            talks.append(line.simplified());
    }
    // One call that was talked in for a minute.
    QCOMPARE(talks, QList<QByteArray>{"talk 50.000 s 100.000 s 1 100.0 % 100.0 %"});
    QVERIFY(!result.output.contains("RFC 6076"));
}

void TestCliStatistics::knowsNoOtherGroups()
{
    const auto result = cli({"statistics", path("calls.pcap"), "--by", "weather"});
    QCOMPARE(result.exitCode, 2);
    QVERIFY2(result.complaints.contains("weather"), result.complaints.constData());
}

void TestCliStatistics::keepsItsSchema_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::newRow("all") << QStringList{};
    for (const char* by : {"peer", "caller", "prefix", "agent", "time", "delay"})
        QTest::newRow(by) << QStringList{"--by", by};
}

/// Each key is promised, and each promise kept, with a number where a number was promised.
void TestCliStatistics::keepsItsSchema()
{
    QFETCH(QStringList, options);
    const QJsonObject schema =
        QJsonDocument::fromJson(cli(QStringList{"statistics", "--schema"} + options).output).object();
    const QJsonObject lists = schema[QLatin1String{"properties"}].toObject();
    const auto result = cli(QStringList{"statistics", path("calls.pcap"), "--format", "json"} + options);
    const QJsonObject report = QJsonDocument::fromJson(result.output).object();
    QCOMPARE(report.keys(), lists.keys());
    QCOMPARE(schema[QLatin1String{"required"}].toArray().size(), lists.size());
    int rows = 0;
    for (const QString& key : lists.keys()) {
        const QJsonObject promised =
            lists[key].toObject()[QLatin1String{"items"}].toObject()[QLatin1String{"properties"}].toObject();
        for (const QJsonValue& row : report[key].toArray()) {
            ++rows;
            QCOMPARE(row.toObject().keys(), promised.keys());
            for (const QString& column : promised.keys()) {
                const QJsonArray types = promised[column].toObject()[QLatin1String{"type"}].toArray();
                QVERIFY2(types.isEmpty() || row[column].isNull() || row[column].isDouble(),
                         qPrintable(key + "." + column));
            }
        }
    }
    // The users have names and their phones none: there is nothing to group by.
    QVERIFY(rows > 0 || options.contains("prefix") || options.contains("agent"));
}

void TestCliStatistics::installedSchemaIsPrinted()
{
    const auto printed = cli({"statistics", "--schema"});
    QCOMPARE(printed.exitCode, 0);
    QFile file{QStringLiteral(SCHEMA_FOLDER "/statistics.schema.json")};
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY2(file.readAll() == printed.output, "rhapsode-cli statistics --schema > statistics.schema.json");
    QCOMPARE(cli({"statistics"}).exitCode, 2);
}

void TestCliStatistics::saysWhereAFilterIsWrong()
{
    const auto result = cli({"statistics", path("calls.pcap"), "--filter", "method =="});
    QCOMPARE(result.exitCode, 2);
    QVERIFY2(result.complaints.contains("column 10"), result.complaints.constData());
    QVERIFY(result.output.isEmpty());
}

QTEST_GUILESS_MAIN(TestCliStatistics)
#include "tst_cli_statistics.moc"
