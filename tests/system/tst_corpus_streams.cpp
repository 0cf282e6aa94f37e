// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/tshark_streams.h"

#include <QStandardPaths>
#include <QtTest>

using namespace tests::support;

/// 'rhapsode-cli streams' finds in real captures the streams that tshark finds, and measures the same.
class TestCorpusStreams : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void sameStreams_data();
    void sameStreams();
};

void TestCorpusStreams::initTestCase()
{
    if (QStandardPaths::findExecutable(QStringLiteral("tshark")).isEmpty())
        QSKIP("tshark is not installed");
    if (qEnvironmentVariable("RHAPSODE_CORPUS").isEmpty())
        QSKIP("RHAPSODE_CORPUS is not set: there are no captures to compare with");
}

void TestCorpusStreams::sameStreams_data()
{
    const QString corpus = qEnvironmentVariable("RHAPSODE_CORPUS");
    QTest::addColumn<QString>("path");
    for (const QString& path : capturesWithRtp(corpus))
        QTest::newRow(qPrintable(path.mid(corpus.size()))) << path;
}

void TestCorpusStreams::sameStreams()
{
    QFETCH(QString, path);
    if (!QFileInfo::exists(path))
        QSKIP("the capture is not there");
    auto ours = ourStreams(QStringLiteral(RHAPSODE_CLI), path);
    const QList<TsharkStream> theirs = askTshark(path);
    QVERIFY(!theirs.isEmpty());
    for (const TsharkStream& stream : theirs) {
        const auto row = ours.find(stream.name);
        if (row == ours.end()) {
            // One packet that no signalling announced does not show that it is RTP.
            QVERIFY2(stream.packets == 1, qPrintable(stream.name + " is missing"));
            continue;
        }
        const QStringList found = differences(row->second, stream);
        QVERIFY2(found == knownDifferences(path, stream.name),
                 qPrintable(stream.name + ": " + found.join(", ") +
                            " differ: " + QJsonDocument{row->second}.toJson(QJsonDocument::Compact)));
        ours.erase(row);
    }
    QVERIFY2(ours.empty(), ours.empty() ? "" : qPrintable("tshark does not know " + ours.begin()->first));
}

QTEST_GUILESS_MAIN(TestCorpusStreams)
#include "tst_corpus_streams.moc"
