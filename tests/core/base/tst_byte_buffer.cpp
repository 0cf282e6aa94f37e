// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ascii.h"
#include "core/base/byte_buffer.h"

#include <QTest>

#include <string>

using namespace core::base;

class TestByteBuffer : public QObject {
    Q_OBJECT

private slots:
    void keepsContentWhenItGrows();
    void clearKeepsTheMemory();
    void movedFromIsEmpty();
    void removesFromTheFront();
};

namespace {

std::string textOf(const ByteBuffer& buffer)
{
    return std::string{asText(buffer)};
}

} // namespace

void TestByteBuffer::keepsContentWhenItGrows()
{
    ByteBuffer buffer;
    QVERIFY(buffer.empty());
    std::string expected;
    for (int i = 0; i < 1000; ++i) {
        const std::string piece = std::to_string(i);
        buffer.append(asBytes(piece));
        expected += piece;
    }
    buffer.append({});
    QVERIFY(textOf(buffer) == expected);
    buffer.reserve(100'000);
    buffer.resize(expected.size() + 10);
    QCOMPARE(buffer.size(), expected.size() + 10);
    buffer.resize(expected.size());
    QVERIFY(textOf(buffer) == expected);
}

void TestByteBuffer::clearKeepsTheMemory()
{
    ByteBuffer buffer;
    buffer.resize(5000);
    const std::byte* place = buffer.data();
    buffer.clear();
    QVERIFY(buffer.empty());
    QVERIFY(buffer.capacity() >= 5000);
    buffer.resize(4000);
    QCOMPARE(buffer.data(), place);
}

void TestByteBuffer::movedFromIsEmpty()
{
    ByteBuffer first;
    first.append(asBytes(std::string_view{"abc"}));
    ByteBuffer second{std::move(first)};
    // NOLINTBEGIN(bugprone-use-after-move): what it is about
    QCOMPARE(first.size(), std::size_t{0});
    QCOMPARE(first.capacity(), std::size_t{0});
    first.append(asBytes(std::string_view{"xy"}));
    QVERIFY(textOf(second) == "abc");
    second = std::move(first);
    QVERIFY(textOf(second) == "xy");
    QVERIFY(first.empty());
    // NOLINTEND(bugprone-use-after-move)
}

void TestByteBuffer::removesFromTheFront()
{
    ByteBuffer buffer;
    buffer.append(asBytes(std::string_view{"abcdef"}));
    buffer.removeFront(0);
    buffer.removeFront(4);
    QVERIFY(textOf(buffer) == "ef");
    buffer.removeFront(2);
    QVERIFY(buffer.empty());
}

QTEST_GUILESS_MAIN(TestByteBuffer)
#include "tst_byte_buffer.moc"
