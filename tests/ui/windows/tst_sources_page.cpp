// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/windows/sources_page.h"

#include "core/base/error.h"
#include "ui/lists/empty_state.h"
#include "ui/theme/theme.h"
#include "ui/windows/notice.h"

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
    void warningsOfTheChosenOneAreShown();
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

/// How much the kernel granted, and what to do, in full; `rhapsode-cli info` says the same.
void SourcesPageTest::warningsOfTheChosenOneAreShown()
{
    using core::base::Error;
    using core::base::ErrorCode;
    SourceRow ring = source(1, "interface", "eth0");
    ring.warnings = {describe(Error{ErrorCode::CaptureBufferSmall, "eth0", "2.0 MiB of 64.0 MiB"})};
    SourceRow hep = source(2, "hep", "hep+udp://127.0.0.1:9060");
    hep.warnings = {
        describe(Error{ErrorCode::ReceiveBufferSmall, "hep+udp://127.0.0.1:9060", "416 KiB of 32 MiB"})};
    SourceRow file = source(3, "file", "/tmp/a.pcap");
    for (int i = 0; i < 5; ++i)
        file.warnings.push_back("odd (" + std::to_string(i) + ")");
    SourcesPage page;
    page.setSources({ring, hep, source(4, "interface", "lo"), file});
    page.show();
    const auto said = [&page] {
        QString all;
        for (const Notice* notice : page.findChildren<Notice*>()) {
            if (notice->isVisible())
                all += textsOf(*notice) + u'\n';
        }
        return all;
    };
    const auto choose = [&page](int row) { const_cast<QTableView*>(sourceTable(page))->selectRow(row); };
    QVERIFY2(said().contains(u"eth0 (2.0 MiB of 64.0 MiB)"_s), qPrintable(said()));
    QVERIFY2(said().contains(u"free some memory"_s), qPrintable(said()));
    choose(1);
    QVERIFY2(!said().contains(u"eth0"_s), qPrintable(said()));
    QVERIFY2(said().contains(u"416 KiB of 32 MiB"_s), qPrintable(said()));
    QVERIFY2(said().contains(u"\nsudo sysctl -w net.core.rmem_max=33554432\n"_s), qPrintable(said()));
    choose(2);
    QCOMPARE(said(), QString());
    choose(3);
    QTRY_VERIFY(said().contains(u"odd (2)"_s)); // a layout shows what is new in it a moment later
    QVERIFY2(!said().contains(u"odd (3)"_s), qPrintable(said()));
    QVERIFY2(said().contains(u"2 more"_s), qPrintable(said()));
}

QTEST_MAIN(SourcesPageTest)
#include "tst_sources_page.moc"
