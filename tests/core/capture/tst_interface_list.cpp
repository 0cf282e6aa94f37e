// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/interface_list.h"

#include <QCoreApplication>
#include <QtTest>
#include <algorithm>

using namespace core::capture;

class TestInterfaceList : public QObject {
    Q_OBJECT

private slots:
    void findsTheLoopbackInterface();
    void findsAny();
    void commandNamesThisProgram();
};

void TestInterfaceList::findsTheLoopbackInterface()
{
    const auto interfaces = listInterfaces();
    QVERIFY(interfaces.has_value());
    const auto loopback = std::ranges::find(*interfaces, "lo", &InterfaceDescription::name);
    QVERIFY(loopback != interfaces->end());
    QVERIFY(loopback->isLoopback);
    if (loopback->isUp) {
        const auto address = core::net::IpAddress::parse("127.0.0.1").value();
        QVERIFY(std::ranges::find(loopback->addresses, address) != loopback->addresses.end());
    }
}

void TestInterfaceList::findsAny()
{
    const auto interfaces = listInterfaces();
    QVERIFY(interfaces.has_value());
    const auto any = std::ranges::find(*interfaces, "any", &InterfaceDescription::name);
    QVERIFY(any != interfaces->end());
    QVERIFY(!any->isLoopback);
    QVERIFY(!any->description.empty());
}

void TestInterfaceList::commandNamesThisProgram()
{
    qputenv("RHAPSODE_SNIFF_PROGRAM", "/nonexistent"); // one may be installed on this machine
    const std::string program = QCoreApplication::applicationFilePath().toStdString();
    QCOMPARE(capturePermissionCommand(), "sudo setcap cap_net_raw,cap_net_admin+eip '" + program + "'");
}

QTEST_GUILESS_MAIN(TestInterfaceList)
#include "tst_interface_list.moc"
