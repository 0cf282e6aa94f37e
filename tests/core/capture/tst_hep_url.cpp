// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/hep_url.h"

#include <QtTest>

using namespace core::capture;

class TestHepUrl : public QObject {
    Q_OBJECT

private slots:
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
};

void TestHepUrl::reads_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("canonical");
    QTest::addColumn<bool>("isDualStack");
    const auto row = [](const char* text, const char* canonical, bool isDualStack = false) {
        QTest::newRow(text) << QByteArray{text} << QByteArray{canonical} << isDualStack;
    };
    row("hep+udp://192.0.2.1:9061", "hep+udp://192.0.2.1:9061");
    row("hep+udp://192.0.2.1", "hep+udp://192.0.2.1:9060");
    row("hep+udp://:9061", "hep+udp://127.0.0.1:9061");
    row("hep+udp://", "hep+udp://127.0.0.1:9060");
    row("hep+udp://localhost:1", "hep+udp://127.0.0.1:1");
    row("HEP+UDP://0.0.0.0:9060/", "hep+udp://0.0.0.0:9060");
    row("hep+udp://[::1]:9060", "hep+udp://[::1]:9060");
    row("hep+udp://[2001:db8::7]", "hep+udp://[2001:db8::7]:9060");
    row("hep+udp://[::]:9060", "hep+udp://[::]:9060", true);
    row("hep+udp://127.0.0.1:0", "hep+udp://127.0.0.1:0");
    row("hep+udp://127.0.0.1:65535", "hep+udp://127.0.0.1:65535");
    row("hep+tcp://", "hep+tcp://127.0.0.1:9060");
    row("hep+tcp://[::]:9999", "hep+tcp://[::]:9999", true);
    row("hep+tls://", "hep+tls://127.0.0.1:9061");
    row("HEP+TLS://[::1]:0", "hep+tls://[::1]:0");
}

void TestHepUrl::reads()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, canonical);
    QFETCH(bool, isDualStack);
    const auto url = parseHepUrl(text.toStdString());
    QVERIFY2(url.has_value(), url ? "" : core::base::describe(url.error()).c_str());
    QCOMPARE(QByteArray::fromStdString(url->toString()), canonical);
    QCOMPARE(url->isDualStack(), isDualStack);
    QCOMPARE(parseHepUrl(url->toString()).value(), *url);
}

void TestHepUrl::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("code");
    const auto row = [](const char* text, const char* code) {
        QTest::newRow(text) << QByteArray{text} << QByteArray{code};
    };
    row("hep+sctp://127.0.0.1:9060", "option-invalid");
    row("hep1+udp://127.0.0.1:9061", "option-invalid");
    row("hep2+udp://127.0.0.1:9061", "option-invalid");
    row("", "url-invalid");
    row("127.0.0.1:9060", "url-invalid");
    row("udp://127.0.0.1:9060", "url-invalid");
    row("hep+udp:/127.0.0.1", "url-invalid");
    row("hep+udp://host.example:9060", "url-invalid");
    row("hep+udp://127.0.0.1:", "url-invalid");
    row("hep+udp://127.0.0.1:65536", "url-invalid");
    row("hep+udp://127.0.0.1:-1", "url-invalid");
    row("hep+udp://127.0.0.1:9060x", "url-invalid");
    row("hep+udp://127.0.0.1:9060/path", "url-invalid");
    row("hep+udp://::1:9060", "url-invalid");
    row("hep+udp://[::1", "url-invalid");
    row("hep+udp://[::1]9060", "url-invalid");
    row("hep+udp://[127.0.0.1]:9060", "url-invalid");
    row("hep+udp://[]:9060", "url-invalid");
    row("hep+udp://300.0.0.1:9060", "url-invalid");
}

void TestHepUrl::refuses()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, code);
    const auto url = parseHepUrl(text.toStdString());
    QVERIFY(!url.has_value());
    QCOMPARE(QByteArray::fromStdString(std::string{core::base::name(url.error().code)}), code);
    QCOMPARE(QByteArray::fromStdString(url.error().subject), text);
    QVERIFY(!url.error().detail.empty());
}

QTEST_GUILESS_MAIN(TestHepUrl)
#include "tst_hep_url.moc"
