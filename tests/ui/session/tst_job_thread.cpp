// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/job_thread.h"

#include <QtTest>

#include <atomic>
#include <latch>

using ui::session::JobKind;
using ui::session::JobThread;

class JobThreadTest : public QObject {
    Q_OBJECT

private slots:
    void newerQuestionStopsTheOlder();
    void newestPageComesFirst();
    void givesUpTheOldestOfTooManyPages();
    void endsWhileAJobRuns();
};

void JobThreadTest::newerQuestionStopsTheOlder()
{
    JobThread thread;
    std::latch started{1};
    std::atomic<bool> wasStopped = false;
    std::atomic<int> ran = 0;
    std::atomic<int> dropped = 0;
    thread.post(JobKind::CallQuery, [&](const std::stop_token& stop) {
        started.count_down();
        while (!stop.stop_requested())
            std::this_thread::yield();
        wasStopped = true;
    });
    started.wait();
    thread.post(
        JobKind::CallQuery, [&](const std::stop_token&) { ran += 100; }, [&] { ++dropped; });
    thread.post(
        JobKind::CallQuery, [&](const std::stop_token&) { ran += 1; }, [&] { ++dropped; });
    QTRY_COMPARE(ran.load() % 100, 1);
    QVERIFY(wasStopped);
    QVERIFY(ran == 1 ? dropped == 1 : dropped == 0); // the second may have begun before the third came
}

void JobThreadTest::newestPageComesFirst()
{
    JobThread thread;
    std::latch gate{1};
    std::mutex mutex;
    std::vector<int> order;
    thread.post(JobKind::Other, [&](const std::stop_token&) { gate.wait(); });
    for (int page = 0; page < 3; ++page) {
        thread.post(JobKind::Page, [&, page](const std::stop_token&) {
            const std::lock_guard lock{mutex};
            order.push_back(page);
        });
    }
    thread.post(JobKind::Flow, [&](const std::stop_token&) {
        const std::lock_guard lock{mutex};
        order.push_back(9);
    });
    gate.count_down();
    QTRY_VERIFY([&] {
        const std::lock_guard lock{mutex};
        return order.size() == 4;
    }());
    QCOMPARE(order, std::vector<int>({9, 2, 1, 0}));
}

void JobThreadTest::givesUpTheOldestOfTooManyPages()
{
    JobThread thread;
    std::latch started{1};
    std::latch gate{1};
    thread.post(JobKind::Other, [&](const std::stop_token&) {
        started.count_down();
        gate.wait();
    });
    started.wait();
    std::vector<int> dropped;
    std::atomic<int> ran = 0;
    const int count = static_cast<int>(JobThread::mostWaitingPages) + 3;
    for (int page = 0; page < count; ++page)
        thread.post(
            JobKind::Page, [&](const std::stop_token&) { ++ran; }, [&, page] { dropped.push_back(page); });
    QCOMPARE(dropped, std::vector<int>({0, 1, 2}));
    gate.count_down();
    QTRY_COMPARE(ran.load(), static_cast<int>(JobThread::mostWaitingPages));
}

void JobThreadTest::endsWhileAJobRuns()
{
    std::latch started{1};
    std::atomic<bool> ranLater = false;
    {
        JobThread thread;
        thread.post(JobKind::MessageQuery, [&](const std::stop_token& stop) {
            started.count_down();
            while (!stop.stop_requested())
                std::this_thread::yield();
        });
        thread.post(JobKind::Other, [&](const std::stop_token&) { ranLater = true; });
        started.wait();
    }
    QVERIFY(!ranLater);
}

QTEST_GUILESS_MAIN(JobThreadTest)
#include "tst_job_thread.moc"
