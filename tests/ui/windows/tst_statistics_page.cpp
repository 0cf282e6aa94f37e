// SPDX-License-Identifier: GPL-3.0-or-later
// Figures in the window: of what the filter leaves, and each with its way back to the rows behind it.
#include "tests/support/hep_builder.h"
#include "tests/support/script_capture.h"
#include "tests/support/udp_sender.h"
#include "tests/ui/support/window_test.h"
#include "ui/charts/code_chart.h"
#include "ui/charts/column_chart.h"
#include "ui/charts/load_chart.h"
#include "ui/charts/time_strip.h"
#include "ui/filterbar/filter_bar.h"
#include "ui/windows/statistics_page.h"
#include "ui/windows/statistics_table.h"
#include "ui/windows/statistics_tile.h"

#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QTableView>
#include <QTranslator>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace ui::windows;
using tests::ui::patience;
using ui::charts::CodeChart;
using ui::charts::ColumnChart;
using ui::charts::LoadChart;
using View = SessionView::View;

namespace {

/// An answered call of alice, two to someone busy and one to nobody by bob, a registration.
constexpr std::string_view traffic = R"(
    alice -> proxy INVITE 1 at=0.000 to=4930111 call-id=ok from=alice
    proxy -> alice 180    1 at=0.600 call-id=ok
    proxy -> alice 200    1 at=2.100 call-id=ok
    alice -> proxy ACK    1 at=2.110 call-id=ok
    alice -> proxy BYE    2 at=12.100 call-id=ok
    proxy -> alice 200    2 at=12.300 call-id=ok
    bob   -> proxy INVITE 1 at=20.000 to=4930222 call-id=busy from=bob
    proxy -> bob   486    1 at=20.300 call-id=busy
    bob   -> proxy ACK    1 at=20.310 call-id=busy
    bob   -> proxy INVITE 1 at=30.000 to=4930222 call-id=again from=bob
    proxy -> bob   486    1 at=30.300 call-id=again
    bob   -> proxy ACK    1 at=30.310 call-id=again
    bob   -> proxy INVITE 1 at=40.000 to=odd call-id=gone from=bob
    proxy -> bob   404    1 at=40.100 call-id=gone
    bob   -> proxy ACK    1 at=40.110 call-id=gone
    carol -> proxy REGISTER 1 at=50.000 call-id=r1 expires=3600
    proxy -> carol 200      1 at=50.500 call-id=r1
)";

} // namespace

class StatisticsPageTest : public tests::ui::WindowTest {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();

    void cleanup() { m_window.reset(); }

    void figuresStandInTilesAndTables();
    void aClickOnACodeOpensItsMessages();
    void keysChooseACode();
    void barsOfTimeLeadToTheirCalls();
    void columnsOfMessagesLeadToThem();
    void delaysAreDistributed();
    void theChosenDelayStays();
    void binsOpenTheirCalls();
    void peersHaveTheirMeasures();
    void aClickOnARowOpensItsRows();
    void returnDoesTheSame();
    void tilesLeadToCalls();
    void figuresFollowTheFilter();
    void figuresFollowTheRange();
    void backLeadsToTheFigures();
    void nothingFoundOffersToClearTheFilter();
    void aSessionWithoutSipSaysSo();
    void whatCannotBeCountedIsTold();
    void aCaptureIsCountedWhileItGrows();
    void theWordsOfCoreAreGerman();

private:
    [[nodiscard]] SessionView& view() const { return m_window->sessionView(); }

    [[nodiscard]] StatisticsPage& page() const { return view().statistics(); }

    void open(const QString& capture);
    [[nodiscard]] StatisticsTile* tile(const QString& name) const;
    [[nodiscard]] QString figure(const QString& name) const;
    [[nodiscard]] QTableView* table(const QString& name) const;
    [[nodiscard]] QString row(const QString& table, const QString& name) const;
    [[nodiscard]] QModelIndex cell(const QString& table, const QString& name) const;
    [[nodiscard]] QString response(unsigned status) const;
    void clickResponse(unsigned status) const;
    [[nodiscard]] QString texts() const;

    QString m_capture;
};

void StatisticsPageTest::initTestCase()
{
    m_capture = m_folder.filePath(u"figures.pcap"_s);
    QFile file(m_capture);
    QVERIFY(file.open(QIODevice::WriteOnly));
    const auto bytes = tests::support::captureOfScript(traffic);
    file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<qint64>(bytes.size()));
}

void StatisticsPageTest::init()
{
    makeSettings();
    makeWindow();
    m_window->resize(1440, 900);
}

void StatisticsPageTest::open(const QString& capture)
{
    openCapture(capture);
    activateWindow();
    QTest::keyClick(m_window.get(), Qt::Key_6, Qt::ControlModifier);
    QCOMPARE(view().view(), View::Statistics);
    QTRY_VERIFY_WITH_TIMEOUT(tile(u"ASR"_s) != nullptr, patience);
}

StatisticsTile* StatisticsPageTest::tile(const QString& name) const
{
    for (StatisticsTile* each : page().findChildren<StatisticsTile*>()) {
        if (each->isVisible() && each->content().name == name)
            return each;
    }
    return nullptr;
}

QString StatisticsPageTest::figure(const QString& name) const
{
    const StatisticsTile* found = tile(name);
    return found == nullptr ? QString() : found->content().figure + u" | "_s + found->content().definition;
}

QTableView* StatisticsPageTest::table(const QString& name) const
{
    for (QTableView* each : page().findChildren<QTableView*>()) {
        if (each->accessibleName() == name)
            return each;
    }
    return nullptr;
}

QModelIndex StatisticsPageTest::cell(const QString& table, const QString& name) const
{
    const QTableView* found = this->table(table);
    if (found == nullptr)
        return {};
    const auto matches = found->model()->match(found->model()->index(0, 0), Qt::DisplayRole, name, 1,
                                               Qt::MatchExactly | Qt::MatchCaseSensitive);
    return matches.isEmpty() ? QModelIndex() : matches.front();
}

QString StatisticsPageTest::row(const QString& table, const QString& name) const
{
    const QModelIndex first = cell(table, name);
    QStringList texts;
    for (int column = 0; first.isValid() && column < first.model()->columnCount(); ++column)
        texts.append(first.siblingAtColumn(column).data().toString());
    return texts.join(u'|');
}

QString StatisticsPageTest::response(unsigned status) const
{
    for (const ui::charts::CodeBar& bar : page().findChild<CodeChart*>()->bars()) {
        if (bar.status == status)
            return u"%1 %2|%3|%4|%5"_s.arg(bar.status)
                .arg(bar.reason)
                .arg(bar.responses)
                .arg(bar.share, bar.sum);
    }
    return {};
}

void StatisticsPageTest::clickResponse(unsigned status) const
{
    auto* chart = page().findChild<CodeChart*>();
    const auto bar = std::ranges::find(chart->bars(), status, &ui::charts::CodeBar::status);
    QVERIFY(bar != chart->bars().end());
    const auto number = static_cast<int>(bar - chart->bars().begin());
    QTest::mouseClick(chart, Qt::LeftButton, {}, chart->placeOf(number).center());
}

QString StatisticsPageTest::texts() const
{
    QStringList all;
    for (const QLabel* label : page().findChildren<QLabel*>()) {
        if (label->isVisible())
            all.append(label->text());
    }
    return all.join(u'\n');
}

void StatisticsPageTest::figuresStandInTilesAndTables()
{
    open(m_capture);
    QCOMPARE(figure(u"Calls"_s), u"5 | 17 messages"_s);
    QCOMPARE(figure(u"ASR"_s), u"25.0 % | ITU-T · n = 4"_s);
    QCOMPARE(figure(u"NER"_s), u"75.0 % | ITU-T · n = 4"_s);
    QCOMPARE(figure(u"PDD"_s), u"600.0 ms | ITU-T · n = 1"_s);
    QCOMPARE(figure(u"SER"_s), u"25.0 % | RFC 6076 · n = 4"_s);
    QCOMPARE(figure(u"RRD"_s), u"500.0 ms | RFC 6076 · n = 1"_s);
    QCOMPARE(figure(u"SDT failed"_s), u"— | RFC 6076 · n = 0"_s);
    QCOMPARE(response(486), u"486 Busy Here|2|28.6 %|71.4 %"_s);
    QCOMPARE(row(u"Requests by method"_s, u"INVITE"_s), u"INVITE|4|40.0 %"_s);
    QCOMPARE(row(u"Transactions by method and final response"_s, u"INVITE 404"_s),
             u"INVITE 404|1|100.0 ms|100.0 ms"_s);
    QCOMPARE(row(u"Registrations"_s, u"success 200"_s), u"success 200|1|100.0 %"_s);
    QCOMPARE(row(u"Prefixes of called numbers"_s, u"4930"_s), u"4930|3|2|66.7 %"_s);
    QVERIFY(row(u"Delays of calls"_s, u"200 to BYE"_s).startsWith(u"200 to BYE|1|10.000 s|"_s));
    for (const QString& name : {u"Peers"_s, u"Calling hosts"_s, u"Called hosts"_s, u"Calling users"_s,
                                u"Called users"_s, u"Pairs of hosts"_s})
        QVERIFY2(table(name) != nullptr && table(name)->model()->rowCount() > 0, qPrintable(name));
    QCOMPARE(page().resultText().section(u" · "_s, 0, 1), u"5 calls · 17 messages"_s);
}

void StatisticsPageTest::aClickOnACodeOpensItsMessages()
{
    open(m_capture);
    clickResponse(486);
    QCOMPARE(view().view(), View::Messages);
    QCOMPARE(view().filterBar().text(), u"status == 486"_s);
    QTRY_COMPARE_WITH_TIMEOUT(view().messages().model().rowCount(), 2, patience);
}

void StatisticsPageTest::keysChooseACode()
{
    open(m_capture);
    auto* chart = page().findChild<CodeChart*>();
    chart->setFocus(Qt::TabFocusReason);
    QTest::keyClick(chart, Qt::Key_Home);
    QTest::keyClick(chart, Qt::Key_Down);
    QCOMPARE(chart->accessibleDescription(), u"486 Busy Here: 2, 28.6 %"_s);
    QTest::keyClick(chart, Qt::Key_Return);
    QCOMPARE(view().filterBar().text(), u"status == 486"_s);
    QTRY_COMPARE_WITH_TIMEOUT(view().messages().model().rowCount(), 2, patience);
}

void StatisticsPageTest::barsOfTimeLeadToTheirCalls()
{
    open(m_capture);
    auto* chart = page().findChild<LoadChart*>();
    QTest::mouseClick(chart, Qt::LeftButton, {}, chart->placeOf(20).center()); // bars of a second
    QCOMPARE(view().view(), View::Calls);
    QTRY_COMPARE_WITH_TIMEOUT(view().calls().model().rowCount(), 1, patience);
    QCOMPARE(view().calls().model().index().idAt(0), 2); // who is busy
    view().clearFilter();
    view().setView(View::Statistics);
    QTRY_COMPARE_WITH_TIMEOUT(figure(u"Calls"_s), u"5 | 17 messages"_s, patience);
    chart->setFocus(Qt::TabFocusReason);
    QTest::keyClick(chart, Qt::Key_End);
    QVERIFY2(chart->accessibleDescription().contains(u"calls: 1, calls per second: 1.0"_s),
             qPrintable(chart->accessibleDescription()));
    QTest::keyClick(chart, Qt::Key_Return);
    QCOMPARE(view().view(), View::Calls);
    const auto& shown = view().calls().model();
    QTRY_VERIFY_WITH_TIMEOUT(shown.rowCount() == 1 && shown.index().idAt(0) == 5,
                             patience); // the registration
}

void StatisticsPageTest::columnsOfMessagesLeadToThem()
{
    open(m_capture);
    auto* chart = page().findChild<ColumnChart*>(u"messagesOverTime"_s);
    QCOMPARE(chart->columns().size(), 51U); // a second each
    QCOMPARE(chart->columns()[20].lines,
             (QStringList{u"messages: 3"_s, u"messages/s: 3.0"_s, u"failures: 1"_s}));
    QCOMPARE(chart->columns()[20].bad, 1.0);
    page().findChild<QScrollArea*>()->ensureWidgetVisible(chart);
    QTest::mouseClick(chart, Qt::LeftButton, {}, chart->placeOf(20).center());
    QCOMPARE(view().view(), View::Messages);
    QTRY_COMPARE_WITH_TIMEOUT(view().messages().model().rowCount(), 3, patience);
    view().clearFilter();
    view().setView(View::Statistics);
    QTRY_COMPARE_WITH_TIMEOUT(figure(u"Calls"_s), u"5 | 17 messages"_s, patience);
    chart->setFocus(Qt::TabFocusReason);
    QTest::keyClick(chart, Qt::Key_End);
    QVERIFY2(chart->accessibleDescription().contains(u"messages: 2, messages/s: 2.0, failures: 0"_s),
             qPrintable(chart->accessibleDescription()));
    QTest::keyClick(chart, Qt::Key_Return);
    QCOMPARE(view().view(), View::Messages);
    QTRY_COMPARE_WITH_TIMEOUT(view().messages().model().rowCount(), 2, patience); // the registration
}

void StatisticsPageTest::delaysAreDistributed()
{
    open(m_capture);
    auto* chart = page().findChild<ColumnChart*>(u"delayDistribution"_s);
    const auto* choice = page().findChild<QComboBox*>(u"delayChoice"_s);
    QStringList kinds;
    for (int i = 0; i < choice->count(); ++i)
        kinds.append(choice->itemText(i));
    // Nobody waited in vain for the answer to a BYE: SDT failed is not among them.
    QCOMPARE(kinds, (QStringList{
                        u"INVITE to first 18x"_s, u"INVITE to 200"_s, u"First 180 to 200"_s, u"200 to BYE"_s,
                        u"First to last message"_s, u"SRD: Session Request Delay, successful"_s,
                        u"SRD failed: Session Request Delay, failed"_s, u"SDD: Session Disconnect Delay"_s,
                        u"SDT: Session Duration Time, successful"_s, u"RRD: Registration Request Delay"_s}));
    QCOMPARE(chart->columns().size(), 1U);
    QCOMPARE(chart->columns()[0].name, u"500 ms – 1 s"_s);
    QCOMPARE(chart->columns()[0].lines,
             (QStringList{u"calls: 1"_s, u"share: 100.0 %"_s, u"up to here: 100.0 %"_s}));
}

void StatisticsPageTest::theChosenDelayStays()
{
    open(m_capture);
    auto* chart = page().findChild<ColumnChart*>(u"delayDistribution"_s);
    auto* choice = page().findChild<QComboBox*>(u"delayChoice"_s);
    choice->setCurrentIndex(choice->findText(u"First to last message"_s));
    // 110, 310, 310 and 12,300 ms; bins between them are empty, and there.
    QStringList columns;
    for (const ui::charts::Column& column : chart->columns())
        columns.append(column.name + u": "_s + QString::number(column.value));
    QCOMPARE(columns,
             (QStringList{u"100 ms – 200 ms: 1"_s, u"200 ms – 500 ms: 2"_s, u"500 ms – 1 s: 0"_s,
                          u"1 s – 2 s: 0"_s, u"2 s – 5 s: 0"_s, u"5 s – 10 s: 0"_s, u"10 s – 20 s: 1"_s}));
    view().filterBar().setText(u"from.user == \"bob\""_s);
    view().filterBar().apply();
    QTRY_COMPARE_WITH_TIMEOUT(figure(u"Calls"_s), u"3 | 9 messages"_s, patience);
    QCOMPARE(choice->currentText(), u"First to last message"_s);
    QCOMPARE(chart->columns().size(), 2U);
}

void StatisticsPageTest::binsOpenTheirCalls()
{
    open(m_capture);
    auto* chart = page().findChild<ColumnChart*>(u"delayDistribution"_s);
    auto* choice = page().findChild<QComboBox*>(u"delayChoice"_s);
    choice->setCurrentIndex(choice->findData(u"SRD failed"_s));
    chart->setFocus(Qt::TabFocusReason);
    QTest::keyClick(chart, Qt::Key_End); // those that were busy
    QTest::keyClick(chart, Qt::Key_Return);
    QCOMPARE(view().view(), View::Calls);
    QCOMPARE(view().filterBar().text(), u"id in {2 .. 3}"_s);
    QTRY_COMPARE_WITH_TIMEOUT(view().calls().model().rowCount(), 2, patience);
    view().clearFilter();
    view().setView(View::Statistics);
    QTRY_COMPARE_WITH_TIMEOUT(figure(u"Calls"_s), u"5 | 17 messages"_s, patience);
    choice->setCurrentIndex(choice->findData(u"talk"_s));
    page().findChild<QScrollArea*>()->ensureWidgetVisible(chart);
    QTest::mouseClick(chart, Qt::LeftButton, {}, chart->placeOf(0).center());
    QCOMPARE(view().view(), View::Calls);
    QTRY_COMPARE_WITH_TIMEOUT(view().calls().model().rowCount(), 1, patience);
}

void StatisticsPageTest::peersHaveTheirMeasures()
{
    open(m_capture);
    // One of four answered, two more delivered; who is called spoke for 10 s.
    QCOMPARE(row(u"Measures by peer"_s, u"192.0.2.2"_s),
             u"192.0.2.2|5|25.0 %|75.0 %|25.0 %|0.0 %|25.0 %|600.0 ms|10.000 s"_s);
    QTableView* peers = table(u"Measures by peer"_s);
    page().findChild<QScrollArea*>()->ensureWidgetVisible(peers);
    QTest::mouseClick(peers->viewport(), Qt::LeftButton, {},
                      peers->visualRect(cell(u"Measures by peer"_s, u"192.0.2.2"_s)).center());
    QCOMPARE(view().view(), View::Calls);
    QCOMPARE(view().filterBar().text(), u"dst == 192.0.2.2"_s);
    QTRY_COMPARE_WITH_TIMEOUT(view().calls().model().rowCount(), 5, patience);
}

void StatisticsPageTest::aClickOnARowOpensItsRows()
{
    open(m_capture);
    QTableView* methods = table(u"Requests by method"_s);
    page().findChild<QScrollArea*>()->ensureWidgetVisible(methods);
    const QModelIndex invite = cell(u"Requests by method"_s, u"INVITE"_s);
    QVERIFY(invite.isValid());
    QTest::mouseClick(methods->viewport(), Qt::LeftButton, {}, methods->visualRect(invite).center());
    QCOMPARE(view().view(), View::Messages);
    QCOMPARE(view().filterBar().text(), u"method == \"INVITE\""_s);
    QTRY_COMPARE_WITH_TIMEOUT(view().messages().model().rowCount(), 4, patience);
}

void StatisticsPageTest::returnDoesTheSame()
{
    open(m_capture);
    QTableView* users = table(u"Calling users"_s);
    users->setFocus(Qt::TabFocusReason);
    QCOMPARE(users->currentIndex().row(), 0); // keys begin somewhere
    users->setCurrentIndex(cell(u"Calling users"_s, u"bob"_s));
    QTest::keyClick(users, Qt::Key_Return);
    QCOMPARE(view().view(), View::Calls);
    QCOMPARE(view().filterBar().text(), u"from.user == \"bob\""_s);
    QTRY_COMPARE_WITH_TIMEOUT(view().calls().model().rowCount(), 3, patience);
}

void StatisticsPageTest::tilesLeadToCalls()
{
    open(m_capture);
    QTest::mouseClick(tile(u"RRD"_s), Qt::LeftButton);
    QCOMPARE(view().view(), View::Calls);
    QTRY_COMPARE_WITH_TIMEOUT(view().calls().model().rowCount(), 1, patience);
    view().clearFilter();
    QTest::keyClick(m_window.get(), Qt::Key_6, Qt::ControlModifier);
    QTRY_COMPARE_WITH_TIMEOUT(figure(u"Calls"_s), u"5 | 17 messages"_s, patience);
    tile(u"ACD"_s)->setFocus(Qt::TabFocusReason);
    QTest::keyClick(tile(u"ACD"_s), Qt::Key_Return);
    QCOMPARE(view().view(), View::Calls);
    QCOMPARE(view().filterBar().text(), u"talk >= 0 s"_s);
    QTRY_COMPARE_WITH_TIMEOUT(view().calls().model().rowCount(), 1, patience);
}

void StatisticsPageTest::figuresFollowTheFilter()
{
    open(m_capture);
    view().setFilter(View::Calls, u"from.user == \"bob\""_s);
    view().setView(View::Statistics);
    QCOMPARE(view().filterBar().text(), u"from.user == \"bob\""_s); // those of the list one came from
    QTRY_COMPARE_WITH_TIMEOUT(figure(u"Calls"_s), u"3 | 9 messages"_s, patience);
    QCOMPARE(figure(u"ASR"_s), u"0.0 % | ITU-T · n = 3"_s);
    QVERIFY(!table(u"Registrations"_s)->isVisible());
    view().filterBar().setText(u"from.user == \"alice\""_s);
    view().filterBar().apply();
    QTRY_COMPARE_WITH_TIMEOUT(figure(u"ASR"_s), u"100.0 % | ITU-T · n = 1"_s, patience);
    QVERIFY(response(486).isEmpty());
    QCOMPARE(view().view(), View::Statistics);
    // What is opened from here is opened within the filter.
    clickResponse(200);
    QTRY_COMPARE_WITH_TIMEOUT(view().messages().model().rowCount(), 2, patience);
}

void StatisticsPageTest::figuresFollowTheRange()
{
    open(m_capture);
    auto* strip = view().findChild<ui::charts::TimeStrip*>();
    const ui::charts::TimeRange range{tests::support::scriptTime(19), tests::support::scriptTime(35)};
    strip->setRange(range);
    emit strip->rangeChanged(range);
    QTRY_COMPARE_WITH_TIMEOUT(figure(u"Calls"_s), u"2 | 6 messages"_s, patience);
    clickResponse(486);
    QTRY_COMPARE_WITH_TIMEOUT(view().messages().model().rowCount(), 2, patience);
    view().clearFilter();
    view().setView(View::Statistics);
    QTRY_COMPARE_WITH_TIMEOUT(figure(u"Calls"_s), u"5 | 17 messages"_s, patience);
}

void StatisticsPageTest::backLeadsToTheFigures()
{
    open(m_capture);
    tile(u"RRD"_s)->click();
    QCOMPARE(view().view(), View::Calls);
    view().goBack();
    QCOMPARE(view().view(), View::Statistics);
    QTRY_COMPARE_WITH_TIMEOUT(figure(u"Calls"_s), u"5 | 17 messages"_s, patience);
}

void StatisticsPageTest::nothingFoundOffersToClearTheFilter()
{
    open(m_capture);
    view().filterBar().setText(u"from.user == \"nobody\""_s);
    view().filterBar().apply();
    QTRY_VERIFY_WITH_TIMEOUT(texts().contains(u"Nothing matches the filter or the range."_s), patience);
    QPushButton* clear = nullptr;
    for (QPushButton* button : page().findChildren<QPushButton*>()) {
        if (button->isVisible())
            clear = button;
    }
    QVERIFY(clear != nullptr);
    clear->click();
    QTRY_COMPARE_WITH_TIMEOUT(figure(u"Calls"_s), u"5 | 17 messages"_s, patience);
}

void StatisticsPageTest::aSessionWithoutSipSaysSo()
{
    const QString capture = m_folder.filePath(u"none.pcap"_s);
    QFile file(capture);
    QVERIFY(file.open(QIODevice::WriteOnly));
    const auto bytes = tests::support::pcapFile({});
    file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<qint64>(bytes.size()));
    file.close();
    m_window->openFiles({capture});
    QTRY_COMPARE_WITH_TIMEOUT(m_window->controller().activity(), ui::session::Activity::Viewing, patience);
    view().setView(View::Statistics);
    QTRY_VERIFY_WITH_TIMEOUT(texts().contains(u"There is no SIP message in this session."_s), patience);
    QVERIFY(tile(u"ASR"_s) == nullptr);
}

void StatisticsPageTest::whatCannotBeCountedIsTold()
{
    open(m_capture);
    page().feed().setFilter(u"status =="_s);
    QTRY_VERIFY_WITH_TIMEOUT(tile(u"ASR"_s) == nullptr, patience);
    QVERIFY2(texts().contains(u"column 1"_s), qPrintable(texts())); // old figures would be wrong ones
    page().feed().setFilter({});
    QTRY_COMPARE_WITH_TIMEOUT(figure(u"Calls"_s), u"5 | 17 messages"_s, patience);
}

void StatisticsPageTest::aCaptureIsCountedWhileItGrows()
{
    ui::session::CaptureRequest request;
    request.hepUrls = {"hep+udp://127.0.0.1:0"};
    m_window->startCapture(request);
    const auto& progress = [this] { return m_window->controller().progress(); };
    QTRY_VERIFY_WITH_TIMEOUT(!progress().readyLines.empty(), patience);
    view().setView(View::Statistics);
    QTRY_VERIFY_WITH_TIMEOUT(texts().contains(u"No SIP has arrived yet."_s), patience);
    const auto port = QString::fromStdString(progress().readyLines.front()).section(u':', -1).toUShort();
    const tests::support::UdpSender sender({*core::net::IpAddress::parse("127.0.0.1"), port});
    for (int i = 0; i < 3; ++i) {
        std::string sip{tests::support::sampleSip};
        sip.replace(sip.find("sample@"), 6, "call" + std::to_string(i));
        QVERIFY(sender.send(
            tests::support::Hep3Builder{}.usualHeader().text(core::hep::ChunkType::Payload, sip).build()));
        QTRY_COMPARE_WITH_TIMEOUT(figure(u"Calls"_s).section(u" | "_s, 0, 0), QString::number(i + 1),
                                  patience);
    }
}

void StatisticsPageTest::theWordsOfCoreAreGerman()
{
    open(m_capture);
    QTranslator german;
    QVERIFY(german.load(u":/i18n/rhapsode_de.qm"_s));
    for (const core::statistics::Section& section : page().report().sections) {
        const auto check = [&](const std::string& english) {
            QVERIFY2(english.empty() ||
                         !german.translate("core::statistics::Report", english.c_str()).isEmpty(),
                     english.c_str());
        };
        check(section.title);
        check(section.note);
        for (const core::statistics::ReportColumn& column : section.columns)
            check(column.title);
    }
    QVERIFY(page().report().sections.size() >= 15);
}

QTEST_MAIN(StatisticsPageTest)
#include "tst_statistics_page.moc"
