// SPDX-License-Identifier: GPL-3.0-or-later
// The messages of real captures, as a second opinion sees them: 'rhapsode-cli messages' on every capture
// of the corpus against its truth file. Differences must be listed, with the frame and the reason, in
// tests/data/corpus_exceptions.tsv.
#include "tests/support/command.h"

#include <QtTest>

#include <algorithm>
#include <map>

using tests::support::CommandResult;

class TestCorpusMessages : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void sameMessages_data();
    void sameMessages();
    void everyOtherCaptureIsSurvived_data();
    void everyOtherCaptureIsSurvived();

    void accountsForEveryFrame_data() { allCaptures(); }

    void accountsForEveryFrame();

private:
    struct Row {
        QByteArray key;
        QByteArray frame;
    };

    void allCaptures();
    QList<Row> ourRows(const QString& capture);
    /// Without what is not about frames.
    static QJsonObject infoOf(const QString& session);

    QString m_corpus;
    /// "file|frame|missing" and "file|frame|extra".
    QSet<QByteArray> m_exceptions;
};

namespace {

QList<QList<QByteArray>> readTable(const QString& path)
{
    QList<QList<QByteArray>> rows;
    QFile file{path};
    if (!file.open(QIODevice::ReadOnly))
        return rows;
    while (!file.atEnd()) {
        QByteArray line = file.readLine();
        if (line.endsWith('\n'))
            line.chop(1);
        if (!line.startsWith('#'))
            rows.append(line.split('\t'));
    }
    return rows;
}

CommandResult runCommand(const QStringList& arguments)
{
    return tests::support::runProgram(QStringLiteral(RHAPSODE_CLI), arguments);
}

bool isCapture(const QList<QByteArray>& row)
{
    return row.size() > 8 && row[7].startsWith("capture") && row[8].contains("pcap");
}

} // namespace

void TestCorpusMessages::initTestCase()
{
    m_corpus = qEnvironmentVariable("RHAPSODE_CORPUS");
    if (m_corpus.isEmpty())
        QSKIP("RHAPSODE_CORPUS is not set: there are no captures to compare with");
    for (const auto& row : readTable(QStringLiteral(TEST_DATA) + QStringLiteral("/corpus_exceptions.tsv"))) {
        QVERIFY2(row.size() == 4 && !row[3].isEmpty(), "an exception needs file, frame, kind and reason");
        m_exceptions.insert(row[0] + '|' + row[1] + '|' + row[2]);
    }
}

void TestCorpusMessages::sameMessages_data()
{
    QTest::addColumn<QString>("capture");
    QTest::addColumn<QString>("truth");
    for (const auto& row : readTable(m_corpus + QStringLiteral("/INDEX.tsv"))) {
        if (!isCapture(row))
            continue;
        const QString name = QString::fromUtf8(row[0]);
        QString flat = name;
        flat.replace(QLatin1Char('/'), QStringLiteral("__"));
        const QString truth = m_corpus + QStringLiteral("/truth/") + flat + QStringLiteral(".sip.tsv");
        if (QFile::exists(truth))
            QTest::newRow(row[0].constData()) << name << truth;
    }
}

QList<TestCorpusMessages::Row> TestCorpusMessages::ourRows(const QString& capture)
{
    const CommandResult result = runCommand(
        {QStringLiteral("messages"), m_corpus + QStringLiteral("/files/") + capture,
         QStringLiteral("--fields"),
         QStringLiteral(
             "frame,time,src.ip,src.port,dst.ip,dst.port,method,status,call_id,cseq,cseq.method")});
    if (result.exitCode != 0 && result.exitCode != 3)
        QTest::qFail(result.complaints.constData(), __FILE__, __LINE__);
    QList<Row> rows;
    for (const QByteArray& line : result.output.split('\n').mid(1)) {
        const QList<QByteArray> cells = line.split('\t');
        if (cells.size() < 11)
            continue;
        const auto endpoint = [](const QByteArray& address, const QByteArray& port) {
            return address.contains(':') ? '[' + address + "]:" + port : address + ':' + port;
        };
        rows.append({cells[1] + '\t' + endpoint(cells[2], cells[3]) + '\t' + endpoint(cells[4], cells[5]) +
                         '\t' + cells[6] + '\t' + cells[7] + '\t' + cells[8] + '\t' +
                         (cells[10].isEmpty() ? QByteArray{} : cells[9] + ' ' + cells[10]),
                     cells[0]});
    }
    return rows;
}

void TestCorpusMessages::sameMessages()
{
    QFETCH(QString, capture);
    QFETCH(QString, truth);

    std::map<QByteArray, QList<QByteArray>> ours; // key -> frames
    for (const Row& row : ourRows(capture))
        ours[row.key].append(row.frame);

    QStringList differences;
    const auto note = [&](const QByteArray& frame, const char* kind, const QByteArray& key) {
        if (!m_exceptions.contains(capture.toUtf8() + '|' + frame + '|' + kind))
            differences.append(QString::fromUtf8(QByteArray{kind} + " frame " + frame + ": " + key));
    };
    for (const auto& row : readTable(truth).mid(1)) {
        if (row.size() < 10 || row[9].contains("icmp"))
            continue;
        const QByteArray key = row.mid(1, 7).join('\t');
        const auto found = ours.find(key);
        if (found == ours.end()) {
            note(row[0], "missing", key);
            continue;
        }
        found->second.removeFirst();
        if (found->second.isEmpty())
            ours.erase(found);
    }
    for (const auto& [key, frames] : ours) {
        for (const QByteArray& frame : frames)
            note(frame, "extra", key);
    }
    QVERIFY2(differences.isEmpty(),
             qPrintable(QLatin1Char('\n') + differences.mid(0, 40).join(QLatin1Char('\n'))));
}

void TestCorpusMessages::allCaptures()
{
    QTest::addColumn<QString>("capture");
    for (const auto& row : readTable(m_corpus + QStringLiteral("/INDEX.tsv"))) {
        if (isCapture(row))
            QTest::newRow(row[0].constData()) << QString::fromUtf8(row[0]);
    }
}

void TestCorpusMessages::everyOtherCaptureIsSurvived_data()
{
    allCaptures();
}

void TestCorpusMessages::everyOtherCaptureIsSurvived()
{
    QFETCH(QString, capture);
    const CommandResult result =
        runCommand({QStringLiteral("calls"), m_corpus + QStringLiteral("/files/") + capture});
    QVERIFY2(result.exitCode == 0 || result.exitCode == 1 || result.exitCode == 3,
             result.complaints.constData());
    if (result.exitCode != 0)
        QVERIFY2(!result.complaints.isEmpty(), "a failure says what happened");
}

QJsonObject TestCorpusMessages::infoOf(const QString& session)
{
    const CommandResult result =
        runCommand({QStringLiteral("info"), session, QStringLiteral("--format"), QStringLiteral("json")});
    QJsonObject info = QJsonDocument::fromJson(result.output).object();
    info.remove(QStringLiteral("file_bytes"));
    info.remove(QStringLiteral("wal_bytes"));
    return info;
}

void TestCorpusMessages::accountsForEveryFrame()
{
    QFETCH(QString, capture);
    const QTemporaryDir folder;
    const QString session = folder.filePath(QStringLiteral("test.rhapsode"));
    const CommandResult result = runCommand({QStringLiteral("import"), QStringLiteral("-o"), session,
                                             m_corpus + QStringLiteral("/files/") + capture});
    if (result.exitCode == 1)
        return; // not a capture at all: everyOtherCaptureIsSurvived checks the sentence
    const QJsonObject info = infoOf(session);
    qint64 received = 0;
    for (const QJsonValue& source : info[QStringLiteral("sources")].toArray()) {
        qint64 sum = 0;
        for (const QJsonValue& count : source[QStringLiteral("classes")].toObject())
            sum += count.toInteger();
        QCOMPARE(sum, source[QStringLiteral("received")].toInteger());
        received += sum;
        qint64 detailed = 0;
        for (const QJsonValue& detail : source[QStringLiteral("details")].toArray()) {
            detailed += detail[QStringLiteral("frames")].toInteger();
            QVERIFY2(!detail[QStringLiteral("detail")].toString().startsWith(QStringLiteral("awaits")),
                     "nothing waits after the end");
            QVERIFY2(!detail[QStringLiteral("examples")].toArray().isEmpty(), "a figure leads to frames");
        }
        QCOMPARE(detailed, sum);
    }
    QCOMPARE(received, info[QStringLiteral("frames")].toInteger());

    QCOMPARE(runCommand({QStringLiteral("reindex"), session}).exitCode, 0);
    QCOMPARE(infoOf(session), info);
}

QTEST_GUILESS_MAIN(TestCorpusMessages)
#include "tst_corpus_messages.moc"
