// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/picture.h"
#include "ui/filterbar/filter_bar.h"

using namespace tests::ui;
using ui::filterbar::FilterBar;

class FilterPictures : public QObject {
    Q_OBJECT

private slots:
    void states_data();
    void states();
};

void FilterPictures::states_data()
{
    QTest::addColumn<int>("look");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isApplied");
    const QString valid = QStringLiteral(
        "call.method == INVITE and call.duration > 250 ms and not from.user in {\"monitor\", \"sipp\"}");
    for (int i = 0; i < static_cast<int>(std::size(looks)); ++i) {
        const auto row = [&](const char* state) -> QTestData& {
            return QTest::newRow(
                qPrintable(QStringLiteral("%1-%2").arg(QLatin1String(state), QLatin1String(looks[i].name))));
        };
        row("empty") << i << QString{} << false;
        row("valid") << i << valid << true;
        row("changed") << i << valid << false;
        row("invalid") << i << QStringLiteral("call.duration > and from.user == \"monitor\"") << false;
    }
}

void FilterPictures::states()
{
    QFETCH(int, look);
    QFETCH(QString, text);
    QFETCH(bool, isApplied);
    applyLook(look);
    FilterBar bar;
    bar.setScope(core::filter::Scope::Call);
    bar.setText(text);
    if (isApplied) {
        bar.apply();
        bar.setResult(QStringLiteral("214 of 1,284 calls · 4 ms"));
    }
    QVERIFY(differentColors(takePicture(bar, {1000, bar.sizeHint().height()},
                                        QStringLiteral(SCREENSHOT_FOLDER), QStringLiteral("filter"))) > 5);
}

QTEST_MAIN(FilterPictures)
#include "tst_filter_pictures.moc"
