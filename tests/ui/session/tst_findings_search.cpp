// SPDX-License-Identifier: GPL-3.0-or-later
// When calls are looked through for what is wrong with them: when somebody looks, again when the session has
// grown, and not after it was stopped.
#include "tests/support/temp_session.h"
#include "ui/session/findings_search.h"

#include <QSignalSpy>
#include <QtTest>

#include <memory>

using namespace Qt::StringLiterals;
using ui::session::FindingsBatch;
using ui::session::FindingsSearch;
using ui::session::SessionLoader;

namespace {

constexpr int patience = 20'000;

/// The CSeq of the BYE falls.
constexpr std::string_view call = R"(
    alice -> bob INVITE 1 call-id=%
    bob -> alice 200    1 call-id=%
    alice -> bob ACK    1 call-id=%
    alice -> bob INFO   5 call-id=%
    bob -> alice 200    5 INFO call-id=%
    alice -> bob BYE    3 call-id=% +3
    bob -> alice 200    3 BYE call-id=%
)";

std::vector<tests::support::ScriptMessage> callNumber(int number)
{
    const QByteArray script =
        QByteArray::fromStdString(std::string{call}).replace('%', QByteArray::number(number));
    return tests::support::readCallScript(script.toStdString());
}

} // namespace

class FindingsSearchTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void nothingBeginsUnlessSomebodyLooks();
    void itGoesOnWhenNobodyLooks();
    void anotherFilterVoidsWhatWasFound();
    void rowsStayUntilAGrownSessionIsLookedThrough();
    void whatIsStoppedStaysSo();
    void anotherSessionVoidsEverything();

private:
    void addCall();
    void refreshUntilAllCame();

    std::unique_ptr<tests::support::TempSession> m_place;
    std::unique_ptr<core::session::SessionWriter> m_writer;
    std::unique_ptr<tests::support::SessionFiller> m_filler;
    std::unique_ptr<SessionLoader> m_loader;
    std::unique_ptr<FindingsSearch> m_search;
    QStringList m_callIds; ///< of what is shown
    int m_begun = 0;
    int m_written = 0;
};

void FindingsSearchTest::init()
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
    m_callIds.clear();
    m_begun = 0;
    m_search = std::make_unique<FindingsSearch>();
    connect(m_search.get(), &FindingsSearch::begun, this, [this] {
        ++m_begun;
        m_callIds.clear();
    });
    connect(m_search.get(), &FindingsSearch::found, this, [this](const FindingsBatch& batch) {
        for (const ui::session::FoundFinding& row : batch.rows)
            m_callIds.append(QString::fromStdString(row.callId));
    });
    m_search->setLoader(m_loader.get());
}

void FindingsSearchTest::cleanup()
{
    m_search.reset();
    m_loader.reset();
    m_filler.reset();
    m_writer.reset();
}

void FindingsSearchTest::addCall()
{
    m_filler->add(callNumber(m_written++));
    QVERIFY(m_filler->commit());
}

void FindingsSearchTest::refreshUntilAllCame()
{
    const auto all = static_cast<std::uint64_t>(m_written);
    const auto haveAllCome = [&] {
        m_loader->refresh();
        return m_loader->progress().calls() == all;
    };
    QTRY_VERIFY_WITH_TIMEOUT(haveAllCome(), patience);
}

void FindingsSearchTest::nothingBeginsUnlessSomebodyLooks()
{
    m_search->setFilter(u"from.user == \"alice\""_s);
    addCall();
    refreshUntilAllCame();
    QTest::qWait(300);
    QVERIFY(!m_search->isBusy());
    QCOMPARE(m_begun, 0);
    m_search->setActive(true);
    QTRY_COMPARE_WITH_TIMEOUT(m_callIds, QStringList({u"0"_s, u"1"_s, u"2"_s}), patience);
    QTRY_VERIFY_WITH_TIMEOUT(!m_search->isBusy(), patience);
    m_search->setActive(false);
    m_search->setActive(true); // what is known is not looked for again
    QVERIFY(!m_search->isBusy());
    QCOMPARE(m_begun, 1);
}

void FindingsSearchTest::itGoesOnWhenNobodyLooks()
{
    m_search->setActive(true);
    QVERIFY(m_search->isBusy());
    m_search->setActive(false);
    QTRY_COMPARE_WITH_TIMEOUT(m_callIds.size(), 2, patience);
}

void FindingsSearchTest::anotherFilterVoidsWhatWasFound()
{
    m_search->setActive(true);
    m_search->setFilter(u"from.user == \"nobody\""_s);
    m_search->setFilter(u"call_id == \"1\""_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_callIds, QStringList{u"1"_s}, patience);
    QTRY_VERIFY_WITH_TIMEOUT(!m_search->isBusy(), patience);
    m_search->setFilter({});
    QVERIFY(m_callIds.isEmpty()); // it would be taken for the new answer
    QTRY_COMPARE_WITH_TIMEOUT(m_callIds.size(), 2, patience);
}

void FindingsSearchTest::rowsStayUntilAGrownSessionIsLookedThrough()
{
    m_search->setActive(true);
    QTRY_VERIFY_WITH_TIMEOUT(!m_search->isBusy(), patience);
    QCOMPARE(m_callIds.size(), 2);
    int shown = 2;
    connect(m_search.get(), &FindingsSearch::busyChanged, this, [&](bool isBusy) {
        if (isBusy)
            shown = static_cast<int>(m_callIds.size());
    });
    addCall();
    refreshUntilAllCame();
    QTRY_COMPARE_WITH_TIMEOUT(m_callIds.size(), 3, patience);
    QCOMPARE(shown, 2); // while it was looked for
    QCOMPARE(m_begun, 2);
}

void FindingsSearchTest::whatIsStoppedStaysSo()
{
    m_search->setActive(true);
    m_search->stop();
    QVERIFY(!m_search->isBusy());
    addCall();
    refreshUntilAllCame();
    m_search->setActive(false);
    m_search->setActive(true);
    QTest::qWait(2'500); // longer than the pause after which a grown session is looked through
    QVERIFY(m_callIds.isEmpty());
    m_search->restart();
    QTRY_COMPARE_WITH_TIMEOUT(m_callIds.size(), 3, patience);
}

void FindingsSearchTest::anotherSessionVoidsEverything()
{
    m_search->setActive(true);
    m_search->setLoader(nullptr);
    QTest::qWait(300);
    QVERIFY(m_callIds.isEmpty());
    QVERIFY(!m_search->isBusy());
    m_search->setLoader(m_loader.get());
    QTRY_COMPARE_WITH_TIMEOUT(m_callIds.size(), 2, patience);
}

QTEST_GUILESS_MAIN(FindingsSearchTest)
#include "tst_findings_search.moc"
