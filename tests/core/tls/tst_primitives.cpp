// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tls/primitives.h"

#include "tests/support/frame_builder.h"

#include <QTest>

#include <array>

using namespace core::tls;
using tests::support::hex;
using tests::support::text;

class TestPrimitives : public QObject {
    Q_OBJECT

private slots:
    void prf_data();
    void prf();
    void expandLabel_data();
    void expandLabel();
    void hmacOverParts();
};

namespace {

QString shown(const Bytes& bytes)
{
    return QString::fromStdString(toHex(bytes));
}

} // namespace

void TestPrimitives::prf_data()
{
    QTest::addColumn<int>("hash");
    QTest::addColumn<QByteArray>("secret");
    QTest::addColumn<QByteArray>("seed");
    QTest::addColumn<QString>("expected");

    QTest::newRow("TLS 1.2, SHA-256")
        << static_cast<int>(Hash::Sha256) << QByteArray{"9bbe436ba940f017b17652849a71db35"}
        << QByteArray{"a0ba9f936cda311827a6f796ffd5198c"}
        << "e3f229ba727be17b8d122620557cd453c2aab21d07c3d495329b52d4e61edb5a"
           "6b301791e90d35c9c9a46b4e14baf9af0fa022f7077def17abfd3797c0564bab";
    QTest::newRow("TLS 1.2, SHA-384")
        << static_cast<int>(Hash::Sha384) << QByteArray{"b80b733d6ceefcdc71566ea48e5567df"}
        << QByteArray{"cd665cf6a8447dd6ff8b27555edb7465"}
        << "7b0c18e9ced410ed1804f2cfa34a336a1c14dffb4900bb5fd7942107e81c83cd"
           "e9ca0faa60be9fe34f82b1233c9146a0e534cb400fed2700884f9dc236f80edd";
    // From the definition in RFC 4346 section 5, worked out apart from this program.
    QTest::newRow("TLS 1.0, MD5 and SHA-1")
        << static_cast<int>(Hash::Md5Sha1) << QByteArray{"9bbe436ba940f017b17652849a71db35"}
        << QByteArray{"a0ba9f936cda311827a6f796ffd5198c"}
        << "661740e6f98bc901efd2738502a71c03f76dd2f86298549b1148eff06714cf0f"
           "6b7c532cd8c69f1530e0bb680eec34c495fa75a8bfcc9c335484c0d3d194ab6e";
}

void TestPrimitives::prf()
{
    QFETCH(int, hash);
    QFETCH(QByteArray, secret);
    QFETCH(QByteArray, seed);
    QFETCH(QString, expected);
    QCOMPARE(shown(core::tls::prf(static_cast<Hash>(hash), hex(secret.constData()), "test label",
                                  hex(seed.constData()), 64)),
             expected);
}

/// The server's handshake keys of RFC 8448 section 3.
void TestPrimitives::expandLabel_data()
{
    QTest::addColumn<QString>("label");
    QTest::addColumn<int>("length");
    QTest::addColumn<QString>("expected");
    QTest::newRow("key") << "key" << 16 << "3fce516009c21727d0f2e4e86ee403bc";
    QTest::newRow("iv") << "iv" << 12 << "5d313eb2671276ee13000b30";
}

void TestPrimitives::expandLabel()
{
    QFETCH(QString, label);
    QFETCH(int, length);
    QFETCH(QString, expected);
    const auto secret = hex("b67b7d690cc16c4e75e54213cb2d37b4e9c912bcded9105d42befd59d391ad38");
    QCOMPARE(shown(core::tls::expandLabel(Hash::Sha256, secret, label.toStdString(),
                                          static_cast<std::size_t>(length))),
             expected);
}

/// RFC 4231 section 4.3.
void TestPrimitives::hmacOverParts()
{
    const auto key = text("Jefe");
    const auto first = text("what do ya want ");
    const auto second = text("for nothing?");
    QCOMPARE(shown(hmac(Hash::Sha256, key, std::array{ByteView{first}, ByteView{second}})),
             "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

QTEST_GUILESS_MAIN(TestPrimitives)
#include "tst_primitives.moc"
