// SPDX-License-Identifier: GPL-3.0-or-later
// rhapsode-sniff by itself, and behind rhapsode-cli: it captures, and what it may do is gone when it does.
#include "core/capture/capture_file_reader.h"
#include "core/capture/interface_list.h"
#include "core/capture/kernel_ring.h"
#include "tests/support/command.h"
#include "tests/support/network_namespace.h"
#include "tests/support/udp_sender.h"

#include <QTemporaryDir>
#include <QtTest>

#include <csignal>
#include <sys/stat.h>
#include <unistd.h>

using namespace core;
using namespace tests::support;

namespace {

const QString sniff = QStringLiteral(RHAPSODE_SNIFF);
const QString cli = QStringLiteral(RHAPSODE_CLI);
const QByteArray payload = "OPTIONS sip:a@b SIP/2.0\r\n\r\n";

/// A line of /proc/PID/status.
QByteArray statusOf(qint64 process, const QByteArray& key)
{
    QFile file{QStringLiteral("/proc/%1/status").arg(process)};
    if (!file.open(QIODevice::ReadOnly))
        return {};
    for (const QByteArray& line : file.readAll().split('\n')) {
        if (line.startsWith(key + ':'))
            return line.mid(key.size() + 1).trimmed();
    }
    return {};
}

bool isRunning(qint64 process)
{
    const QByteArray state = statusOf(process, "State");
    return !state.isEmpty() && !state.startsWith('Z');
}

void sendTo(std::uint16_t port)
{
    const UdpSender sender{{net::IpAddress::parse("127.0.0.1").value(), port}};
    sender.send(std::as_bytes(std::span{payload.constData(), static_cast<std::size_t>(payload.size())}));
}

/// Only root itself can hand capabilities to others; a namespace's root cannot.
bool isRealRoot()
{
    return ::geteuid() == 0 && !isInOwnNetwork() && !QStandardPaths::findExecutable("setcap").isEmpty() &&
           !QStandardPaths::findExecutable("setpriv").isEmpty();
}

const QStringList asNobody{"--reuid=65534", "--regid=65534", "--clear-groups"};

} // namespace

class TestSniff : public QObject {
    Q_OBJECT

private slots:
    void init();
    void capturesAndGivesUpItsRights();
    void capturesForAUser();
    void capturesForTheCli();
    void tellsOfASmallBuffer();
    void saysWhichGroup();
    void refuses_data();
    void refuses();
    void refusesFiles();
    void endsWithItsParent();
    void endsWhenNobodyReads();

private:
    /// A copy with the capability that everybody may start, in a folder that everybody may enter.
    QString permittedCopy(int mode = 0755) const;
    void captureWith(QProcess& process, const QString& program, const QStringList& arguments) const;
    /// A file in a folder where a user without rights may write; empty when there can be none.
    QString sessionOfNobody() const;
    /// Has the command line capture on lo for such a user, through this helper.
    static void captureAsNobody(QProcess& process, const QString& helper, const QString& session,
                                const QStringList& more);

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestSniff::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QCOMPARE(::chmod(m_folder->path().toLocal8Bit().constData(), 0755), 0);
}

QString TestSniff::permittedCopy(int mode) const
{
    const QString copy = m_folder->filePath("rhapsode-sniff");
    QFile::copy(sniff, copy);
    ::chmod(copy.toLocal8Bit().constData(), static_cast<mode_t>(mode));
    return runProgram("setcap", {"cap_net_raw=ep", copy}).exitCode == 0 ? copy : QString{};
}

QString TestSniff::sessionOfNobody() const
{
    constexpr uid_t nobody = 65534;
    const QString folder = m_folder->filePath("out");
    const bool isOurs =
        QDir{}.mkdir(folder) && ::chown(folder.toLocal8Bit().constData(), nobody, nobody) == 0;
    return isOurs ? folder + "/s.rhapsode" : QString{};
}

void TestSniff::captureAsNobody(QProcess& process, const QString& helper, const QString& session,
                                const QStringList& more)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert("RHAPSODE_SNIFF_PROGRAM", helper);
    process.setProcessEnvironment(environment);
    process.start("setpriv", QStringList{asNobody} << cli << "capture"
                                                   << "-o" << session << "--interface"
                                                   << "lo" << more);
}

/// Captures one datagram and looks at the process meanwhile.
void TestSniff::captureWith(QProcess& process, const QString& program, const QStringList& arguments) const
{
    const std::uint16_t port = freeUdpPort();
    process.start(program, QStringList{arguments} << "--interface"
                                                  << "lo"
                                                  << "--bpf" << QStringLiteral("udp dst port %1").arg(port));
    QVERIFY(process.waitForReadyRead(10'000)); // the header: it captures now
    for (const char* set : {"CapInh", "CapPrm", "CapEff", "CapAmb"})
        QCOMPARE(statusOf(process.processId(), set), QByteArray(16, '0'));
    QCOMPARE(statusOf(process.processId(), "NoNewPrivs"), QByteArray{"1"});
    QByteArray output = process.readAllStandardOutput();
    const qsizetype header = output.size();
    sendTo(port);
    QTRY_VERIFY_WITH_TIMEOUT((process.waitForReadyRead(50), output.append(process.readAllStandardOutput()),
                              output.size() >= header + payload.size()),
                             10'000);
    process.terminate();
    QVERIFY(process.waitForFinished(10'000));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 0);
    const auto ring = capture::ringReportOf(process.readAllStandardError().trimmed().toStdString());
    QVERIFY(ring.has_value());
    QVERIFY(ring->granted > 0 && ring->granted <= ring->asked);
    QCOMPARE(ring->dataLink, 1); // of "lo", Ethernet

    const QString path = m_folder->filePath("captured.pcapng");
    QFile file{path};
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(output + process.readAllStandardOutput());
    file.close();
    std::string interface;
    auto reader =
        capture::CaptureFileReader::open(path.toStdString(), [&](const std::string& name, net::LinkType) {
            interface = name;
            return base::SourceId{1};
        });
    QVERIFY(reader.has_value());
    const auto batch = (*reader)->next({});
    QVERIFY(batch.has_value());
    QCOMPARE(interface, std::string{"lo"});
    QCOMPARE(batch->frames.size(), std::size_t{1});
    QVERIFY(!(*reader)->damage());
    const auto bytes = batch->bytesOf(batch->frames[0]);
    QVERIFY(QByteArray(reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size()))
                .endsWith(payload));
    const auto age = std::chrono::system_clock::now() - batch->frames[0].captured;
    QVERIFY(age > std::chrono::seconds{0} && age < std::chrono::minutes{1});
}

void TestSniff::capturesAndGivesUpItsRights()
{
    if (::geteuid() != 0)
        QSKIP("this user may not capture, not even in a network namespace of its own");
    QProcess process;
    captureWith(process, sniff, {});
}

void TestSniff::capturesForAUser()
{
    if (!isRealRoot())
        QSKIP("only root can give a copy of the program its capability");
    const QString copy = permittedCopy();
    if (copy.isEmpty())
        QSKIP("the file system of the temporary folder keeps no capabilities");
    QProcess process;
    captureWith(process, "setpriv", QStringList{asNobody} << copy);
}

void TestSniff::capturesForTheCli()
{
    if (!isRealRoot())
        QSKIP("only root can give a copy of the program its capability");
    const QString copy = permittedCopy();
    if (copy.isEmpty())
        QSKIP("the file system of the temporary folder keeps no capabilities");
    const QString session = sessionOfNobody();
    QVERIFY(!session.isEmpty());
    const std::uint16_t port = freeUdpPort();
    QProcess process;
    const QString bpf = QStringLiteral("udp dst port %1").arg(port);
    captureAsNobody(process, copy, session, {"--bpf", bpf, "--count", "1", "--duration", "20"});
    process.setReadChannel(QProcess::StandardError);
    QVERIFY(process.waitForReadyRead(10'000));
    const QByteArray ready = process.readAllStandardError();
    QVERIFY2(ready.contains("capturing lo"), ready.constData());
    sendTo(port);
    QVERIFY(process.waitForFinished(15'000));
    const QByteArray rest = process.readAllStandardError();
    QVERIFY2(process.exitCode() == 0, rest.constData());
    QVERIFY2(rest.contains("received 1 stored 1 dropped 0 refused 0"), rest.constData());
    QCOMPARE(runProgram(cli, {"messages", session, "--fields", "method"}).output,
             QByteArray{"method\nOPTIONS\n"});
}

/// The kernel does not run out of memory for a test, so a script says what the helper would.
void TestSniff::tellsOfASmallBuffer()
{
    if (!isRealRoot())
        QSKIP("only root can become a user who may not capture");
    const QString script = m_folder->filePath("helper");
    QFile file{script};
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("#!/bin/sh\n"
               "echo 'rhapsode-sniff: data link 1, buffer of 2097152 of 67108864 bytes' >&2\n"
               "printf '\\324\\303\\262\\241\\002\\000\\004\\000\\000\\000\\000\\000\\000\\000\\000\\000'\n"
               "printf '\\377\\377\\000\\000\\001\\000\\000\\000'\n"
               "sleep 1\n");
    file.close();
    QCOMPARE(::chmod(script.toLocal8Bit().constData(), 0755), 0);
    if (runProgram("setcap", {"cap_net_raw=ep", script}).exitCode != 0)
        QSKIP("the file system of the temporary folder keeps no capabilities");
    const QString session = sessionOfNobody();
    QVERIFY(!session.isEmpty());
    QProcess process;
    captureAsNobody(process, script, session, {});
    QVERIFY(process.waitForFinished(20'000));
    const QByteArray complaints = process.readAllStandardError();
    QVERIFY2(complaints.contains("2.0 MiB of 64.0 MiB"), complaints.constData());
    const QByteArray info = runProgram(cli, {"info", session}).output;
    QVERIFY2(info.contains("2.0 MiB of 64.0 MiB") && info.contains("free some memory"), info.constData());
}

void TestSniff::saysWhichGroup()
{
    if (!isRealRoot())
        QSKIP("only root can become a user that is not in a group");
    const QString copy = permittedCopy(0750);
    QCOMPARE(::chown(copy.toLocal8Bit().constData(), 0, 1), 0); // the group daemon
    QProcess process;
    captureAsNobody(process, copy, "/tmp/rhapsode-not-to-be", {});
    QVERIFY(process.waitForFinished(10'000));
    QCOMPARE(process.exitCode(), 1);
    const QByteArray complaint = process.readAllStandardError();
    QVERIFY2(complaint.contains("(sudo usermod -aG daemon nobody)"), complaint.constData());
    QVERIFY(!QFile::exists("/tmp/rhapsode-not-to-be"));
}

void TestSniff::refuses_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("exitCode");
    QTest::newRow("nothing") << QStringList{} << 2;
    QTest::newRow("no interface") << QStringList{"--bpf", "udp"} << 2;
    QTest::newRow("no value") << QStringList{"--interface"} << 2;
    QTest::newRow("unknown option") << QStringList{"--interface", "lo", "--write", "/tmp/x"} << 2;
    QTest::newRow("two interfaces") << QStringList{"--interface", "lo", "--interface", "lo"} << 2;
    QTest::newRow("an argument") << QStringList{"--interface", "lo", "x"} << 2;
    QTest::newRow("negative length") << QStringList{"--interface", "lo", "--snapshot-length", "-1"} << 2;
    QTest::newRow("huge length") << QStringList{"--interface", "lo", "--snapshot-length", "99999999999"} << 2;
    QTest::newRow("long name") << QStringList{"--interface", QString(100, 'x')} << 2;
    QTest::newRow("unknown interface") << QStringList{"--interface", "nothing0"} << 3;
    QTest::newRow("other devices of libpcap") << QStringList{"--interface", "bluetooth-monitor"} << 2;
    QTest::newRow("USB") << QStringList{"--interface", "usbmon0"} << 3;
    QTest::newRow("queue") << QStringList{"--interface", "nflog:1"} << 3;
}

void TestSniff::refuses()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, exitCode);
    const CommandResult result = runProgram(sniff, arguments);
    QCOMPARE(result.exitCode, exitCode);
    QVERIFY(result.output.isEmpty());
    QVERIFY(result.complaints.startsWith("rhapsode-sniff: "));
}

void TestSniff::refusesFiles()
{
    const QString file = m_folder->filePath("file");
    const CommandResult result =
        runProgram("/bin/sh", {"-c", "exec \"$0\" --interface lo > \"$1\"", sniff, file});
    QCOMPARE(result.exitCode, 2);
    QCOMPARE(QFileInfo{file}.size(), 0);
    if (::geteuid() != 0)
        QSKIP("this user may not capture: the filter is not looked at");
    const CommandResult filter = runProgram(sniff, {"--interface", "lo", "--bpf", "no such word"});
    QCOMPARE(filter.exitCode, 6);
    QVERIFY(filter.output.isEmpty());
}

void TestSniff::endsWithItsParent()
{
    if (::geteuid() != 0)
        QSKIP("this user may not capture, not even in a network namespace of its own");
    QProcess shell;
    shell.start("/bin/sh", {"-c", "\"$0\" --interface lo 2>/dev/null & echo $! >&2; wait", sniff});
    QVERIFY(shell.waitForReadyRead(10'000)); // the header, through the shell's pipe
    const qint64 helper = shell.readAllStandardError().trimmed().toLongLong();
    QVERIFY(isRunning(helper));
    shell.kill();
    // Its pipe stays open: we hold it.
    QTRY_VERIFY_WITH_TIMEOUT(!isRunning(helper), 5'000);
    shell.waitForFinished(5'000);
}

void TestSniff::endsWhenNobodyReads()
{
    if (::geteuid() != 0)
        QSKIP("this user may not capture, not even in a network namespace of its own");
    // Nothing comes, so it cannot notice by writing.
    const CommandResult result = runProgram(
        "/bin/sh", {"-c", "\"$0\" --interface lo --bpf 'ether[0] = 0x99' | head -c 4 | wc -c", sniff});
    QCOMPARE(result.output.trimmed(), QByteArray{"4"});
}

int main(int argc, char** argv)
{
    if (::geteuid() != 0)
        enterOwnNetwork(argv);
    const QCoreApplication application{argc, argv};
    TestSniff test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_sniff.moc"
