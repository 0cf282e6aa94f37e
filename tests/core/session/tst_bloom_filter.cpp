// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/keyed_hash.h"
#include "core/session/bloom_filter.h"

#include <QTest>

#include <string>

using namespace core;
using core::session::BloomFilter;

namespace {

std::uint64_t hashOf(const std::string& text)
{
    static const base::HashKey key{1, 2}; // always the same, so that the rates below are
    return base::keyedHash(key, text);
}

} // namespace

class TestBloomFilter : public QObject {
    Q_OBJECT

private slots:
    void emptyKnowsNothing();
    void neverForgets();
    void isSeldomWrong();
};

void TestBloomFilter::emptyKnowsNothing()
{
    const BloomFilter filter;
    QVERIFY(!filter.mayContain(0));
    QVERIFY(!filter.mayContain(hashOf("x")));
}

void TestBloomFilter::neverForgets()
{
    BloomFilter filter;
    for (int i = 0; i < 300'000; ++i) // several layers
        filter.add(hashOf("call-" + std::to_string(i)));
    for (int i = 0; i < 300'000; ++i)
        QVERIFY(filter.mayContain(hashOf("call-" + std::to_string(i))));
}

void TestBloomFilter::isSeldomWrong()
{
    BloomFilter filter;
    for (int i = 0; i < 300'000; ++i)
        filter.add(hashOf("call-" + std::to_string(i)));
    int wrong = 0;
    for (int i = 0; i < 100'000; ++i)
        wrong += filter.mayContain(hashOf("other-" + std::to_string(i))) ? 1 : 0;
    QVERIFY2(wrong < 1'000, qPrintable(QString::number(wrong)));
}

QTEST_GUILESS_MAIN(TestBloomFilter)
#include "tst_bloom_filter.moc"
