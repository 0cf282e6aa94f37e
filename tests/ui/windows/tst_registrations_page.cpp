// SPDX-License-Identifier: GPL-3.0-or-later
// The registrations of a session, and the way from each to the messages behind it.
#include "tests/support/script_capture.h"
#include "tests/ui/support/window_test.h"
#include "ui/filterbar/filter_bar.h"
#include "ui/windows/flow_pane.h"
#include "ui/windows/registrations_page.h"

#include <QFile>
#include <QLabel>
#include <QTableView>
#include <QTranslator>

#include <algorithm>
#include <map>

using namespace Qt::StringLiterals;
using namespace ui::windows;
using tests::ui::patience;
using View = SessionView::View;

namespace {

/// Alice is registered and refreshes it, bob may not, carol goes again.
constexpr std::string_view traffic = R"(
    alice -> proxy REGISTER 1 at=0.000 call-id=ra from=alice to=alice contact=<sip:alice@192.0.2.1> expires=600
    proxy -> alice 200      1 at=0.100 call-id=ra contact=<sip:alice@192.0.2.1>;expires=600
    bob   -> proxy REGISTER 1 at=1.000 call-id=rb from=bob to=bob contact=<sip:bob@192.0.2.3> expires=600
    proxy -> bob   403      1 at=1.100 call-id=rb
    carol -> proxy REGISTER 1 at=2.000 call-id=rc from=carol to=carol contact=<sip:carol@192.0.2.4> expires=600
    proxy -> carol 200      1 at=2.100 call-id=rc contact=<sip:carol@192.0.2.4>;expires=600
    alice -> proxy REGISTER 2 at=30.000 call-id=ra contact=<sip:alice@192.0.2.1> expires=600
    proxy -> alice 200      2 at=30.100 call-id=ra contact=<sip:alice@192.0.2.1>;expires=600
    carol -> proxy REGISTER 2 at=40.000 call-id=rc contact=<sip:carol@192.0.2.4> expires=0
    proxy -> carol 200      2 at=40.100 call-id=rc
)";

} // namespace

class RegistrationsPageTest : public tests::ui::WindowTest {
    Q_OBJECT

private slots:
    void init();

    void cleanup() { m_window.reset(); }

    void bindingsStandWithTheirState();
    void columnsSort();
    void aRowShowsItsMessages();
    void returnOpensTheCall();
    void aSessionWithoutThemSaysSo();
    void theWordsOfTheColumnsAreGerman();

private:
    [[nodiscard]] SessionView& view() const { return m_window->sessionView(); }

    [[nodiscard]] RegistrationsPage& page() const { return view().registrations(); }

    [[nodiscard]] QString write(const QString& name, std::string_view script) const;
    void open() const;
    [[nodiscard]] int rowOf(const QString& user) const;
    [[nodiscard]] std::map<QString, QString> row(const QString& user) const;
    [[nodiscard]] QString users() const;
};

QString RegistrationsPageTest::write(const QString& name, std::string_view script) const
{
    const QString path = m_folder.filePath(name);
    const auto bytes = tests::support::captureOfScript(script);
    QFile file(path);
    if (file.open(QIODevice::WriteOnly))
        file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<qint64>(bytes.size()));
    return path;
}

void RegistrationsPageTest::init()
{
    makeSettings();
    makeWindow();
    m_window->resize(1440, 900);
}

void RegistrationsPageTest::open() const
{
    QTest::keyClick(m_window.get(), Qt::Key_5, Qt::ControlModifier);
    QCOMPARE(view().view(), View::Registrations);
    QTRY_COMPARE_WITH_TIMEOUT(page().model().rowCount(), 3, patience);
}

int RegistrationsPageTest::rowOf(const QString& user) const
{
    for (int number = 0; number < page().model().rowCount(); ++number) {
        if (page().model().index(number, 1).data().toString().contains(user))
            return number;
    }
    return -1;
}

std::map<QString, QString> RegistrationsPageTest::row(const QString& user) const
{
    const auto& model = page().model();
    std::map<QString, QString> cells;
    for (int column = 0; column < model.columnCount(); ++column)
        cells[model.headerData(column, Qt::Horizontal).toString()] =
            model.index(rowOf(user), column).data().toString();
    return cells;
}

QString RegistrationsPageTest::users() const
{
    QString initials;
    for (int number = 0; number < page().model().rowCount(); ++number)
        initials += page().model().index(number, 1).data().toString().section(u':', 1).left(1);
    return initials;
}

void RegistrationsPageTest::bindingsStandWithTheirState()
{
    openCapture(write(u"reg.pcap"_s, traffic));
    activateWindow();
    open();
    auto alice = row(u"alice"_s);
    QCOMPARE(alice[u"State"_s], u"registered"_s);
    QVERIFY2(alice[u"Contact"_s].contains(u"sip:alice@192.0.2.1"_s), qPrintable(alice[u"Contact"_s]));
    QCOMPARE(alice[u"Attempts"_s], u"2"_s);
    QCOMPARE(alice[u"Refreshes"_s], u"1"_s);
    QCOMPARE(alice[u"Client"_s], u"192.0.2.1:5060"_s);
    QCOMPARE(alice[u"Registrar"_s], u"192.0.2.2:5060"_s);
    QVERIFY(!alice[u"Expires"_s].isEmpty());
    auto bob = row(u"bob"_s);
    QCOMPARE(bob[u"State"_s], u"failed"_s);
    QCOMPARE(bob[u"Why it failed"_s], u"1 × forbidden"_s);
    QCOMPARE(row(u"carol"_s)[u"State"_s], u"unregistered"_s);
    QCOMPARE(page().resultText(), u"3 registrations"_s);
    QVERIFY(!view().filterBar().isEnabled()); // it does not choose among them
}

void RegistrationsPageTest::columnsSort()
{
    openCapture(write(u"reg.pcap"_s, traffic));
    activateWindow();
    open();
    QCOMPARE(users(), u"abc"_s);
    page().table().sortByColumn(1, Qt::DescendingOrder);
    QCOMPARE(users(), u"cba"_s);
    page().table().sortByColumn(5, Qt::DescendingOrder); // when it was granted; bob's never was
    QCOMPARE(users(), u"acb"_s);
    page().table().sortByColumn(5, Qt::AscendingOrder);
    QCOMPARE(users(), u"cab"_s);
}

void RegistrationsPageTest::aRowShowsItsMessages()
{
    openCapture(write(u"reg.pcap"_s, traffic));
    activateWindow();
    open();
    QTest::mouseClick(page().table().viewport(), Qt::LeftButton, {},
                      page().table().visualRect(page().model().index(rowOf(u"carol"_s), 1)).center());
    QCOMPARE(view().view(), View::Registrations);
    const core::base::CallKey call = page().model().at(rowOf(u"carol"_s))->call;
    QCOMPARE(view().selection().call().value, call.value);
    QTRY_COMPARE_WITH_TIMEOUT(view().flow().calls(), std::vector{call}, patience);
    QVERIFY(view().flow().flow()->rowOf({5}).has_value());
    QVERIFY(view().flow().flow()->rowOf({10}).has_value());
}

void RegistrationsPageTest::returnOpensTheCall()
{
    openCapture(write(u"reg.pcap"_s, traffic));
    activateWindow();
    open();
    page().table().setFocus(Qt::TabFocusReason);
    page().table().setCurrentIndex(page().model().index(rowOf(u"bob"_s), 0));
    const std::int64_t call = page().model().at(rowOf(u"bob"_s))->call.value;
    QTest::keyClick(&page().table(), Qt::Key_Return);
    QCOMPARE(view().view(), View::Calls);
    QCOMPARE(view().selection().call().value, call);
    QCOMPARE(view().calls().view().selectedIds(10), std::vector<std::int64_t>{call});
    view().goBack();
    QCOMPARE(view().view(), View::Registrations);
}

void RegistrationsPageTest::aSessionWithoutThemSaysSo()
{
    openCapture(write(u"calls.pcap"_s, "alice -> bob INVITE 1 at=0\n"));
    view().setView(View::Registrations);
    const auto says = [this](const QString& text) {
        return std::ranges::any_of(page().findChildren<QLabel*>(), [&](const QLabel* label) {
            return label->isVisible() && label->text().contains(text);
        });
    };
    QTRY_VERIFY_WITH_TIMEOUT(says(u"There is no registration in this session."_s), patience);
}

void RegistrationsPageTest::theWordsOfTheColumnsAreGerman()
{
    QTranslator german;
    QVERIFY(german.load(u":/i18n/rhapsode_de.qm"_s));
    const ui::models::RegistrationsModel model;
    QVERIFY(model.columnCount() >= 19);
    for (int column = 0; column < model.columnCount(); ++column) {
        const QString english = model.headerData(column, Qt::Horizontal).toString();
        QVERIFY2(!german.translate("ui::models::RegistrationsModel", english.toUtf8().constData()).isEmpty(),
                 qPrintable(english));
    }
}

QTEST_MAIN(RegistrationsPageTest)
#include "tst_registrations_page.moc"
