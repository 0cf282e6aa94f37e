// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lists/list_view.h"

#include "tests/ui/support/sample_traffic.h"
#include "ui/session/session_controller.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QElapsedTimer>
#include <QGuiApplication>
#include <QHeaderView>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace ui::lists;
using namespace ui::models;
using ui::session::Activity;

namespace {

constexpr int patience = 20'000;

} // namespace

class ListViewTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void selectsEverythingWithoutTouchingRows();
    void keepsTheSelectedCallWhenSorted();
    void sortsByClickingAHead();
    void sortsByKeys();
    void choosingARowTellsItsId();
    void copiesRowsAsCsv();
    void filtersByTheValueOfACell();
    void enterActivates();
    void showsAndHidesColumns();
    void titlesAndTimesAreWholeAtFirst();

private:
    int columnNamed(const char* name) const;

    QTemporaryDir m_folder;
    std::unique_ptr<ui::settings::Settings> m_settings;
    std::unique_ptr<ui::session::SessionController> m_controller;
    std::unique_ptr<CallModel> m_model;
    std::unique_ptr<ListFeed> m_feed;
    std::unique_ptr<ListView> m_view;
};

void ListViewTest::initTestCase()
{
    ui::theme::Theme::instance().apply(ui::theme::Choice::Light, 10);
    m_settings = std::make_unique<ui::settings::Settings>(m_folder.filePath(u"settings.ini"_s));
    m_settings->setValue(ui::settings::sessionsFolder, m_folder.filePath(u"sessions"_s));
    m_settings->setValue(ui::settings::utc, true);
    const QString capture = m_folder.filePath(u"trunk.pcap"_s);
    QVERIFY(tests::ui::SampleTraffic(200).save(capture));
    m_controller = std::make_unique<ui::session::SessionController>(*m_settings);
    m_controller->open({capture});
    QTRY_COMPARE_WITH_TIMEOUT(m_controller->activity(), Activity::Viewing, patience);
}

void ListViewTest::init()
{
    m_model = std::make_unique<CallModel>();
    m_feed = std::make_unique<ListFeed>(*m_model);
    m_view = std::make_unique<ListView>(*m_model, *m_feed);
    m_view->resize(1200, 400);
    m_view->show();
    m_feed->setLoader(m_controller->loader());
    QTRY_VERIFY_WITH_TIMEOUT(m_model->rowCount() > 200, patience);
    QTRY_VERIFY_WITH_TIMEOUT(m_model->rowAt(0) != nullptr, patience);
}

void ListViewTest::cleanup()
{
    m_view.reset();
    m_feed.reset();
    m_model.reset();
}

int ListViewTest::columnNamed(const char* name) const
{
    for (int column = 0; column < m_model->columnCount(); ++column) {
        if (QByteArrayView(m_model->columnName(column)) == name)
            return column;
    }
    return -1;
}

void ListViewTest::selectsEverythingWithoutTouchingRows()
{
    QTest::keyClick(m_view.get(), Qt::Key_A, Qt::ControlModifier);
    QVERIFY(m_view->isEverythingSelected());
    QCOMPARE(m_view->selectedCount(), qint64{m_model->rowCount()});
    QCOMPARE(m_view->selectedIds(SIZE_MAX).size(), static_cast<std::size_t>(m_model->rowCount()));
    QVERIFY(m_view->lookOf(m_model->index(150, 0)).isSelected);
    m_view->selectRow(3);
    QVERIFY(!m_view->isEverythingSelected());
    QCOMPARE(m_view->selectedIds(SIZE_MAX), std::vector<std::int64_t>{4});
}

void ListViewTest::keepsTheSelectedCallWhenSorted()
{
    m_view->setCurrentId(42);
    QSignalSpy chosen(m_view.get(), &ListView::rowChosen);
    m_feed->setSort(m_model->fieldOf(columnNamed("duration")), core::session::SortOrder::Descending);
    QTRY_VERIFY_WITH_TIMEOUT(!m_model->index().isDense(), patience);
    QCOMPARE(m_view->currentId(), 42);
    QCOMPARE(m_view->selectedIds(10), std::vector<std::int64_t>{42});
    const int row = m_view->currentIndex().row();
    QVERIFY(row != 41);
    QVERIFY(m_view->rowViewportPosition(row) >= 0 &&
            m_view->rowViewportPosition(row) < m_view->viewport()->height());
    QCOMPARE(chosen.count(), 0); // the user chose nothing
}

void ListViewTest::sortsByClickingAHead()
{
    const int column = columnNamed("messages");
    QHeaderView* header = m_view->horizontalHeader();
    const auto click = [&] {
        m_view->scrollTo(m_model->index(0, column));
        const QPoint place(header->sectionViewportPosition(column) + header->sectionSize(column) / 2,
                           header->height() / 2);
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, place);
    };
    const auto messagesOf = [&](int row) { return m_model->index(row, column).data().toString().toInt(); };
    click();
    QTRY_VERIFY_WITH_TIMEOUT(!m_model->index().isDense(), patience);
    QTRY_VERIFY_WITH_TIMEOUT(m_model->rowAt(m_model->rowCount() - 1) != nullptr, patience);
    QVERIFY(messagesOf(0) < messagesOf(m_model->rowCount() - 1));
    QCOMPARE(header->sortIndicatorOrder(), Qt::AscendingOrder);
    click();
    QTRY_VERIFY_WITH_TIMEOUT(m_model->rowAt(0) != nullptr && messagesOf(0) > 10, patience);
    click(); // the order of arrival again
    QTRY_VERIFY_WITH_TIMEOUT(m_model->index().isDense(), patience);
    QVERIFY(!header->isSortIndicatorShown());
}

void ListViewTest::sortsByKeys()
{
    const QHeaderView* header = m_view->horizontalHeader();
    QVERIFY(!header->isSortIndicatorShown());
    QTest::keyClick(m_view.get(), Qt::Key_Greater);
    QVERIFY(header->isSortIndicatorShown());
    const int first = header->sortIndicatorSection();
    QCOMPARE(header->sortIndicatorOrder(), Qt::AscendingOrder);
    QTest::keyClick(m_view.get(), Qt::Key_Z);
    QCOMPARE(header->sortIndicatorOrder(), Qt::DescendingOrder);
    QTest::keyClick(m_view.get(), Qt::Key_Greater);
    QVERIFY(header->visualIndex(header->sortIndicatorSection()) > header->visualIndex(first));
    QTest::keyClick(m_view.get(), Qt::Key_Less);
    QCOMPARE(header->sortIndicatorSection(), first);
    QTest::keyClick(m_view.get(), Qt::Key_Z);
    QTest::keyClick(m_view.get(), Qt::Key_Z);
    QVERIFY(!header->isSortIndicatorShown()); // order of arrival again
}

void ListViewTest::choosingARowTellsItsId()
{
    QSignalSpy chosen(m_view.get(), &ListView::rowChosen);
    const QRect cell = m_view->visualRect(m_model->index(5, columnNamed("from")));
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, cell.center());
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen.front().front().value<qint64>(), 6);
    QTest::keyClick(m_view.get(), Qt::Key_Down);
    QCOMPARE(chosen.count(), 2);
}

void ListViewTest::copiesRowsAsCsv()
{
    m_view->selectRow(0);
    QGuiApplication::clipboard()->setText({});
    m_view->copySelection(ListView::CopyAs::Csv);
    QTRY_VERIFY_WITH_TIMEOUT(!QGuiApplication::clipboard()->text().isEmpty(), patience);
    const QStringList lines = QGuiApplication::clipboard()->text().split(u"\r\n"_s);
    QVERIFY2(lines.front().startsWith(u"Time,Mark,Type,State,From,To"_s), qPrintable(lines.front()));
    QVERIFY2(lines.at(1).contains(u"214,'+498999998104"_s), qPrintable(lines.at(1))); // no formula
}

void ListViewTest::filtersByTheValueOfACell()
{
    const int column = columnNamed("from");
    const QString condition = m_model->filterFor(m_model->index(0, column));
    QCOMPARE(condition, u"from.user == \"214\""_s);
    const auto parsed = core::filter::Filter::parse(condition.toStdString(), core::filter::Scope::Call);
    QVERIFY(std::holds_alternative<core::filter::Filter>(parsed));
    m_feed->setFilter(std::get<core::filter::Filter>(parsed));
    QTRY_VERIFY_WITH_TIMEOUT(m_model->rowCount() < 100 && m_model->rowCount() > 0, patience);
    QTRY_COMPARE_WITH_TIMEOUT(m_model->index(m_model->rowCount() - 1, column).data().toString(), u"214"_s,
                              patience);
    QCOMPARE(narrowed(u"a or b"_s, u"c"_s, Narrow::To), u"(a or b) and c"_s);
    QCOMPARE(narrowed({}, u"c"_s, Narrow::Without), u"not (c)"_s);
}

void ListViewTest::enterActivates()
{
    m_view->setCurrentId(3);
    QSignalSpy activated(m_view.get(), &ListView::rowActivated);
    QTest::keyClick(m_view.get(), Qt::Key_Return);
    QCOMPARE(activated.count(), 1);
    QCOMPARE(activated.front().front().value<qint64>(), 3);
}

void ListViewTest::titlesAndTimesAreWholeAtFirst()
{
    m_view->resetColumns();
    const QHeaderView* header = m_view->horizontalHeader();
    for (int column = 0; column < m_model->columnCount(); ++column) {
        const QString title = m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        if (!header->isSectionHidden(column))
            QVERIFY2(header->sectionSize(column) > header->fontMetrics().horizontalAdvance(title),
                     qPrintable(title));
    }
    const QModelIndex time = m_model->index(0, columnNamed("time"));
    QVERIFY(m_view->sizeHintForIndex(time).width() <= header->sectionSize(time.column()));
}

void ListViewTest::showsAndHidesColumns()
{
    const int column = columnNamed("method");
    QVERIFY(m_view->isColumnHidden(column));
    m_view->setColumnHidden(column, false);
    const QByteArray layout = m_view->columnLayout();
    m_view->resetColumns();
    QVERIFY(m_view->isColumnHidden(column));
    m_view->setColumnLayout(layout);
    QVERIFY(!m_view->isColumnHidden(column));
    m_view->setColumnLayout("nonsense");
    QVERIFY(m_view->isColumnHidden(column));
}

QTEST_MAIN(ListViewTest)
#include "tst_list_view.moc"
