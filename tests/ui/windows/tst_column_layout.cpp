// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/windows/column_layout.h"

#include <QFrame>
#include <QtTest>

#include <vector>

using ui::windows::ColumnLayout;

namespace {

/// A thousand pixels wide, with columns of at least 300 and widgets of one height.
class Area {
public:
    explicit Area(int widgets)
    {
        auto* layout = new ColumnLayout(300, 8);
        for (int i = 0; i < widgets; ++i) {
            m_widgets.push_back(new QFrame(&m_area));
            m_widgets.back()->setMinimumHeight(50);
            layout->addWidget(m_widgets.back());
        }
        m_area.setLayout(layout);
    }

    void show()
    {
        m_area.resize(1000, 400);
        m_area.show();
        m_area.layout()->activate();
    }

    QFrame& at(std::size_t index) { return *m_widgets[index]; }

private:
    QWidget m_area;
    std::vector<QFrame*> m_widgets; // of m_area
};

} // namespace

class ColumnLayoutTest : public QObject {
    Q_OBJECT

private slots:
    void takesAsManyColumnsAsThereIsRoomFor();
    void leavesNoColumnEmpty();
    void countsOnlyWhatIsShown();
    void fillsItsLastRow();
};

void ColumnLayoutTest::takesAsManyColumnsAsThereIsRoomFor()
{
    Area area{3};
    area.show();
    QCOMPARE(area.at(0).y(), area.at(2).y());
    QCOMPARE(area.at(2).geometry().right(), 999);
}

void ColumnLayoutTest::leavesNoColumnEmpty()
{
    Area area{2};
    area.show();
    QCOMPARE(area.at(0).width(), 496);
    QCOMPARE(area.at(1).geometry().right(), 999);
}

void ColumnLayoutTest::countsOnlyWhatIsShown()
{
    Area area{3};
    area.at(1).hide();
    area.show();
    QCOMPARE(area.at(0).width(), 496);
    QCOMPARE(area.at(2).geometry().right(), 999);
}

void ColumnLayoutTest::fillsItsLastRow()
{
    // Two and two rather than three and one.
    Area area{4};
    area.show();
    QCOMPARE(area.at(0).y(), area.at(1).y());
    QCOMPARE(area.at(2).y(), area.at(3).y());
    QVERIFY(area.at(2).y() > area.at(1).y());
    QCOMPARE(area.at(3).geometry().right(), 999);
}

QTEST_MAIN(ColumnLayoutTest)
#include "tst_column_layout.moc"
