// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/bounded_queue.h"

#include <QtTest>
#include <atomic>
#include <chrono>
#include <memory>
#include <numeric>
#include <thread>
#include <vector>

using namespace core::base;
using namespace std::chrono_literals;

class TestBoundedQueue : public QObject {
    Q_OBJECT

private slots:
    void keepsOrderAndAmount();
    void refusesWithoutTouchingTheItem();
    void letsOneLargeItemIn();
    void waitsForRoom();
    void givesUpWaitingForRoomOnStop();
    void givesUpWaitingForRoomOnClose();
    void wakesTheReaderOnClose();
    void deliversWhatIsInsideAfterClose();
    void popsUntilADeadline();
    void losesNothingBetweenManyThreads();
};

void TestBoundedQueue::keepsOrderAndAmount()
{
    BoundedQueue<std::unique_ptr<int>> queue{100};
    QVERIFY(queue.push(std::make_unique<int>(1), 30));
    QVERIFY(queue.push(std::make_unique<int>(2), 70));
    QCOMPARE(queue.amount(), std::size_t{100});
    QCOMPARE(**queue.pop(), 1);
    QCOMPARE(queue.amount(), std::size_t{70});
    QCOMPARE(**queue.pop(), 2);
    QCOMPARE(queue.amount(), std::size_t{0});
    QVERIFY(!queue.isFinished());
}

void TestBoundedQueue::refusesWithoutTouchingTheItem()
{
    BoundedQueue<std::unique_ptr<int>> queue{10};
    auto first = std::make_unique<int>(1);
    auto second = std::make_unique<int>(2);
    QVERIFY(queue.tryPush(first, 6));
    QVERIFY(!first);
    QVERIFY(!queue.tryPush(second, 5));
    QVERIFY(second);
    QVERIFY(queue.tryPush(second, 4));
    queue.close();
    auto third = std::make_unique<int>(3);
    QVERIFY(!queue.tryPush(third, 0));
    QVERIFY(third);
}

void TestBoundedQueue::letsOneLargeItemIn()
{
    BoundedQueue<int> queue{10};
    QVERIFY(queue.push(1, 1000));
    int second = 2;
    QVERIFY(!queue.tryPush(second, 0));
    QCOMPARE(queue.pop(), std::optional{1});
    QVERIFY(queue.tryPush(second, 1000));
}

void TestBoundedQueue::waitsForRoom()
{
    BoundedQueue<int> queue{1};
    QVERIFY(queue.push(1, 1));
    std::atomic<bool> pushed = false;
    std::jthread writer{[&] { pushed = queue.push(2, 1); }};
    std::this_thread::sleep_for(20ms);
    QVERIFY(!pushed);
    QCOMPARE(queue.pop(), std::optional{1});
    QCOMPARE(queue.pop(), std::optional{2});
    writer.join();
    QVERIFY(pushed);
}

void TestBoundedQueue::givesUpWaitingForRoomOnStop()
{
    BoundedQueue<int> queue{1};
    QVERIFY(queue.push(1, 1));
    std::atomic<bool> pushed = true;
    std::jthread writer{[&](const std::stop_token& stop) { pushed = queue.push(2, 1, stop); }};
    std::this_thread::sleep_for(10ms);
    writer.request_stop();
    writer.join();
    QVERIFY(!pushed);
    QCOMPARE(queue.amount(), std::size_t{1});
    // With room, an item is taken also after the stop: what arrived is kept.
    std::stop_source stopped;
    stopped.request_stop();
    queue.pop();
    QVERIFY(queue.push(3, 1, stopped.get_token()));
}

void TestBoundedQueue::givesUpWaitingForRoomOnClose()
{
    BoundedQueue<int> queue{1};
    QVERIFY(queue.push(1, 1));
    std::atomic<bool> pushed = true;
    std::jthread writer{[&] { pushed = queue.push(2, 1); }};
    std::this_thread::sleep_for(10ms);
    queue.close();
    writer.join();
    QVERIFY(!pushed);
}

void TestBoundedQueue::wakesTheReaderOnClose()
{
    BoundedQueue<int> queue{1};
    std::optional<int> popped{7};
    std::jthread reader{[&] { popped = queue.pop(); }};
    std::this_thread::sleep_for(10ms);
    queue.close();
    reader.join();
    QVERIFY(!popped.has_value());
    QVERIFY(queue.isFinished());
}

void TestBoundedQueue::deliversWhatIsInsideAfterClose()
{
    BoundedQueue<int> queue{10};
    QVERIFY(queue.push(1, 1));
    queue.close();
    QVERIFY(!queue.isFinished());
    QVERIFY(!queue.push(2, 1));
    QCOMPARE(queue.pop(), std::optional{1});
    QVERIFY(queue.isFinished());
    QVERIFY(!queue.pop().has_value());
}

void TestBoundedQueue::popsUntilADeadline()
{
    BoundedQueue<int> queue{10};
    const auto before = std::chrono::steady_clock::now();
    QVERIFY(!queue.popUntil(before + 20ms).has_value());
    QVERIFY(std::chrono::steady_clock::now() - before >= 20ms);
    QVERIFY(queue.push(1, 1));
    QCOMPARE(queue.popUntil(before), std::optional{1});
}

void TestBoundedQueue::losesNothingBetweenManyThreads()
{
    constexpr int writers = 4;
    constexpr int itemsEach = 5'000;
    BoundedQueue<int> queue{16};
    std::vector<int> seen;
    {
        std::vector<std::jthread> threads;
        for (int w = 0; w < writers; ++w) {
            threads.emplace_back([&queue, w] {
                for (int i = 0; i < itemsEach; ++i)
                    queue.push(w * itemsEach + i, 1 + static_cast<std::size_t>(i % 20));
            });
        }
        while (seen.size() < writers * itemsEach)
            seen.push_back(*queue.pop());
    }
    QCOMPARE(queue.amount(), std::size_t{0});
    // Each writer's items came in its own order, and all of them came.
    std::vector<int> next(writers);
    std::iota(next.begin(), next.end(), 0);
    for (int& n : next)
        n *= itemsEach;
    for (const int item : seen)
        QCOMPARE(item, next[static_cast<std::size_t>(item / itemsEach)]++);
}

QTEST_GUILESS_MAIN(TestBoundedQueue)
#include "tst_bounded_queue.moc"
