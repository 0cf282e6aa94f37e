// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/pcap_handles.h"

#include <QtTest>

using namespace core::capture;

class TestPcapHandles : public QObject {
    Q_OBJECT

private slots:
    void acceptsCaptureFilters_data();
    void acceptsCaptureFilters();
    void refusesWithTheMessageOfTheLibrary_data();
    void refusesWithTheMessageOfTheLibrary();
};

void TestPcapHandles::acceptsCaptureFilters_data()
{
    QTest::addColumn<QByteArray>("expression");
    for (const char* expression : {"", "udp port 5060", "host 192.0.2.1 and not tcp", "vlan and ip6"})
        QTest::newRow(expression) << QByteArray{expression};
}

void TestPcapHandles::acceptsCaptureFilters()
{
    QFETCH(QByteArray, expression);
    QVERIFY(checkCaptureFilter(expression.toStdString()).has_value());
}

void TestPcapHandles::refusesWithTheMessageOfTheLibrary_data()
{
    QTest::addColumn<QByteArray>("expression");
    for (const char* expression : {"udp prt 5060", "port 70000", "method == INVITE", "("})
        QTest::newRow(expression) << QByteArray{expression};
}

void TestPcapHandles::refusesWithTheMessageOfTheLibrary()
{
    QFETCH(QByteArray, expression);
    const auto status = checkCaptureFilter(expression.toStdString());
    QVERIFY(!status.has_value());
    QCOMPARE(status.error().code, core::base::ErrorCode::CaptureFilterInvalid);
    QCOMPARE(QByteArray::fromStdString(status.error().subject), expression);
    QVERIFY(!status.error().detail.empty());
}

QTEST_GUILESS_MAIN(TestPcapHandles)
#include "tst_pcap_handles.moc"
