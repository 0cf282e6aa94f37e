// SPDX-License-Identifier: GPL-3.0-or-later
// From a source to the frames behind its figures, in the window.
#include "tests/support/hep_builder.h"
#include "tests/support/udp_sender.h"
#include "ui/message/message_view.h"
#include "ui/theme/theme.h"
#include "ui/windows/frames_pane.h"
#include "ui/windows/main_window.h"
#include "ui/windows/session_view.h"
#include "ui/windows/sources_page.h"

#include <QDir>
#include <QLabel>
#include <QPlainTextEdit>
#include <QTableView>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace ui::windows;
using View = SessionView::View;

namespace {

constexpr int patience = 20'000;

QString textsOf(const QWidget& widget)
{
    QStringList texts;
    for (const QLabel* label : widget.findChildren<QLabel*>()) {
        if (label->isVisible())
            texts.append(label->text());
    }
    return texts.join(u'\n');
}

QTableView* tableNamed(const QWidget& widget, const QString& name)
{
    for (QTableView* table : widget.findChildren<QTableView*>()) {
        if (table->accessibleName() == name)
            return table;
    }
    return nullptr;
}

/// "SIP message|3|", one line per row.
QStringList rowsOf(const QTableView& table)
{
    QStringList rows;
    const QAbstractItemModel* model = table.model();
    for (int row = 0; row < model->rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < model->columnCount(); ++column)
            cells.append(model->index(row, column).data().toString());
        rows.append(cells.join(u'|'));
    }
    return rows;
}

int rowWith(const QTableView& table, const QString& text)
{
    const QStringList rows = rowsOf(table);
    for (int row = 0; row < rows.size(); ++row) {
        if (rows[row].contains(text))
            return row;
    }
    return -1;
}

} // namespace

class SourcesViewTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();

    void cleanupTestCase() { m_window.reset(); }

    void classesOfTheSourceAreShown();
    void framesWithoutAMessageAreShownAsBytes();
    void framesWithAMessageLeadToIt();
    void agentsStandBesideTheSources();
    void looksRightInBothThemes();

private:
    QTemporaryDir m_folder;
    std::unique_ptr<ui::settings::Settings> m_settings;
    std::unique_ptr<MainWindow> m_window;
    QTableView* m_classes = nullptr;
    QTableView* m_examples = nullptr;
};

void SourcesViewTest::initTestCase()
{
    m_settings = std::make_unique<ui::settings::Settings>(m_folder.filePath(u"settings.ini"_s));
    m_settings->setValue(ui::settings::sessionsFolder, m_folder.filePath(u"sessions"_s));
    m_settings->setValue(ui::settings::captureHep, false);
    m_settings->setValue(ui::settings::fontSize, 10.0);
    m_settings->setValue(ui::settings::theme, u"light"_s);
    m_window = std::make_unique<MainWindow>(*m_settings);
    m_window->resize(1440, 900);
    m_window->show();
    ui::session::CaptureRequest request;
    request.hepUrls = {"hep+udp://127.0.0.1:0"};
    m_window->startCapture(request);
    const auto& progress = [this] { return m_window->controller().progress(); };
    QTRY_VERIFY_WITH_TIMEOUT(!progress().readyLines.empty(), patience);
    const auto port = QString::fromStdString(progress().readyLines.front()).section(u':', -1).toUShort();
    const tests::support::UdpSender sender({*core::net::IpAddress::parse("127.0.0.1"), port});
    using tests::support::Hep3Builder;
    for (int i = 0; i < 3; ++i) {
        std::string sip{tests::support::sampleSip};
        sip.replace(sip.find("sample@"), 6, "call" + std::to_string(i));
        QVERIFY(sender.send(Hep3Builder{}
                                .usualHeader()
                                .text(core::hep::ChunkType::AgentName, "edge")
                                .text(core::hep::ChunkType::Payload, sip)
                                .build()));
    }
    QVERIFY(sender.send(tests::support::toBytes("this is no HEP at all, but it was received")));
    m_window->sessionView().setView(View::Sources);
    m_classes = tableNamed(*m_window, u"Classes of frames"_s);
    m_examples = tableNamed(*m_window, u"Example frames"_s);
    QTRY_VERIFY_WITH_TIMEOUT(m_classes->model()->rowCount() == 2, patience);
    QTRY_VERIFY_WITH_TIMEOUT(rowsOf(*m_classes).join(u'\n').contains(u"SIP message|3|"_s), patience);
}

void SourcesViewTest::classesOfTheSourceAreShown()
{
    const QString rows = rowsOf(*m_classes).join(u'\n');
    QVERIFY2(rows.contains(u"SIP message|3|"_s), qPrintable(rows));
    QVERIFY2(rows.contains(u"broken HEP: not HEP|1|"_s), qPrintable(rows));
}

void SourcesViewTest::framesWithoutAMessageAreShownAsBytes()
{
    m_classes->selectRow(rowWith(*m_classes, u"broken HEP"_s));
    QTRY_COMPARE_WITH_TIMEOUT(m_examples->model()->rowCount(), 1, patience);
    QTRY_VERIFY2_WITH_TIMEOUT(rowsOf(*m_examples).front().startsWith(u"4|"_s),
                              qPrintable(rowsOf(*m_examples).join(u'\n')), patience);
    QVERIFY2(rowsOf(*m_examples).front().contains(u"|127.0.0.1:"_s), qPrintable(rowsOf(*m_examples).front()));
    QVERIFY(rowsOf(*m_examples).front().endsWith(u"|broken HEP: not HEP"_s));

    const QRect row = m_examples->visualRect(m_examples->model()->index(0, 1));
    QTest::mouseClick(m_examples->viewport(), Qt::LeftButton, {}, row.center());
    QTest::mouseDClick(m_examples->viewport(), Qt::LeftButton, {}, row.center());
    auto* message = m_window->findChild<ui::message::MessageView*>();
    QTRY_VERIFY2_WITH_TIMEOUT(textsOf(*message).contains(u"Frame 4"_s), qPrintable(textsOf(*message)),
                              patience);
    QVERIFY2(textsOf(*message).contains(u"no SIP message"_s), qPrintable(textsOf(*message)));
    const auto texts = message->findChildren<QPlainTextEdit*>();
    QVERIFY(std::ranges::any_of(texts, [](const QPlainTextEdit* text) {
        return text->isVisible() && text->toPlainText().contains(u"74 68 69 73 20 69 73"_s);
    }));
}

void SourcesViewTest::framesWithAMessageLeadToIt()
{
    m_classes->selectRow(rowWith(*m_classes, u"SIP message"_s));
    QTRY_COMPARE_WITH_TIMEOUT(m_examples->model()->rowCount(), 3, patience);
    QTRY_VERIFY2_WITH_TIMEOUT(rowsOf(*m_examples)[1].contains(u"192.0.2.1:5060|198.51.100.7:5080|"_s),
                              qPrintable(rowsOf(*m_examples).join(u'\n')), patience);
    m_classes->setFocus();
    QTest::keyClick(m_classes, Qt::Key_Return); // to the examples
    QTRY_VERIFY_WITH_TIMEOUT(m_examples->hasFocus(), patience);
    QTest::keyClick(m_examples, Qt::Key_Down);
    QTest::keyClick(m_examples, Qt::Key_Return);
    auto* message = m_window->findChild<ui::message::MessageView*>();
    const auto row = m_examples->currentIndex().row();
    QTRY_COMPARE_WITH_TIMEOUT(m_window->sessionView().selection().message().value, std::int64_t{row + 1},
                              patience);
    QTRY_VERIFY2_WITH_TIMEOUT(textsOf(*message).contains(u"OPTIONS"_s), qPrintable(textsOf(*message)),
                              patience);
}

void SourcesViewTest::agentsStandBesideTheSources()
{
    auto* agents = tableNamed(*m_window, u"Agents"_s);
    QTRY_VERIFY_WITH_TIMEOUT(agents->isVisible(), patience);
    const QString row = rowsOf(*agents).front();
    QVERIFY2(row.startsWith(u"2001|edge|127.0.0.1|HEP3|"_s), qPrintable(row));
}

void SourcesViewTest::looksRightInBothThemes()
{
    const QDir pictures(QStringLiteral(SCREENSHOT_FOLDER));
    QVERIFY(QDir().mkpath(pictures.path()));
    for (const auto& [choice, name] :
         {std::pair{ui::theme::Choice::Light, u"light"_s}, std::pair{ui::theme::Choice::Dark, u"dark"_s}}) {
        ui::theme::Theme::instance().apply(choice, 10);
        m_classes->selectRow(rowWith(*m_classes, u"broken HEP"_s));
        QTRY_COMPARE_WITH_TIMEOUT(m_examples->model()->rowCount(), 1, patience);
        m_examples->selectRow(0);
        QTest::qWait(300);
        QVERIFY(m_window->grab().save(pictures.filePath(u"sources-frames-%1.png"_s.arg(name))));
    }
}

QTEST_MAIN(SourcesViewTest)
#include "tst_sources_view.moc"
