// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/leg/link_hint.h"

#include <QTest>

using namespace core;
using namespace core::leg;

namespace {

std::vector<LinkHint> hintsOf(const std::string& headers)
{
    const std::string text = "INVITE sip:bob@example.com SIP/2.0\r\nCall-ID: own\r\n" + headers + "\r\n";
    sip::Message message;
    std::vector<LinkHint> hints;
    if (message.parse(std::as_bytes(std::span{text})))
        findLinkHints(message, usualCallIdHeaders(), hints);
    return hints;
}

QString textOf(const std::vector<LinkHint>& hints)
{
    QStringList all;
    for (const LinkHint& hint : hints)
        all << QString::fromStdString((hint.namesCall ? "names " : "has ") + hint.value + " by " +
                                      hint.header);
    return all.join(QLatin1Char{'|'});
}

} // namespace

class TestLinkHint : public QObject {
    Q_OBJECT

private slots:
    void reads_data();
    void reads();
    void isBounded();
};

void TestLinkHint::reads_data()
{
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<QString>("hints");
    const auto row = [](const char* name, const char* headers, const char* hints) {
        QTest::newRow(name) << QByteArray{headers} << QString::fromLatin1(hints);
    };
    row("Session-ID",
        "Session-ID: AB30317f1a784dc48ff824d0d3715d86;remote=47755a9de7794ba387653f2099600ef2\r\n",
        "has ab30317f1a784dc48ff824d0d3715d86 by Session-ID|"
        "has 47755a9de7794ba387653f2099600ef2 by Session-ID");
    row("Session-ID, older form", "Session-ID: ab30317f1a784dc48ff824d0d3715d86\r\n",
        "has ab30317f1a784dc48ff824d0d3715d86 by Session-ID");
    row("Session-ID, nil",
        "Session-ID: ab30317f1a784dc48ff824d0d3715d86;remote=00000000000000000000000000000000\r\n",
        "has ab30317f1a784dc48ff824d0d3715d86 by Session-ID");
    row("Session-ID of somebody else's kind", "Session-ID: 4711\r\n", "");
    row("Replaces", "Replaces: 98732@x;from-tag=r33th4x0r;to-tag=ff87ff\r\n", "names 98732@x by Replaces");
    row("Refer-To", "Refer-To: <sip:dave@x?Replaces=12345%40y%3Bto-tag%3D1%3Bfrom-tag%3D2&Method=INVITE>\r\n",
        "names 12345@y by Refer-To");
    row("Refer-To without Replaces", "Refer-To: <sip:dave@x>\r\n", "");
    row("Join", "Join: 12345600@x;from-tag=1;to-tag=2\r\n", "names 12345600@x by Join");
    row("Target-Dialog", "Target-Dialog: fa77as7dad8-sd98ajzz@x;local-tag=k;remote-tag=l\r\n",
        "names fa77as7dad8-sd98ajzz@x by Target-Dialog");
    row("X-Call-ID", "x-call-id: abc@x\r\n", "has abc@x by x-call-id");
    row("icid", "P-Charging-Vector: icid-value=\"1234bc9876e\"; icid-generated-at=192.0.6.8\r\n",
        "has 1234bc9876e by icid-value");
    row("nothing", "Subject: 12345@x\r\n", "");
}

void TestLinkHint::reads()
{
    QFETCH(const QByteArray, headers);
    QFETCH(const QString, hints);
    QCOMPARE(textOf(hintsOf(headers.toStdString())), hints);
}

void TestLinkHint::isBounded()
{
    std::string many;
    for (int i = 0; i < 100; ++i)
        many += "X-Call-ID: " + std::to_string(i) + "@x\r\n";
    QCOMPARE(hintsOf(many).size(), std::size_t{16});
    QVERIFY(hintsOf("X-Call-ID: " + std::string(300, 'a') + "\r\n").empty());
}

QTEST_GUILESS_MAIN(TestLinkHint)
#include "tst_link_hint.moc"
