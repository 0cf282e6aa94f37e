// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/windows/sources_page.h"

#include "ui/lists/empty_state.h"
#include "ui/theme/theme.h"

#include <QLabel>
#include <QTableView>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace ui::windows;
using core::session::SourceRow;

class SourcesPageTest : public QObject {
    Q_OBJECT

private slots:

    void initTestCase() { ui::theme::Theme::instance().apply(ui::theme::Choice::Light, 10); }

    void saysWhatToDoWithoutSources();
    void kindsAreNamed();
};

namespace {

SourceRow source(std::int64_t id, const char* kind, const char* name)
{
    SourceRow row;
    row.id = {id};
    row.kind = kind;
    row.name = name;
    return row;
}

const QTableView* sourceTable(const SourcesPage& page)
{
    for (const QTableView* table : page.findChildren<QTableView*>()) {
        if (table->accessibleName() == u"Sources"_s)
            return table;
    }
    return nullptr;
}

QString textsOf(const QWidget& widget)
{
    QStringList texts;
    for (const QLabel* label : widget.findChildren<QLabel*>())
        texts.append(label->text());
    return texts.join(u'\n');
}

} // namespace

void SourcesPageTest::saysWhatToDoWithoutSources()
{
    SourcesPage page;
    page.show();
    const auto* empty = page.findChild<ui::lists::EmptyState*>();
    QVERIFY(empty->isVisible());
    QVERIFY2(textsOf(*empty).contains(u"There is no source in this session."_s), qPrintable(textsOf(*empty)));
    QVERIFY2(textsOf(*empty).contains(u"Ctrl+K"_s), qPrintable(textsOf(*empty)));

    page.setGrowing(true);
    QVERIFY2(textsOf(*empty).contains(u"No source is ready yet."_s), qPrintable(textsOf(*empty)));

    page.setSources({source(1, "interface", "lo")});
    QVERIFY(!empty->isVisible());
    QVERIFY(sourceTable(page)->isVisible());
    page.setSources({});
    QVERIFY(empty->isVisible());
}

void SourcesPageTest::kindsAreNamed()
{
    SourcesPage page;
    page.setSources({source(1, "file", "/tmp/a.pcap"), source(2, "interface", "lo"),
                     source(3, "hep", "hep+udp://127.0.0.1:9060"), source(4, "command", "ssh probe tcpdump"),
                     source(5, "follow", "/var/spool/capture")});
    QStringList kinds;
    const QAbstractItemModel* model = sourceTable(page)->model();
    for (int row = 0; row < model->rowCount(); ++row)
        kinds.append(model->index(row, 1).data().toString());
    QCOMPARE(kinds, (QStringList{u"File"_s, u"Interface"_s, u"HEP"_s, u"Command"_s, u"Followed file"_s}));
}

QTEST_MAIN(SourcesPageTest)
#include "tst_sources_page.moc"
