// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/pcap_handles.h"
#include "core/capture/remote_command.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace core::capture;

class RemoteCommandTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    void program(const QString& name, const QByteArray& script) const
    {
        QFile file{m_folder.filePath(name)};
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("#!/bin/sh\n" + script);
        QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    }

private slots:

    void initTestCase()
    {
        // ssh joins its words with blanks and has the other side's shell read them.
        program("ssh", "while [ \"$1\" != -- ]; do shift; done\n"
                       "echo \"$2\"; shift 2\n"
                       "SSH_CONNECTION='192.0.2.7 50123 192.0.2.1 2222' sh -c \"$*\"\n");
        program("tcpdump", "for word in \"$@\"; do echo \"$word\"; done\n");
    }

    void whatArrives_data()
    {
        QTest::addColumn<QString>("target");
        QTest::addColumn<QString>("filter");
        QTest::addColumn<QString>("expression");
        const QString ours = QStringLiteral("not (host 192.0.2.7 and port 2222)");
        QTest::newRow("everything") << "probe"
                                    << "" << ours;
        QTest::newRow("filter") << "root@probe.example.com"
                                << "port 5060 or (vlan and port 5060)"
                                << ours + " and (port 5060 or (vlan and port 5060))";
        QTest::newRow("quotes") << "it's"
                                << "a 'b' \"c\" $HOME `id` \\ d"
                                << ours + " and (a 'b' \"c\" $HOME `id` \\ d)";
        QTest::newRow("not an option") << "-oProxyCommand=id"
                                       << "" << ours;
    }

    void whatArrives()
    {
        QFETCH(QString, target);
        QFETCH(QString, filter);
        QFETCH(QString, expression);
        QProcess shell;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("PATH"), m_folder.path() + ':' + environment.value("PATH"));
        shell.setProcessEnvironment(environment);
        shell.start(
            QStringLiteral("/bin/sh"),
            {"-c", QString::fromStdString(remoteCaptureCommand(target.toStdString(), filter.toStdString()))});
        QVERIFY(shell.waitForFinished());
        QCOMPARE(QString::fromUtf8(shell.readAllStandardOutput()),
                 target + "\n-i\nany\n-U\n-w\n-\n" + expression + "\n");
    }

    void isAFilter()
    {
        QVERIFY(bool{checkCaptureFilter("not (host 192.0.2.7 and port 22) and (port 5060)")});
        QVERIFY(bool{checkCaptureFilter("not (host 2001:db8::7 and port 22)")});
    }
};

QTEST_GUILESS_MAIN(RemoteCommandTest)
#include "tst_remote_command.moc"
