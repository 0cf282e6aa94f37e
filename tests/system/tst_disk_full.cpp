// SPDX-License-Identifier: GPL-3.0-or-later
// What happens when the disk is full, on a file system of three megabytes that only this program sees.
#include "tests/support/command.h"
#include "tests/support/hep_builder.h"

#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QUdpSocket>
#include <QtTest>

#include <csignal>
#include <cstdlib>
#include <string>
#include <sys/mount.h>
#include <unistd.h>
#include <vector>

using namespace tests::support;

namespace {

constexpr const char* marker = "RHAPSODE_TEST_OWN_MOUNTS";

/// Starts this program again where it may mount; does not return when that works.
void enterOwnMounts(char** arguments)
{
    if (::getenv(marker) != nullptr || std::system("unshare -Urm true 2>/dev/null") != 0)
        return;
    ::setenv(marker, "1", 1);
    std::string words[] = {"unshare", "-Urm"};
    std::vector<char*> command;
    for (std::string& word : words)
        command.push_back(word.data());
    for (char** argument = arguments; *argument != nullptr; ++argument)
        command.push_back(*argument);
    command.push_back(nullptr);
    ::execvp(command.front(), command.data());
    ::unsetenv(marker);
}

/// A MESSAGE in HEP whose body nothing can compress.
QByteArray hepMessage(int number)
{
    QByteArray noise(900, Qt::Uninitialized);
    for (char& byte : noise)
        byte = static_cast<char>(QRandomGenerator::global()->bounded(256));
    const QByteArray body = noise.toBase64();
    const QByteArray count = QByteArray::number(number);
    const QByteArray sip =
        "MESSAGE sip:bob@198.51.100.7 SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK" + count +
        "\r\nFrom: <sip:alice@192.0.2.1>;tag=1\r\nTo: <sip:bob@198.51.100.7>\r\nCall-ID: " + count +
        "\r\nCSeq: 1 MESSAGE\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
    const Bytes packet =
        Hep3Builder{}.usualHeader().text(core::hep::ChunkType::Payload, sip.toStdString()).build();
    return {reinterpret_cast<const char*>(packet.data()), static_cast<qsizetype>(packet.size())};
}

/// "received 1200 stored 1100 dropped 100 refused 0"
struct Totals {
    qsizetype received = -1;
    qsizetype stored = -1;
    qsizetype dropped = -1;
};

Totals totalsIn(const QByteArray& output)
{
    static const QRegularExpression line{QStringLiteral("received (\\d+) stored (\\d+) dropped (\\d+)")};
    const QRegularExpressionMatch found = line.match(QString::fromUtf8(output));
    if (!found.hasMatch())
        return {};
    return {found.captured(1).toLongLong(), found.captured(2).toLongLong(), found.captured(3).toLongLong()};
}

CommandResult cli(const QStringList& arguments)
{
    return runProgram(QStringLiteral(RHAPSODE_CLI), arguments);
}

} // namespace

class TestDiskFull : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void captureStopsAndTheFileIsReadable();
    void importLeavesNoFile();
    void exportLeavesNoFile();

private:
    /// A capture file of a few megabytes, outside of the small disk.
    QString largeCapture();

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_disk;
    bool m_isMounted = false;
};

void TestDiskFull::init()
{
    if (::getenv(marker) == nullptr)
        QSKIP("this user may not mount, not even in a namespace of its own");
    m_folder = std::make_unique<QTemporaryDir>();
    m_disk = m_folder->filePath(QStringLiteral("disk"));
    QVERIFY(QDir{}.mkpath(m_disk));
    m_isMounted = ::mount("tmpfs", qPrintable(m_disk), "tmpfs", 0, "size=3m") == 0;
    if (!m_isMounted)
        QSKIP("tmpfs cannot be mounted here");
}

void TestDiskFull::cleanup()
{
    if (m_isMounted)
        ::umount2(qPrintable(m_disk), MNT_DETACH);
    m_isMounted = false;
    m_folder.reset();
}

void TestDiskFull::captureStopsAndTheFileIsReadable()
{
    const QString session = m_disk + QStringLiteral("/live.rhapsode");
    QProcess capture;
    capture.start(QStringLiteral(RHAPSODE_CLI), {"capture", "-o", session, "--hep", "hep+udp://127.0.0.1:0"});
    QByteArray complaints;
    QTRY_VERIFY_WITH_TIMEOUT(
        (capture.waitForReadyRead(20), complaints.append(capture.readAllStandardError()),
         complaints.contains("listening hep+udp://127.0.0.1:") && complaints.contains('\n')),
        10'000);
    const QByteArray line = complaints.mid(complaints.indexOf("listening")).split('\n').first();
    const auto port = line.mid(line.lastIndexOf(':') + 1).toUShort();
    QUdpSocket socket;
    for (int i = 0; i < 20'000 && capture.state() == QProcess::Running; ++i) {
        const QByteArray packet = hepMessage(i);
        socket.writeDatagram(packet, QHostAddress::LocalHost, port);
        if (i % 20 == 0)
            capture.waitForFinished(5);
    }
    QVERIFY2(capture.state() == QProcess::NotRunning || capture.waitForFinished(10'000),
             "it went on without a disk");
    complaints += capture.readAllStandardError();
    QCOMPARE(capture.exitStatus(), QProcess::NormalExit);
    QVERIFY2(capture.exitCode() == 1, complaints.constData());
    QVERIFY2(complaints.contains("no space left on the disk"), complaints.constData());
    QVERIFY2(complaints.contains("What was stored until then is kept."), complaints.constData());
    const Totals totals = totalsIn(complaints);
    QVERIFY2(totals.received > totals.stored, complaints.constData());
    QVERIFY2(totals.dropped >= totals.received - totals.stored, complaints.constData());

    // Still without space: what was committed can be read and is whole.
    const CommandResult check = cli({"check", session});
    QVERIFY2(check.exitCode == 0, check.output + check.complaints);
    const CommandResult messages = cli({"messages", session, "--fields", "id,method"});
    QVERIFY2(messages.exitCode == 0, messages.complaints);
    const auto rows = messages.output.count("\tMESSAGE\n");
    QVERIFY2(rows > 50, messages.output.constData());
    QCOMPARE(totals.stored, rows); // each frame is a message
    const CommandResult last = cli({"show", session, "--message", QString::number(rows)});
    QVERIFY(last.output.startsWith("MESSAGE sip:bob@198.51.100.7 SIP/2.0\r\n"));

    const QString exported = m_disk + QStringLiteral("/out.pcap");
    const CommandResult full = cli({"export", session, "-o", exported});
    QCOMPARE(full.exitCode, 1);
    QVERIFY2(full.complaints.contains("no space left on the disk"), full.complaints);
    QVERIFY2(full.complaints.contains("Nothing was exported.") && !full.complaints.contains("is kept"),
             full.complaints);
    QVERIFY(!QFile::exists(exported));
}

QString TestDiskFull::largeCapture()
{
    const QString session = m_folder->filePath(QStringLiteral("large.rhapsode"));
    const QString capture = m_folder->filePath(QStringLiteral("large.pcap"));
    QProcess recorder;
    recorder.start(QStringLiteral(RHAPSODE_CLI),
                   {"capture", "-o", session, "--hep", "hep+udp://127.0.0.1:0", "--count", "4000"});
    QByteArray complaints;
    const bool isReady = QTest::qWaitFor(
        [&] {
            recorder.waitForReadyRead(20);
            complaints += recorder.readAllStandardError();
            return complaints.contains("listening hep+udp://127.0.0.1:") && complaints.contains('\n');
        },
        10'000);
    const QByteArray line = complaints.mid(complaints.indexOf("listening")).split('\n').first();
    const auto port = line.mid(line.lastIndexOf(':') + 1).toUShort();
    QUdpSocket socket;
    for (int i = 0; isReady && i < 30'000 && recorder.state() == QProcess::Running; ++i) {
        socket.writeDatagram(hepMessage(i), QHostAddress::LocalHost, port);
        if (i % 50 == 0)
            recorder.waitForFinished(1);
    }
    recorder.waitForFinished(10'000);
    return cli({"export", session, "-o", capture}).exitCode == 0 ? capture : QString{};
}

void TestDiskFull::importLeavesNoFile()
{
    const QString capture = largeCapture();
    QVERIFY(!capture.isEmpty());
    const CommandResult result =
        cli({"import", "-o", m_disk + QStringLiteral("/imported.rhapsode"), capture});
    QCOMPARE(result.exitCode, 1);
    QVERIFY2(result.complaints.contains("no space left on the disk"), result.complaints);
    QVERIFY2(result.complaints.contains("Nothing was kept.") && !result.complaints.contains("is kept"),
             result.complaints);
    QCOMPARE(QDir{m_disk}.entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot), QStringList{});
}

void TestDiskFull::exportLeavesNoFile()
{
    const QString capture = largeCapture();
    QVERIFY(!capture.isEmpty());
    for (const char* name : {"out.pcap", "out.pcapng", "out.txt"}) {
        const CommandResult result = cli({"export", capture, "-o", m_disk + '/' + QString::fromLatin1(name)});
        QCOMPARE(result.exitCode, 1);
        QVERIFY2(result.complaints.contains("no space left on the disk"), result.complaints);
        QCOMPARE(QDir{m_disk}.entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
                 QStringList{});
    }
}

int main(int argc, char** argv)
{
    enterOwnMounts(argv);
    const QCoreApplication application{argc, argv};
    TestDiskFull test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_disk_full.moc"
