// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/paged_table_model.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QtTest>

#include <numeric>

using namespace Qt::StringLiterals;
using core::session::RowIndex;
using namespace ui::models;

namespace {

/// Keeps requests until the test answers them, as a slow loader would.
class SlowModel : public PagedTableModel {
public:
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : 2; }

    Elide elideOf(int) const override { return Elide::Right; }

    bool isNumber(int column) const override { return column == 1; }

    void answerAll()
    {
        const auto requests = std::exchange(waiting, {});
        for (const PageRequest& request : requests) {
            std::vector<Row> rows;
            for (const std::int64_t id : request.ids) {
                if (gone.contains(id))
                    continue;
                Row row;
                row.id = id;
                row.cells.resize(2);
                row.cells[0].text = prefix + QString::number(id);
                row.cells[1].text = QString::number(request.before);
                rows.push_back(std::move(row));
            }
            deliver(request, std::move(rows));
        }
    }

    void dropAll()
    {
        for (const PageRequest& request : std::exchange(waiting, {}))
            forget(request);
    }

    QString textAt(int row) const { return index(row, 0).data().toString(); }

    using PagedTableModel::index;

    std::vector<PageRequest> waiting;
    QString prefix = u"call "_s;
    QSet<std::int64_t> gone; ///< ids that the file no longer has

protected:
    void requestPage(PageRequest request) override { waiting.push_back(std::move(request)); }
};

RowIndex listed(std::initializer_list<std::uint32_t> rows)
{
    return RowIndex::listed(std::vector<std::uint32_t>(rows));
}

} // namespace

class PagedTableModelTest : public QObject {
    Q_OBJECT

private slots:
    void showsDotsUntilThePageArrives();
    void keepsTheRulesOfModels();
    void growsWithoutReset();
    void keepsKnownRowsOverAReset();
    void readsChangedRowsAgain();
    void ignoresAnswersToOldQuestions();
    void asksAgainForDroppedPages();
    void forgetsThePagesLookedAtLongAgo();
    void scrollsThroughAMillionRows();
    void showsNothingOfRowsThatAreGone();
    void aRingMovesOn();
};

void PagedTableModelTest::showsDotsUntilThePageArrives()
{
    SlowModel model;
    model.setIndex(RowIndex::dense(1000));
    QCOMPARE(model.textAt(300), u"…"_s);
    QCOMPARE(model.textAt(301), u"…"_s);
    QCOMPARE(model.waiting.size(), 1U); // one page, asked for once
    QCOMPARE(model.waiting.front().before, 256);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.answerAll();
    QCOMPARE(changed.count(), 1);
    QCOMPARE(model.textAt(300), u"call 301"_s);
    QVERIFY(model.index(300, 0).data(PagedTableModel::CellRole).isValid());
}

/// A ring has let some rows go before they were read: the others are at their places, and nobody asks
/// forever.
void PagedTableModelTest::showsNothingOfRowsThatAreGone()
{
    SlowModel model;
    model.setIndex(RowIndex::dense(300));
    model.gone = {1, 2, 5};
    model.textAt(0);
    model.answerAll();
    QCOMPARE(model.textAt(0), u"…"_s);
    QCOMPARE(model.textAt(2), u"call 3"_s);
    QCOMPARE(model.textAt(4), u"…"_s);
    QCOMPARE(model.textAt(5), u"call 6"_s);
    QCOMPARE(model.textAt(255), u"call 256"_s);
    QVERIFY(model.waiting.empty());
}

void PagedTableModelTest::aRingMovesOn()
{
    SlowModel model;
    core::session::IdRuns ids = core::session::IdRuns::upTo(6);
    model.setIndex(RowIndex::dense(std::make_shared<const core::session::IdRuns>(ids)));
    model.textAt(0);
    model.answerAll();
    core::session::IdRuns later;
    later.append(2, 1);
    later.append(5, 3);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    model.setIndex(RowIndex::dense(std::make_shared<const core::session::IdRuns>(later)));
    QCOMPARE(reset.count(), 1); // not rows behind those that were there
    QCOMPARE(model.rowCount(), 4);
    QCOMPARE(model.textAt(0), u"call 2"_s);
    QCOMPARE(model.textAt(1), u"call 5"_s);
    QCOMPARE(model.idAt(3), 7);
    QCOMPARE(model.rowOf(6), std::optional<int>(2));
    QCOMPARE(model.rowOf(3), std::nullopt);
}

void PagedTableModelTest::keepsTheRulesOfModels()
{
    SlowModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setIndex(RowIndex::dense(600));
    model.answerAll();
    model.setIndex(RowIndex::dense(700));
    model.answerAll();
    model.setIndex(listed({5, 3, 1}));
    model.answerAll();
    model.setIndex(RowIndex::dense(0));
    QCOMPARE(model.rowCount(), 0);
}

void PagedTableModelTest::growsWithoutReset()
{
    SlowModel model;
    model.setIndex(listed({1, 4}));
    model.textAt(0);
    model.answerAll();
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    const QPersistentModelIndex second = model.index(1, 0);
    model.setIndex(listed({1, 4, 9}));
    QCOMPARE(reset.count(), 0);
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(second.row(), 1);
    QCOMPARE(model.textAt(1), u"call 5"_s); // still there
    QCOMPARE(model.textAt(2), u"…"_s);      // its page ended before it
    model.answerAll();
    QCOMPARE(model.textAt(2), u"call 10"_s);
    QCOMPARE(model.rowOf(10), std::optional<int>(2));
    QCOMPARE(model.rowOf(7), std::nullopt);
}

void PagedTableModelTest::keepsKnownRowsOverAReset()
{
    SlowModel model;
    model.setIndex(RowIndex::dense(10));
    model.textAt(0);
    model.answerAll();
    model.setIndex(listed({7, 2}));
    QCOMPARE(model.textAt(0), u"call 8"_s); // no flicker of dots
    QCOMPARE(model.textAt(1), u"call 3"_s);
    QCOMPARE(model.waiting.size(), 1U);
}

void PagedTableModelTest::readsChangedRowsAgain()
{
    SlowModel model;
    model.setIndex(RowIndex::dense(600));
    model.textAt(0);
    model.textAt(300);
    model.answerAll();
    model.prefix = u"changed "_s;
    const std::vector<std::int64_t> changed{301};
    model.invalidate(changed);
    QCOMPARE(model.textAt(0), u"call 1"_s);
    QCOMPARE(model.textAt(300), u"call 301"_s); // the old until the new is there
    QCOMPARE(model.waiting.size(), 1U);
    model.answerAll();
    QCOMPARE(model.textAt(300), u"changed 301"_s);
}

void PagedTableModelTest::ignoresAnswersToOldQuestions()
{
    SlowModel model;
    model.setIndex(listed({0, 1, 2}));
    model.textAt(0);
    model.setIndex(listed({8}));
    model.answerAll(); // three rows for a list of one
    QCOMPARE(model.textAt(0), u"…"_s);
    model.answerAll();
    QCOMPARE(model.textAt(0), u"call 9"_s);
}

void PagedTableModelTest::asksAgainForDroppedPages()
{
    SlowModel model;
    model.setIndex(RowIndex::dense(10));
    model.textAt(0);
    model.dropAll();
    QCOMPARE(model.textAt(0), u"…"_s);
    QCOMPARE(model.waiting.size(), 1U);
}

void PagedTableModelTest::forgetsThePagesLookedAtLongAgo()
{
    SlowModel model;
    model.setIndex(RowIndex::dense(PagedTableModel::pageRows * 100));
    for (int page = 0; page < 70; ++page) {
        model.textAt(page * PagedTableModel::pageRows);
        model.answerAll();
    }
    model.textAt(0);
    QCOMPARE(model.waiting.size(), 1U); // gone
    model.textAt(69 * PagedTableModel::pageRows);
    QCOMPARE(model.waiting.size(), 1U); // still there
}

void PagedTableModelTest::scrollsThroughAMillionRows()
{
    SlowModel model;
    std::vector<std::uint32_t> rows(1'000'000);
    std::iota(rows.rbegin(), rows.rend(), 0U);
    model.setIndex(RowIndex::listed(std::move(rows)));
    qint64 slowest = 0;
    for (int top = 0; top < 1'000'000; top += 5'000) {
        QElapsedTimer timer;
        timer.start();
        for (int row = top; row < top + 40; ++row)
            (void)model.textAt(row);
        slowest = std::max(slowest, timer.elapsed());
        if (top % 50'000 == 0)
            model.answerAll();
    }
    QVERIFY2(slowest < 20, qPrintable(u"a screen took %1 ms"_s.arg(slowest)));
}

QTEST_MAIN(PagedTableModelTest)
#include "tst_paged_table_model.moc"
