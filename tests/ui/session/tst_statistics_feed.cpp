// SPDX-License-Identifier: GPL-3.0-or-later
// When statistics are counted: at once for another question, now and then while a session grows, never when
// nobody looks.
#include "tests/support/temp_session.h"
#include "ui/session/statistics_feed.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QtTest>

#include <memory>

using namespace Qt::StringLiterals;
using ui::session::CountedStatistics;
using ui::session::SessionLoader;
using ui::session::StatisticsFeed;

namespace {

constexpr int patience = 20'000;

constexpr std::string_view call = R"(
    alice -> bob INVITE 1 call-id=%
    bob -> alice 486    1 call-id=%
    alice -> bob ACK    1 call-id=%
)";

std::vector<tests::support::ScriptMessage> callNumber(int number)
{
    const QByteArray script =
        QByteArray::fromStdString(std::string{call}).replace('%', QByteArray::number(number));
    return tests::support::readCallScript(script.toStdString());
}

} // namespace

class StatisticsFeedTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void nothingIsCountedUnlessSomebodyLooks();
    void whoLooksAwayGetsNoAnswer();
    void anotherQuestionIsAnsweredAtOnce();
    void growthIsCountedOnceASecond();
    void wrongFiltersAreTold();

private:
    void addCall();
    /// Commits are carried out on a thread of the writer.
    void refreshUntilAllCame();

    std::unique_ptr<tests::support::TempSession> m_place;
    std::unique_ptr<core::session::SessionWriter> m_writer;
    std::unique_ptr<tests::support::SessionFiller> m_filler;
    std::unique_ptr<SessionLoader> m_loader;
    std::unique_ptr<StatisticsFeed> m_feed;
    std::uint64_t m_calls = 0; ///< as told last
    int m_answers = 0;
    int m_written = 0;
};

void StatisticsFeedTest::init()
{
    m_place = std::make_unique<tests::support::TempSession>();
    m_writer = m_place->writer();
    m_filler = std::make_unique<tests::support::SessionFiller>(*m_writer);
    m_written = 0;
    addCall();
    addCall();
    m_loader = std::make_unique<SessionLoader>(m_place->path());
    QSignalSpy opened(m_loader.get(), &SessionLoader::opened);
    QVERIFY(opened.wait(patience));
    refreshUntilAllCame();
    m_calls = 0;
    m_answers = 0;
    m_feed = std::make_unique<StatisticsFeed>();
    connect(m_feed.get(), &StatisticsFeed::counted, this, [this](const CountedStatistics& statistics) {
        m_calls = statistics.report.calls;
        ++m_answers;
    });
    m_feed->setLoader(m_loader.get());
}

void StatisticsFeedTest::cleanup()
{
    m_feed.reset();
    m_loader.reset();
    m_filler.reset();
    m_writer.reset();
}

void StatisticsFeedTest::addCall()
{
    m_filler->add(callNumber(m_written++));
    QVERIFY(m_filler->commit());
}

void StatisticsFeedTest::refreshUntilAllCame()
{
    const auto all = static_cast<std::uint64_t>(m_written);
    const auto haveAllCome = [&] {
        m_loader->refresh();
        return m_loader->progress().calls() == all;
    };
    QTRY_VERIFY_WITH_TIMEOUT(haveAllCome(), patience);
}

void StatisticsFeedTest::nothingIsCountedUnlessSomebodyLooks()
{
    m_feed->setFilter(u"from.user == \"alice\""_s);
    addCall();
    refreshUntilAllCame();
    QTest::qWait(300);
    QVERIFY(!m_feed->isBusy());
    QCOMPARE(m_answers, 0);
    m_feed->setActive(true);
    QTRY_COMPARE_WITH_TIMEOUT(m_calls, 3U, patience);
    QCOMPARE(m_answers, 1);
}

void StatisticsFeedTest::whoLooksAwayGetsNoAnswer()
{
    m_feed->setActive(true);
    QVERIFY(m_feed->isBusy());
    m_feed->setActive(false);
    QVERIFY(!m_feed->isBusy());
    QTest::qWait(300);
    QCOMPARE(m_answers, 0);
    m_feed->setActive(true); // what was given up is asked again
    QTRY_COMPARE_WITH_TIMEOUT(m_answers, 1, patience);
    m_feed->setActive(false);
    m_feed->setActive(true); // but what is known is not
    QVERIFY(!m_feed->isBusy());
}

void StatisticsFeedTest::anotherQuestionIsAnsweredAtOnce()
{
    m_feed->setActive(true);
    m_feed->setFilter(u"call_id == \"0\""_s);
    m_feed->setFilter(u"from.user == \"nobody\""_s); // the others are no news any more
    QVERIFY(!m_feed->isAnswered());
    QTRY_VERIFY_WITH_TIMEOUT(m_feed->isAnswered(), patience);
    QCOMPARE(m_calls, 0U);
    QCOMPARE(m_answers, 1);
    m_feed->setFilter({});
    QVERIFY(m_feed->isBusy()); // without waiting for the second to be over
    QTRY_COMPARE_WITH_TIMEOUT(m_calls, 2U, patience);
}

void StatisticsFeedTest::growthIsCountedOnceASecond()
{
    m_feed->setActive(true);
    QTRY_COMPARE_WITH_TIMEOUT(m_answers, 1, patience);
    QElapsedTimer time;
    time.start();
    int added = 0;
    while (time.elapsed() < 2'500) {
        addCall();
        ++added;
        m_loader->refresh();
        QTest::qWait(50);
    }
    QVERIFY(added > 10);
    const auto seconds = static_cast<int>(time.elapsed() / 1'000);
    QVERIFY2(m_answers >= 2 && m_answers <= seconds + 1, qPrintable(QString::number(m_answers)));
    // The last ones are not forgotten.
    refreshUntilAllCame();
    QTRY_COMPARE_WITH_TIMEOUT(m_calls, static_cast<std::uint64_t>(m_written), patience);
}

void StatisticsFeedTest::wrongFiltersAreTold()
{
    QString told;
    connect(m_feed.get(), &StatisticsFeed::failed, this,
            [&](const core::base::Error& error) { told = QString::fromStdString(error.detail); });
    m_feed->setActive(true);
    m_feed->setFilter(u"status =="_s);
    QTRY_VERIFY_WITH_TIMEOUT(told.startsWith(u"column "_s), patience);
    QVERIFY(!m_feed->isBusy());
}

QTEST_GUILESS_MAIN(StatisticsFeedTest)
#include "tst_statistics_feed.moc"
