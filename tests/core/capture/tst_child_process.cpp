// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/child_process.h"

#include <QElapsedTimer>
#include <QTest>

#include <array>
#include <csignal>
#include <fstream>
#include <string>
#include <unistd.h>

using namespace core::capture;
using namespace std::chrono_literals;

namespace {

std::string everything(int descriptor)
{
    std::string text;
    std::array<char, 256> room{};
    for (;;) {
        const ssize_t got = ::read(descriptor, room.data(), room.size());
        if (got <= 0)
            return text;
        text.append(room.data(), static_cast<std::size_t>(got));
    }
}

/// Neither running nor a zombie.
bool isGone(const std::string& process)
{
    return ::kill(std::stoi(process), 0) != 0;
}

/// Its new parent takes it off the table at some time: a zombie at most.
bool isEnded(const std::string& process)
{
    std::ifstream status{"/proc/" + process + "/stat"};
    std::string number;
    std::string name;
    std::string state;
    return !(status >> number >> name >> state) || state == "Z";
}

} // namespace

class ChildProcessTest : public QObject {
    Q_OBJECT

private slots:

    void givesItsOutputAndItsEnd()
    {
        auto child = ChildProcess::start({"/bin/sh", "-c", "echo out; echo wrong >&2; exit 7"});
        QVERIFY(bool{child});
        QCOMPARE(everything(child->takeOutput().get()), std::string{"out\n"});
        QCOMPARE(everything(child->takeErrors().get()), std::string{"wrong\n"});
        QVERIFY(child->wait(5s));
        const ProcessEnd end = child->end(0ms);
        QVERIFY(!end.isSuccess());
        QCOMPARE(end.toString(), std::string{"exit status 7"});
    }

    void unknownProgram()
    {
        const auto child = ChildProcess::start({"rhapsode-no-such-program"});
        QVERIFY(!child);
        QCOMPARE(child.error().code, core::base::ErrorCode::ProgramNotFound);
    }

    void isASessionOfItsOwn()
    {
        auto child = ChildProcess::start({"/bin/sh", "-c", "cut -d' ' -f1,5,6 /proc/$$/stat; cat"});
        QVERIFY(bool{child});
        const QByteArray words = QByteArray::fromStdString(everything(child->takeOutput().get())).trimmed();
        const QList<QByteArray> numbers = words.split(' ');
        QCOMPARE(numbers.size(), 3);
        QCOMPARE(numbers[1], numbers[0]); // process group
        QCOMPARE(numbers[2], numbers[0]); // session
    }

    void endsWithItsDescendants()
    {
        auto child = ChildProcess::start({"/bin/sh", "-c", "sleep 60 & echo $!; exec >&-; wait"});
        QVERIFY(bool{child});
        const auto output = child->takeOutput();
        std::array<char, 32> room{};
        const ssize_t got = ::read(output.get(), room.data(), room.size());
        QVERIFY(got > 1);
        const std::string descendant{room.data(), static_cast<std::size_t>(got - 1)};
        QVERIFY(!isGone(descendant));
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(child->end(5s).signal, SIGTERM);
        QVERIFY(timer.elapsed() < 3'000);
        // Its new parent takes it off the table at some time: a zombie at most.
        QTRY_VERIFY_WITH_TIMEOUT(isEnded(descendant), 3'000);
    }

    void killsWhatDoesNotListen()
    {
        auto child = ChildProcess::start({"/bin/sh", "-c", "trap '' TERM; echo ready; sleep 60; sleep 60"});
        QVERIFY(bool{child});
        const auto output = child->takeOutput();
        char byte = 0;
        QCOMPARE(::read(output.get(), &byte, 1), ssize_t{1});
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(child->end(100ms).signal, SIGKILL);
        QVERIFY(timer.elapsed() < 5'000);
    }

    void neverAZombie()
    {
        std::string process;
        {
            auto child = ChildProcess::start({"/bin/sh", "-c", "echo $$; sleep 60"});
            QVERIFY(bool{child});
            const auto output = child->takeOutput();
            std::array<char, 32> room{};
            const ssize_t got = ::read(output.get(), room.data(), room.size());
            QVERIFY(got > 1);
            process.assign(room.data(), static_cast<std::size_t>(got - 1));
            QVERIFY(!isGone(process));
        }
        QVERIFY(isGone(process));
    }
};

QTEST_GUILESS_MAIN(ChildProcessTest)
#include "tst_child_process.moc"
