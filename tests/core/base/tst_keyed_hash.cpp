// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/keyed_hash.h"

#include <QtTest>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

using namespace core::base;

class TestKeyedHash : public QObject {
    Q_OBJECT

private slots:
    void agreesWithTheReference_data();
    void agreesWithTheReference();
    void dependsOnTheKey();
    void dependsOnEveryBitAndOnTheLength();
    void makesDifferentKeys();
    void looksUpByView();
};

void TestKeyedHash::agreesWithTheReference_data()
{
    // SipHash-1-3 of 00 01 02 ... under the key 00 ... 0f.
    QTest::addColumn<int>("length");
    QTest::addColumn<quint64>("hash");
    QTest::newRow("empty") << 0 << quint64{0xabac0158050fc4dc};
    QTest::newRow("1 byte") << 1 << quint64{0xc9f49bf37d57ca93};
    QTest::newRow("7 bytes") << 7 << quint64{0xd3927d989bb11140};
    QTest::newRow("8 bytes") << 8 << quint64{0x369095118d299a8e};
    QTest::newRow("9 bytes") << 9 << quint64{0x25a48eb36c063de4};
    QTest::newRow("15 bytes") << 15 << quint64{0xd320d86d2a519956};
    QTest::newRow("16 bytes") << 16 << quint64{0xcc4fdd1a7d908b66};
    QTest::newRow("63 bytes") << 63 << quint64{0x9d199062b7bbb3a8};
}

void TestKeyedHash::agreesWithTheReference()
{
    QFETCH(int, length);
    QFETCH(quint64, hash);
    const HashKey key{0x0706050403020100, 0x0f0e0d0c0b0a0908};
    std::vector<std::byte> bytes;
    for (int i = 0; i < length; ++i)
        bytes.push_back(static_cast<std::byte>(i));
    QCOMPARE(quint64{keyedHash(key, bytes)}, hash);
}

void TestKeyedHash::dependsOnTheKey()
{
    QVERIFY(keyedHash({1, 2}, std::string_view{"call-id"}) != keyedHash({1, 3}, std::string_view{"call-id"}));
    QVERIFY(keyedHash({1, 2}, std::string_view{"call-id"}) != keyedHash({2, 1}, std::string_view{"call-id"}));
}

void TestKeyedHash::dependsOnEveryBitAndOnTheLength()
{
    const HashKey key{11, 22};
    std::set<std::uint64_t> hashes;
    std::string text(20, '\0');
    for (std::size_t size = 0; size <= text.size(); ++size)
        hashes.insert(keyedHash(key, std::string_view{text}.substr(0, size)));
    for (std::size_t bit = 0; bit < 8 * text.size(); ++bit) {
        std::string changed = text;
        changed[bit / 8] = static_cast<char>(1 << bit % 8);
        hashes.insert(keyedHash(key, changed));
    }
    QCOMPARE(hashes.size(), text.size() + 1 + 8 * text.size());
}

void TestKeyedHash::makesDifferentKeys()
{
    QVERIFY(randomHashKey() != randomHashKey());
    QCOMPARE(processHashKey(), processHashKey());
    QVERIFY(processHashKey() != (HashKey{0, 0}));
}

void TestKeyedHash::looksUpByView()
{
    std::unordered_map<std::string, int, KeyedTextHash, std::equal_to<>> table;
    table["abc@host"] = 7;
    const auto found = table.find(std::string_view{"xabc@hostx"}.substr(1, 8));
    QVERIFY(found != table.end());
    QCOMPARE(found->second, 7);
}

QTEST_GUILESS_MAIN(TestKeyedHash)
#include "tst_keyed_hash.moc"
