// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/ladder/sample_flow.h"
#include "ui/ladder/ladder_layout.h"

#include <QTest>

using namespace tests::ui;
using namespace ui::ladder;
using core::flow::Arrow;

class TestLadderLayout : public QObject {
    Q_OBJECT

private slots:
    void emptyFlow();
    void rowsFollowEachOther();
    void rowAt();
    void rowsIn();
    void lanesShareTheWidth_data();
    void lanesShareTheWidth();
    void arrowsRunFromLaneToLane();
    void aMessageToOneselfIsAHook();
    void highRowsHaveTheLabelAbove();
    void transaction();
    void transactionOfOneOfSeveralDialogs();
    void transactionOfAGap();

private:
    SharedFlow m_flow = pbxFlow();
    LadderLayout m_layout{*m_flow, {}, 872};
    /// The quiet minute before BYE.
    static constexpr std::size_t gapRow = 11;
};

void TestLadderLayout::emptyFlow()
{
    const LadderLayout layout{core::flow::CallFlow{}, {}, 800};
    QCOMPARE(layout.rows(), 0U);
    QCOMPARE(layout.height(), 0.0);
    QVERIFY(!layout.rowAt(0));
    QCOMPARE(layout.rowsIn(0, 100).end, 0U);
    QCOMPARE(LadderLayout{}.rows(), 0U);
    QCOMPARE(LadderLayout{}.height(), 0.0);
}

void TestLadderLayout::rowsFollowEachOther()
{
    QVERIFY(std::holds_alternative<core::flow::QuietGap>(m_flow->rows.at(gapRow)));
    QCOMPARE(m_layout.rows(), m_flow->rows.size());
    QCOMPARE(m_layout.rowTop(0), 0.0);
    QCOMPARE(m_layout.rowHeight(0), 18.0);
    QCOMPARE(m_layout.rowTop(gapRow), 11 * 18.0);
    QCOMPARE(m_layout.rowHeight(gapRow), 13.0);
    QCOMPARE(m_layout.rowTop(gapRow + 1), 11 * 18.0 + 13.0);
    QCOMPARE(m_layout.height(), static_cast<double>(m_flow->rows.size() - 1) * 18.0 + 13.0);
}

void TestLadderLayout::rowAt()
{
    QVERIFY(!m_layout.rowAt(-0.1));
    QCOMPARE(m_layout.rowAt(0), 0U);
    QCOMPARE(m_layout.rowAt(17.9), 0U);
    QCOMPARE(m_layout.rowAt(18), 1U);
    QCOMPARE(m_layout.rowAt(11 * 18 + 12.9), gapRow);
    QCOMPARE(m_layout.rowAt(11 * 18 + 13), gapRow + 1);
    QCOMPARE(m_layout.rowAt(m_layout.height() - 0.1), m_flow->rows.size() - 1);
    QVERIFY(!m_layout.rowAt(m_layout.height()));
}

void TestLadderLayout::rowsIn()
{
    const auto range = [this](double top, double bottom) {
        const auto rows = m_layout.rowsIn(top, bottom);
        return std::pair{rows.first, rows.end};
    };
    QCOMPARE(range(0, 18), std::pair(std::size_t{0}, std::size_t{1}));
    QCOMPARE(range(0, 18.5), std::pair(std::size_t{0}, std::size_t{2}));
    QCOMPARE(range(17, 40), std::pair(std::size_t{0}, std::size_t{3}));
    QCOMPARE(range(-50, 10'000), std::pair(std::size_t{0}, m_flow->rows.size()));
    QCOMPARE(range(-50, 0), std::pair(std::size_t{0}, std::size_t{0}));
    const auto below = range(m_layout.height(), 10'000);
    QCOMPARE(below.first, below.second);
}

void TestLadderLayout::lanesShareTheWidth_data()
{
    QTest::addColumn<int>("hosts");
    QTest::addColumn<double>("view");
    QTest::addColumn<double>("distance");
    const double fixed = LadderLayout{*m_flow, {}, 0}.fixedWidth() + 2 * LadderMeasures{}.margin;
    QTest::newRow("between the limits") << 3 << fixed + 400 << 200.0;
    QTest::newRow("at least 120") << 3 << fixed + 100 << 120.0;
    QTest::newRow("at most 320") << 3 << fixed + 4000 << 320.0;
    QTest::newRow("two may stand further apart") << 2 << fixed + 4000 << 480.0;
    QTest::newRow("a view without width") << 3 << 0.0 << 120.0;
}

void TestLadderLayout::lanesShareTheWidth()
{
    QFETCH(int, hosts);
    QFETCH(double, view);
    QFETCH(double, distance);
    const auto flow = core::flow::layOut(manyMessages(20, hosts));
    const LadderLayout layout{flow, {}, view};
    QCOMPARE(layout.lanes(), static_cast<std::size_t>(hosts));
    QCOMPARE(layout.laneDistance(), distance);
    QCOMPARE(layout.laneX(1) - layout.laneX(0), distance);
    QCOMPARE(layout.lanesWidth(), layout.laneX(layout.lanes() - 1) + LadderMeasures{}.margin);
}

void TestLadderLayout::arrowsRunFromLaneToLane()
{
    const auto invite = m_layout.arrowLine(std::get<Arrow>(m_flow->rows.at(0)));
    QCOMPARE(invite.from, m_layout.laneX(0));
    QCOMPARE(invite.to, m_layout.laneX(1));
    QVERIFY(invite.pointsRight());
    const auto unauthorized = m_layout.arrowLine(std::get<Arrow>(m_flow->rows.at(1)));
    QVERIFY(!unauthorized.pointsRight());
    QCOMPARE(unauthorized.left(), m_layout.laneX(0));
    QCOMPARE(unauthorized.right(), m_layout.laneX(1));
    QVERIFY(!unauthorized.isHook);
}

void TestLadderLayout::aMessageToOneselfIsAHook()
{
    const auto alone = makeFlow("alice -> alice OPTIONS 1\n");
    const LadderLayout single{*alone, {}, 800};
    const auto right = single.arrowLine(std::get<Arrow>(alone->rows.at(0)));
    QVERIFY(right.isHook);
    QVERIFY(right.to > right.from);
    QVERIFY(right.to < single.lanesWidth());

    Arrow last;
    last.fromLane = last.toLane = 2;
    const auto left = m_layout.arrowLine(last);
    QVERIFY(left.isHook);
    QVERIFY2(left.to < left.from, "right of the last lane there is no room");
    QVERIFY(left.to > m_layout.laneX(1));
}

void TestLadderLayout::highRowsHaveTheLabelAbove()
{
    LadderMeasures measures;
    QVERIFY(!measures.labelAbove());
    measures.rowPitch = 24;
    QVERIFY(measures.labelAbove());
}

void TestLadderLayout::transaction()
{
    const auto rowOf = [this](std::int64_t message) { return m_flow->rowOf({message}).value(); };
    QCOMPARE(transactionRows(*m_flow, rowOf(9)),
             (std::vector<std::size_t>{rowOf(4), rowOf(9), rowOf(12)})); // not CSeq 101, not the other leg
    const auto bye = transactionRows(*m_flow, rowOf(16));
    QCOMPARE(bye, (std::vector<std::size_t>{rowOf(16), rowOf(17)}));
}

void TestLadderLayout::transactionOfOneOfSeveralDialogs()
{
    core::flow::CallFlow flow;
    for (const std::size_t dialog : {1U, 1U, 2U, 2U}) {
        core::flow::Arrow arrow;
        arrow.cseq = "1 INVITE"; // a Call-ID that is used again often begins to count anew
        arrow.dialog = dialog;
        flow.rows.emplace_back(arrow);
    }
    QCOMPARE(transactionRows(flow, 0), (std::vector<std::size_t>{0, 1}));
    QCOMPARE(transactionRows(flow, 3), (std::vector<std::size_t>{2, 3}));
}

void TestLadderLayout::transactionOfAGap()
{
    QVERIFY(transactionRows(*m_flow, gapRow).empty());
    QVERIFY(transactionRows(*m_flow, 1'000'000).empty());
}

QTEST_GUILESS_MAIN(TestLadderLayout)
#include "tst_ladder_layout.moc"
