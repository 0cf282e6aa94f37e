// SPDX-License-Identifier: GPL-3.0-or-later
// What is found wrong with real calls: 'rhapsode-cli findings' on every capture of the corpus against
// tests/data/corpus_findings.tsv, where somebody who read the messages has written down why each is true.
// A new finding has to be read and listed, and a lost one explained.
#include "tests/support/command.h"

#include <QtTest>

#include <algorithm>

using tests::support::CommandResult;

class TestCorpusFindings : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void sameFindings_data();
    void sameFindings();

private:
    QString m_corpus;
    /// By capture: "call_id finding messages reference", tabs between.
    QMap<QString, QStringList> m_listed;
};

namespace {

QList<QByteArrayList> readTable(const QString& path)
{
    QList<QByteArrayList> rows;
    QFile file{path};
    if (!file.open(QIODevice::ReadOnly))
        return rows;
    for (const QByteArray& line : file.readAll().split('\n')) {
        if (!line.isEmpty() && !line.startsWith('#'))
            rows.append(line.split('\t'));
    }
    return rows;
}

} // namespace

void TestCorpusFindings::initTestCase()
{
    m_corpus = qEnvironmentVariable("RHAPSODE_CORPUS");
    if (m_corpus.isEmpty())
        QSKIP("RHAPSODE_CORPUS is not set: there are no captures to look into");
    for (const QByteArrayList& row :
         readTable(QStringLiteral(TEST_DATA) + QStringLiteral("/corpus_findings.tsv"))) {
        QVERIFY2(row.size() == 6 && !row.last().isEmpty(), "a finding needs its reason");
        m_listed[QString::fromUtf8(row.first())].append(QString::fromLatin1(row.mid(1, 4).join('\t')));
    }
    QVERIFY(!m_listed.isEmpty());
}

void TestCorpusFindings::sameFindings_data()
{
    QTest::addColumn<QString>("capture");
    const QList<QByteArrayList> index = readTable(m_corpus + QStringLiteral("/INDEX.tsv"));
    for (const QByteArrayList& row : index) {
        if (row.size() > 8 && row[7].startsWith("capture") && row[8].contains("pcap"))
            QTest::newRow(row[0].constData()) << QString::fromUtf8(row[0]);
    }
    for (const QString& capture : m_listed.keys()) {
        const bool isThere = std::any_of(index.begin(), index.end(), [&capture](const QByteArrayList& row) {
            return row.first() == capture.toUtf8();
        });
        QVERIFY2(isThere, qPrintable(capture + QStringLiteral(" is listed and not in the corpus")));
    }
}

void TestCorpusFindings::sameFindings()
{
    QFETCH(QString, capture);
    const CommandResult result = tests::support::runProgram(
        QStringLiteral(RHAPSODE_CLI),
        {QStringLiteral("findings"), m_corpus + QStringLiteral("/files/") + capture,
         QStringLiteral("--fields"), QStringLiteral("call_id,finding,messages,reference")});
    QStringList found = QString::fromLatin1(result.output).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    if (result.exitCode == 1) {
        QVERIFY2(found.isEmpty(), result.complaints.constData());
    } else {
        QVERIFY2(result.exitCode == 0 || result.exitCode == 3, result.complaints.constData());
        QCOMPARE(found.takeFirst(), QStringLiteral("call_id\tfinding\tmessages\treference"));
    }
    QCOMPARE(found, m_listed.value(capture));
}

QTEST_GUILESS_MAIN(TestCorpusFindings)
#include "tst_corpus_findings.moc"
