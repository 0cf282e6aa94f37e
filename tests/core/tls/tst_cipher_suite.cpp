// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tls/cipher_suite.h"

#include "core/tls/record_cipher.h"

#include <QTest>

using namespace core::tls;

class TestCipherSuite : public QObject {
    Q_OBJECT

private slots:
    void everySuiteIsUnderstood();
    void properties_data();
    void properties();
    void unknownSuiteIsNamedByNumber();
};

/// Every suite of the table has a cipher that the library knows.
void TestCipherSuite::everySuiteIsUnderstood()
{
    std::size_t known = 0;
    for (unsigned number = 0; number < 0x10000; ++number) {
        const auto suite = findCipherSuite(static_cast<std::uint16_t>(number));
        if (!suite)
            continue;
        ++known;
        const bool isTls13 = number >> 8U == 0x13;
        const Version version = isTls13 ? Version::Tls13 : Version::Tls12;
        const Bytes secret(size(suite->prf));
        CipherKeys keys;
        if (isTls13) {
            keys = makeTrafficKeys(*suite, secret);
        } else {
            const auto block = makeKeyBlock(version, *suite, secret, ClientRandom{}, ClientRandom{});
            QVERIFY(block);
            keys = block->client;
        }
        QVERIFY2(RecordCipher::create(version, *suite, keys, false),
                 qPrintable(QString::fromStdString(std::string{suite->name})));
    }
    QVERIFY(known > 80);
}

void TestCipherSuite::properties_data()
{
    QTest::addColumn<int>("number");
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("keySize");
    QTest::addColumn<int>("tagSize");
    QTest::addColumn<int>("prf");
    QTest::addColumn<bool>("isRsaKeyExchange");
    const auto sha256 = static_cast<int>(Hash::Sha256);
    const auto sha384 = static_cast<int>(Hash::Sha384);
    QTest::newRow("1301") << 0x1301 << "TLS_AES_128_GCM_SHA256" << 16 << 16 << sha256 << false;
    QTest::newRow("1305") << 0x1305 << "TLS_AES_128_CCM_8_SHA256" << 16 << 8 << sha256 << false;
    QTest::newRow("002f") << 0x002f << "TLS_RSA_WITH_AES_128_CBC_SHA" << 16 << 0 << sha256 << true;
    QTest::newRow("009d") << 0x009d << "TLS_RSA_WITH_AES_256_GCM_SHA384" << 32 << 16 << sha384 << true;
    QTest::newRow("c030") << 0xc030 << "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384" << 32 << 16 << sha384 << false;
    QTest::newRow("c0a1") << 0xc0a1 << "TLS_RSA_WITH_AES_256_CCM_8" << 32 << 8 << sha256 << true;
}

void TestCipherSuite::properties()
{
    QFETCH(int, number);
    QFETCH(QString, name);
    const auto suite = findCipherSuite(static_cast<std::uint16_t>(number));
    QVERIFY(suite);
    QCOMPARE(QString::fromStdString(std::string{suite->name}), name);
    QTEST(static_cast<int>(suite->keySize), "keySize");
    QTEST(static_cast<int>(suite->tagSize), "tagSize");
    QTEST(static_cast<int>(suite->prf), "prf");
    QTEST(suite->isRsaKeyExchange, "isRsaKeyExchange");
}

void TestCipherSuite::unknownSuiteIsNamedByNumber()
{
    QVERIFY(!findCipherSuite(0x5a5a));
    QCOMPARE(cipherSuiteName(0x5a5a), "cipher suite 0x5a5a");
    QCOMPARE(versionName(0x0300), "SSL 3.0");
    QCOMPARE(versionName(0x7f12), "version 0x7f12");
}

QTEST_GUILESS_MAIN(TestCipherSuite)
#include "tst_cipher_suite.moc"
