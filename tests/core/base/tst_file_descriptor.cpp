// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/file_descriptor.h"

#include <QtTest>
#include <fcntl.h>
#include <utility>

using namespace core::base;

namespace {

int openNull()
{
    return ::open("/dev/null", O_RDONLY | O_CLOEXEC);
}

bool isOpen(int descriptor)
{
    return ::fcntl(descriptor, F_GETFD) >= 0;
}

} // namespace

class TestFileDescriptor : public QObject {
    Q_OBJECT

private slots:
    void closesAtTheEnd();
    void movesOwnership();
    void closesWhatIsReplaced();
    void resets();
};

void TestFileDescriptor::closesAtTheEnd()
{
    const int number = openNull();
    {
        const FileDescriptor owner{number};
        QVERIFY(static_cast<bool>(owner));
        QCOMPARE(owner.get(), number);
        QVERIFY(isOpen(number));
    }
    QVERIFY(!isOpen(number));
    QVERIFY(!FileDescriptor{});
}

void TestFileDescriptor::movesOwnership()
{
    FileDescriptor first{openNull()};
    const int number = first.get();
    const FileDescriptor second{std::move(first)};
    QCOMPARE(second.get(), number);
    QVERIFY(isOpen(number));
}

void TestFileDescriptor::closesWhatIsReplaced()
{
    FileDescriptor owner{openNull()};
    const int old = owner.get();
    owner = FileDescriptor{openNull()};
    QVERIFY(!isOpen(old));
    QVERIFY(isOpen(owner.get()));
}

void TestFileDescriptor::resets()
{
    FileDescriptor owner{openNull()};
    const int number = owner.get();
    owner.reset();
    QVERIFY(!owner);
    QVERIFY(!isOpen(number));
}

QTEST_GUILESS_MAIN(TestFileDescriptor)
#include "tst_file_descriptor.moc"
