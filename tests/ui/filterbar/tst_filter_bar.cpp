// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/filterbar/filter_bar.h"
#include "ui/filterbar/filter_field.h"
#include "ui/filterbar/filter_highlighter.h"
#include "ui/filterbar/filter_popup.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTextBlock>
#include <QTextLayout>
#include <QToolButton>
#include <QtTest>

using namespace Qt::StringLiterals;
using core::filter::Scope;
using ui::filterbar::FilterBar;
using ui::filterbar::FilterField;
using ui::filterbar::FilterPopup;

class TestFilterBar : public QObject {
    Q_OBJECT

private slots:
    void init();

    void cleanup() { m_bar.reset(); }

    void errorsAreWordsWithAColumn();
    void columnsCountCharacters();
    void correctingRemovesTheError();
    void theWrongPartHasAWave();
    void applyEmitsTheFilter();
    void enterApplies();
    void anInvalidFilterIsNotApplied();
    void clearingAppliesTheEmptyFilter();
    void escapeReturnsToWhatIsApplied();
    void theButtonSaysWhetherThereIsSomethingToApply();
    void historyByKeys();
    void historyHoldsEachOnceAndNotForEver();
    void completionReplacesTheWord();
    void completionsAreChosenByKeys();
    void escapeClosesCompletionsFirst();
    void pasteIsOneLine();
    void scopeDecidesWhatIsAField();
    void showsTheResult();
    void copiesForWireshark();
    void saysWhatWiresharkCannotExpress();

private:
    FilterField* field() const { return m_bar->findChild<FilterField*>(); }

    FilterPopup* popup() const { return m_bar->findChild<FilterPopup*>(); }

    QPushButton* applyButton() const { return m_bar->findChild<QPushButton*>(); }

    QString errorLine() const
    {
        for (const QLabel* label : m_bar->findChildren<QLabel*>()) {
            if (label->isVisible() && label->text().startsWith(u"column"_s))
                return label->text();
        }
        return {};
    }

    void type(const QString& text) { QTest::keyClicks(field(), text); }

    std::unique_ptr<FilterBar> m_bar;
};

void TestFilterBar::init()
{
    ui::theme::Theme::instance().apply(ui::theme::Choice::Light, 10);
    m_bar = std::make_unique<FilterBar>();
    m_bar->resize(900, 60);
    m_bar->setScope(Scope::Call);
    m_bar->show();
    m_bar->activateWindow();
    m_bar->focusField();
    QVERIFY(QTest::qWaitForWindowActive(m_bar.get()));
}

void TestFilterBar::errorsAreWordsWithAColumn()
{
    m_bar->setText(u"call.duration > and"_s);
    QVERIFY2(errorLine().startsWith(u"column 17: "_s), qPrintable(errorLine()));
    QCOMPARE(field()->accessibleDescription(), errorLine());
    QVERIFY(!applyButton()->isEnabled());
}

void TestFilterBar::columnsCountCharacters()
{
    m_bar->setText(u"from.user == \"é\" and call.duration > and"_s);
    QVERIFY2(errorLine().startsWith(u"column 38: "_s), qPrintable(errorLine()));
}

void TestFilterBar::correctingRemovesTheError()
{
    m_bar->setText(u"call.duration >"_s);
    QVERIFY(!errorLine().isEmpty());
    type(u" 2 s"_s);
    QVERIFY2(errorLine().isEmpty(), qPrintable(errorLine()));
    QVERIFY(applyButton()->isEnabled());
    QCOMPARE(field()->accessibleDescription(), u"The filter is valid."_s);
}

void TestFilterBar::theWrongPartHasAWave()
{
    const auto waves = [this] {
        int count = 0;
        for (const auto& range : field()->document()->firstBlock().layout()->formats())
            count += range.format.underlineStyle() == QTextCharFormat::WaveUnderline ? range.length : 0;
        return count;
    };
    m_bar->setText(u"call.duration > 2 s"_s);
    QCOMPARE(waves(), 0);
    m_bar->setText(u"call.duratio > 2 s"_s);
    QVERIFY(waves() >= 1);
}

void TestFilterBar::applyEmitsTheFilter()
{
    QSignalSpy applied(m_bar.get(), &FilterBar::filterApplied);
    m_bar->setText(u"call.method == INVITE"_s);
    QCOMPARE(applied.count(), 0);
    applyButton()->click();
    QCOMPARE(applied.count(), 1);
    QVERIFY(!applied[0][0].value<core::filter::Filter>().isEmpty());
    QCOMPARE(applied[0][1].toString(), u"call.method == INVITE"_s);
}

void TestFilterBar::enterApplies()
{
    QSignalSpy applied(m_bar.get(), &FilterBar::filterApplied);
    m_bar->setText(u"call.method == BYE"_s);
    QTest::keyClick(field(), Qt::Key_Return);
    QCOMPARE(applied.count(), 1);
    QCOMPARE(m_bar->text(), u"call.method == BYE"_s);
}

void TestFilterBar::anInvalidFilterIsNotApplied()
{
    QSignalSpy applied(m_bar.get(), &FilterBar::filterApplied);
    m_bar->setText(u"call.method =="_s);
    QTest::keyClick(field(), Qt::Key_Return);
    m_bar->apply();
    QCOMPARE(applied.count(), 0);
    QVERIFY(m_bar->history().isEmpty());
}

void TestFilterBar::clearingAppliesTheEmptyFilter()
{
    m_bar->setText(u"call.method == BYE"_s);
    m_bar->apply();
    QSignalSpy applied(m_bar.get(), &FilterBar::filterApplied);
    for (QToolButton* button : m_bar->findChildren<QToolButton*>()) {
        if (button->accessibleName() == u"Clear the filter"_s)
            button->click();
    }
    QCOMPARE(applied.count(), 1);
    QVERIFY(applied[0][0].value<core::filter::Filter>().isEmpty());
    QCOMPARE(m_bar->text(), QString{});
}

void TestFilterBar::escapeReturnsToWhatIsApplied()
{
    m_bar->setText(u"call.method == BYE"_s);
    m_bar->apply();
    m_bar->setText(u"something else"_s);
    QTest::keyClick(field(), Qt::Key_Escape);
    QCOMPARE(m_bar->text(), u"call.method == BYE"_s);
}

void TestFilterBar::theButtonSaysWhetherThereIsSomethingToApply()
{
    QVERIFY(!applyButton()->property("primary").toBool());
    m_bar->setText(u"call.method == BYE"_s);
    QVERIFY(applyButton()->property("primary").toBool());
    m_bar->apply();
    QVERIFY(!applyButton()->property("primary").toBool());
    m_bar->setText(u"call.method =="_s);
    QVERIFY(!applyButton()->property("primary").toBool());
}

void TestFilterBar::historyByKeys()
{
    m_bar->setHistory({u"call.method == BYE"_s, u"call.method == INVITE"_s});
    QTest::keyClick(field(), Qt::Key_Up);
    QCOMPARE(m_bar->text(), u"call.method == BYE"_s);
    QTest::keyClick(field(), Qt::Key_Up);
    QTest::keyClick(field(), Qt::Key_Up);
    QCOMPARE(m_bar->text(), u"call.method == INVITE"_s);
    QTest::keyClick(field(), Qt::Key_Down);
    QCOMPARE(m_bar->text(), u"call.method == BYE"_s);
}

void TestFilterBar::historyHoldsEachOnceAndNotForEver()
{
    for (int i = 0; i < 50; ++i) {
        m_bar->setText(u"call.messages > %1"_s.arg(i));
        m_bar->apply();
        m_bar->setText(u"call.method == BYE"_s);
        m_bar->apply();
    }
    QCOMPARE(m_bar->history().size(), 30);
    QCOMPARE(m_bar->history().count(u"call.method == BYE"_s), 1);
    QCOMPARE(m_bar->history().first(), u"call.method == BYE"_s);
}

void TestFilterBar::completionReplacesTheWord()
{
    type(u"durat"_s);
    QVERIFY(popup()->isVisible());
    QTest::keyClick(field(), Qt::Key_Tab);
    QCOMPARE(m_bar->text().trimmed(), u"duration"_s);
    QVERIFY(!popup()->isVisible());
    QVERIFY(field()->hasFocus());
}

void TestFilterBar::completionsAreChosenByKeys()
{
    QSignalSpy applied(m_bar.get(), &FilterBar::filterApplied);
    type(u"from"_s);
    QVERIFY(popup()->topLevelItemCount() >= 2);
    QTest::keyClick(field(), Qt::Key_Down);
    QTest::keyClick(field(), Qt::Key_Down);
    const QString second = popup()->topLevelItem(1)->text(0);
    QTest::keyClick(field(), Qt::Key_Return);
    QCOMPARE(m_bar->text(), second);
    QCOMPARE(applied.count(), 0); // this Enter was for the list
}

void TestFilterBar::escapeClosesCompletionsFirst()
{
    type(u"from"_s);
    QVERIFY(popup()->isVisible());
    QTest::keyClick(field(), Qt::Key_Escape);
    QVERIFY(!popup()->isVisible());
    QCOMPARE(m_bar->text(), u"from"_s);
}

void TestFilterBar::pasteIsOneLine()
{
    QGuiApplication::clipboard()->setText(u"call.method\n == BYE\n"_s);
    field()->paste();
    QCOMPARE(m_bar->text(), u"call.method == BYE"_s);
}

void TestFilterBar::scopeDecidesWhatIsAField()
{
    m_bar->setText(u"method == INVITE"_s);
    const QString inCalls = errorLine();
    m_bar->setScope(Scope::Message);
    m_bar->setText(u"call.method == INVITE and method == BYE"_s);
    QVERIFY2(errorLine().isEmpty(), qPrintable(errorLine()));
    QVERIFY2(inCalls.isEmpty(), qPrintable(inCalls));
}

void TestFilterBar::showsTheResult()
{
    m_bar->setResult(u"214 of 1,284 calls · 4 ms"_s);
    bool isShown = false;
    for (const QLabel* label : m_bar->findChildren<QLabel*>())
        isShown = isShown || (label->isVisible() && label->text() == u"214 of 1,284 calls · 4 ms"_s);
    QVERIFY(isShown);
}

void TestFilterBar::copiesForWireshark()
{
    QGuiApplication::clipboard()->clear();
    field()->setText(u"status == 486"_s);
    QTest::keyClick(field(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"sip && (sip.Status-Code == 486)"_s);
}

void TestFilterBar::saysWhatWiresharkCannotExpress()
{
    const auto* copy = field()->findChild<QAction*>(u"copyAsWiresharkFilter"_s);
    QVERIFY(copy != nullptr);
    const auto isSaid = [this](const QString& part) {
        const auto labels = m_bar->findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(), [&](const QLabel* label) {
            return label->isVisible() && label->text().contains(part);
        });
    };
    QGuiApplication::clipboard()->setText(u"before"_s);
    field()->setText(u"pdd > 3 s"_s);
    field()->findChild<QAction*>(u"copyAsWiresharkFilter"_s)->trigger();
    QCOMPARE(QGuiApplication::clipboard()->text(), u"before"_s);
    QVERIFY(isSaid(u"Nothing was copied"_s));
    QVERIFY(isSaid(u"call.pdd"_s));
    field()->setText(u"pdd > 3 s and call_id == a"_s);
    QVERIFY(!isSaid(u"call.pdd"_s)); // it was about another text
    field()->findChild<QAction*>(u"copyAsWiresharkFilter"_s)->trigger();
    QCOMPARE(QGuiApplication::clipboard()->text(), u"sip && (sip.Call-ID == \"a\")"_s);
    QVERIFY(isSaid(u"shows more messages: call.pdd"_s));
    field()->setText(u"pdd >"_s);
    QVERIFY(!copy->isEnabled());
}

QTEST_MAIN(TestFilterBar)
#include "tst_filter_bar.moc"
