// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/windows/capture_panel.h"

#include "ui/theme/theme.h"
#include "ui/windows/capture_filter_field.h"
#include "ui/windows/field_note.h"
#include "ui/windows/more_sources.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QToolButton>
#include <QtTest>

#include <cmath>

using namespace Qt::StringLiterals;
using namespace ui::windows;

namespace {

constexpr int patience = 20'000;

/// WCAG 2: relative luminance, and the contrast of two colours.
double luminance(const QColor& color)
{
    const auto linear = [](double value) {
        return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor& one, const QColor& other)
{
    const double a = luminance(one) + 0.05;
    const double b = luminance(other) + 0.05;
    return std::max(a, b) / std::min(a, b);
}

bool contains(const QImage& image, const QColor& color)
{
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixelColor(x, y).rgb() == color.rgb())
                return true;
        }
    }
    return false;
}

} // namespace

class CapturePanelTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void wrongFilterIsToldInTheColourOfErrors_data();
    void wrongFilterIsToldInTheColourOfErrors();
    void presetsAreOffered();
    void isSimpleUntilMoreIsWanted();
    void everythingChosenIsAskedFor();
    void wrongWordsAreToldWhileTheyAreTyped();
    void takenPortKeepsFromStarting();
    void rtpToKeepIsAskedForAndRemembered();
    void usedCommandsAreRemembered();
    void forwardingIsJudgedWhileItIsTyped();
    void forwardingIsAskedForAndRemembered();
    void tabReachesEverything();

private:
    /// Named for screen readers.
    template <typename T>
    static T* named(const QWidget& panel, const QString& name)
    {
        for (T* widget : panel.findChildren<T*>()) {
            if (widget->accessibleName() == name)
                return widget;
        }
        return nullptr;
    }

    static QToolButton* more(const QWidget& panel) { return panel.findChild<QToolButton*>(u"moreSources"_s); }

    /// Everything that is said to be wrong.
    static QString problems(const QWidget& panel)
    {
        QStringList sentences;
        for (const FieldNote* note : panel.findChildren<FieldNote*>()) {
            if (note->isVisible() && note->meaning() == FieldNote::Meaning::Error)
                sentences.append(note->sentence());
        }
        return sentences.join(u'\n');
    }

    /// Shown, without HEP.
    std::unique_ptr<CapturePanel> panel();

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ui::settings::Settings> m_settings;
    std::unique_ptr<ui::session::SessionController> m_controller;
    std::unique_ptr<ui::session::CaptureSources> m_sources;
};

void CapturePanelTest::init()
{
    ui::theme::Theme::instance().apply(ui::theme::Choice::Light, 10);
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<ui::settings::Settings>(m_folder->filePath(u"settings.ini"_s));
    m_settings->setValue(ui::settings::sessionsFolder, m_folder->filePath(u"sessions"_s));
    m_settings->setValue(ui::settings::captureHep, false);
    m_controller = std::make_unique<ui::session::SessionController>(*m_settings);
    m_sources = std::make_unique<ui::session::CaptureSources>();
}

std::unique_ptr<CapturePanel> CapturePanelTest::panel()
{
    auto result = std::make_unique<CapturePanel>(*m_sources, *m_controller, *m_settings);
    result->resize(560, result->sizeHint().height());
    result->show();
    return result;
}

void CapturePanelTest::wrongFilterIsToldInTheColourOfErrors_data()
{
    QTest::addColumn<ui::theme::Choice>("choice");
    QTest::newRow("light") << ui::theme::Choice::Light;
    QTest::newRow("dark") << ui::theme::Choice::Dark;
}

void CapturePanelTest::wrongFilterIsToldInTheColourOfErrors()
{
    QFETCH(const ui::theme::Choice, choice);
    ui::theme::Theme::instance().apply(choice, 10);
    const auto shown = panel();
    auto* field = shown->findChild<CaptureFilterField*>();
    auto* note = field->findChild<FieldNote*>();
    QVERIFY(!note->isVisible());
    field->findChild<QLineEdit*>()->setText(u"udp prot 5060"_s);
    QTRY_VERIFY_WITH_TIMEOUT(note->isVisible(), patience);
    QVERIFY2(note->sentence().contains(u"not valid"_s), qPrintable(note->sentence()));

    const ui::theme::Palette& colors = ui::theme::colors();
    QCOMPARE(note->ink(), colors.error);
    QVERIFY(contrast(note->ink(), colors.base) >= 4.5);
    const QImage picture = note->grab().toImage();
    const int side = ui::theme::metrics().scaled(12);
    // The shape stands in front, the words behind it.
    QVERIFY(contains(picture.copy(0, 0, side, picture.height()), colors.error));
    QVERIFY(contains(picture.copy(side, 0, picture.width(), picture.height()), colors.error));

    // And it follows the theme.
    ui::theme::Theme::instance().apply(
        choice == ui::theme::Choice::Light ? ui::theme::Choice::Dark : ui::theme::Choice::Light, 10);
    QCOMPARE(note->ink(), ui::theme::colors().error);
}

void CapturePanelTest::presetsAreOffered()
{
    const auto shown = panel();
    auto* field = shown->findChild<CaptureFilterField*>();
    auto* presets = named<QToolButton>(*field, u"Ready capture filters"_s);
    QStringList titles;
    for (const QAction* action : presets->menu()->actions())
        titles.append(action->text());
    QVERIFY2(titles.contains(u"SIP and RTP"_s), qPrintable(titles.join(u'|')));
    presets->menu()->actions().at(1)->trigger();
    QVERIFY2(field->text().contains(u"5060"_s) && field->text().contains(u"vlan"_s),
             qPrintable(field->text()));
    auto* note = field->findChild<FieldNote*>();
    QTRY_VERIFY_WITH_TIMEOUT(note->isVisible(), patience);
    QCOMPARE(note->sentence(), titles.at(1));
    QVERIFY(field->isAcceptable());
    presets->menu()->actions().front()->trigger();
    QCOMPARE(field->text(), QString());
}

void CapturePanelTest::isSimpleUntilMoreIsWanted()
{
    const auto shown = panel();
    auto* rest = shown->findChild<MoreSources*>();
    QVERIFY(!rest->isVisible());
    QTest::keyClick(more(*shown), Qt::Key_Space);
    QVERIFY(rest->isVisible());
    // It stays as it was left, and what is in use is never out of sight.
    QVERIFY(panel()->findChild<MoreSources*>()->isVisible());
    m_settings->setValue(ui::settings::captureMore, false);
    QVERIFY(!panel()->findChild<MoreSources*>()->isVisible());
    m_settings->setValue(ui::settings::hepAllowed, u"10.0.0.0/8"_s);
    QVERIFY(panel()->findChild<MoreSources*>()->isVisible());
}

void CapturePanelTest::everythingChosenIsAskedFor()
{
    const auto shown = panel();
    more(*shown)->setChecked(true);
    QVERIFY(!shown->canStart());
    const QString keyFile = m_folder->filePath(u"hep.key"_s);
    QFile key(keyFile);
    QVERIFY(key.open(QIODevice::WriteOnly) && key.write("secret\n") > 0);
    key.close();

    named<QSpinBox>(*shown, u"Port of HEP TCP"_s)->setValue(39060);
    named<QSpinBox>(*shown, u"Port of HEP TLS"_s)->setValue(39061);
    named<QCheckBox>(*shown, u"Listen for HEP over TCP"_s)->setChecked(true);
    named<QCheckBox>(*shown, u"Listen for HEP over TLS"_s)->setChecked(true);
    named<QLineEdit>(*shown, u"HEP key file"_s)->setText(keyFile);
    named<QLineEdit>(*shown, u"HEP only from"_s)->setText(u"10.20.0.0/16, 2001:db8::7"_s);
    named<QComboBox>(*shown, u"Command line"_s)->setEditText(u"cat trunk.pcap"_s);
    named<QCheckBox>(*shown, u"Capture what a command writes"_s)->setChecked(true);
    named<QLineEdit>(*shown, u"Followed file"_s)->setText(m_folder->path());
    named<QCheckBox>(*shown, u"Follow a file"_s)->setChecked(true);
    QTRY_VERIFY2_WITH_TIMEOUT(shown->canStart(), qPrintable(problems(*shown)), patience);

    const ui::session::CaptureRequest request = shown->request();
    QCOMPARE(request.hepUrls, (std::vector<std::string>{"hep+tcp://[::]:39060", "hep+tls://[::]:39061"}));
    QCOMPARE(request.hepKeyFile, keyFile.toStdString());
    QCOMPARE(request.hepAllowed, (std::vector<std::string>{"10.20.0.0/16", "2001:db8::7"}));
    QVERIFY(request.tlsCertificate.empty());
    QCOMPARE(request.commands, std::vector<std::string>{"cat trunk.pcap"});
    QCOMPARE(request.followed, std::vector<std::string>{m_folder->path().toStdString()});
}

void CapturePanelTest::wrongWordsAreToldWhileTheyAreTyped()
{
    const auto shown = panel();
    more(*shown)->setChecked(true);
    auto* allowed = named<QLineEdit>(*shown, u"HEP only from"_s);
    allowed->setText(u"10.20.0.0/16, 10.20.300.1"_s);
    QVERIFY2(problems(*shown).contains(u"“10.20.300.1” is neither an address nor a network."_s),
             qPrintable(problems(*shown)));
    allowed->setText(u"10.20.0.0/16"_s);
    QCOMPARE(problems(*shown), QString());

    named<QLineEdit>(*shown, u"HEP key file"_s)->setText(m_folder->filePath(u"no.key"_s));
    QTRY_VERIFY2_WITH_TIMEOUT(problems(*shown).contains(u"no.key"_s), qPrintable(problems(*shown)), patience);
    named<QLineEdit>(*shown, u"HEP key file"_s)->clear();

    named<QSpinBox>(*shown, u"Port of HEP TLS"_s)->setValue(39061);
    named<QCheckBox>(*shown, u"Listen for HEP over TLS"_s)->setChecked(true);
    QVERIFY(shown->canStart());
    named<QLineEdit>(*shown, u"Certificate"_s)->setText(m_folder->filePath(u"cert.pem"_s));
    QVERIFY2(problems(*shown).contains(u"belong together"_s), qPrintable(problems(*shown)));
    QVERIFY(!shown->canStart());
    named<QLineEdit>(*shown, u"Certificate"_s)->clear();

    named<QCheckBox>(*shown, u"Follow a file"_s)->setChecked(true);
    named<QLineEdit>(*shown, u"Followed file"_s)->setText(m_folder->filePath(u"nothing"_s));
    QTRY_VERIFY2_WITH_TIMEOUT(problems(*shown).contains(u"does not exist"_s), qPrintable(problems(*shown)),
                              patience);
    QVERIFY(!shown->canStart());
}

void CapturePanelTest::takenPortKeepsFromStarting()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::Any));
    const auto shown = panel();
    more(*shown)->setChecked(true);
    named<QSpinBox>(*shown, u"Port of HEP TCP"_s)->setValue(other.serverPort());
    named<QCheckBox>(*shown, u"Listen for HEP over TCP"_s)->setChecked(true);
    QVERIFY2(problems(*shown).contains(u"Another program already listens"_s), qPrintable(problems(*shown)));
    QVERIFY(!shown->canStart());
}

void CapturePanelTest::usedCommandsAreRemembered()
{
    for (const QString& command : {u"cat one.pcap"_s, u"cat two.pcap"_s}) {
        const auto shown = panel();
        QSignalSpy started(shown.get(), &CapturePanel::startRequested);
        named<QComboBox>(*shown, u"Command line"_s)->setEditText(command);
        named<QCheckBox>(*shown, u"Capture what a command writes"_s)->setChecked(true);
        for (QPushButton* button : shown->findChildren<QPushButton*>())
            button->click();
        QCOMPARE(started.count(), 1);
    }
    const auto shown = panel();
    auto* commands = named<QComboBox>(*shown, u"Command line"_s);
    QCOMPARE(commands->count(), 2);
    QCOMPARE(commands->currentText(), u"cat two.pcap"_s);
    QCOMPARE(commands->itemText(1), u"cat one.pcap"_s);
}

void CapturePanelTest::forwardingIsJudgedWhileItIsTyped()
{
    const auto shown = panel();
    more(*shown)->setChecked(true);
    named<QSpinBox>(*shown, u"Port of HEP TCP"_s)->setValue(39060);
    named<QCheckBox>(*shown, u"Listen for HEP over TCP"_s)->setChecked(true);
    auto* url = named<QLineEdit>(*shown, u"Forward to"_s);
    auto* captureId = named<QLineEdit>(*shown, u"Capture id to send"_s);
    auto* keyFile = named<QLineEdit>(*shown, u"Key file of the collector"_s);
    url->setText(u"nonsense"_s);
    QCOMPARE(problems(*shown), QString()); // nobody asked for it yet
    QVERIFY(shown->canStart());
    QVERIFY(!captureId->isVisible());

    named<QCheckBox>(*shown, u"Forward what is captured"_s)->setChecked(true);
    QVERIFY(captureId->isVisible());
    QVERIFY2(problems(*shown).contains(u"not a HEP address"_s), qPrintable(problems(*shown)));
    QVERIFY(!shown->canStart());
    url->setText(u"hep+tcp://collector:99999"_s);
    QVERIFY2(problems(*shown).contains(u"no port number"_s), qPrintable(problems(*shown)));
    url->setText(u"hep+tcp://collector"_s);
    QCOMPARE(problems(*shown), QString());
    QVERIFY(shown->canStart());

    captureId->setText(u"12x"_s);
    QVERIFY2(problems(*shown).contains(u"is a number"_s), qPrintable(problems(*shown)));
    captureId->setText(u"70000"_s);
    QCOMPARE(problems(*shown), QString());
    url->setText(u"hep2+udp://collector"_s);
    QVERIFY2(problems(*shown).contains(u"up to 65535"_s), qPrintable(problems(*shown)));
    captureId->setText(u"7"_s);
    keyFile->setText(m_folder->filePath(u"no.key"_s));
    QTRY_VERIFY2_WITH_TIMEOUT(problems(*shown).contains(u"no.key is no file"_s), qPrintable(problems(*shown)),
                              patience);
    QFile key(m_folder->filePath(u"hep.key"_s));
    QVERIFY(key.open(QIODevice::WriteOnly) && key.write("secret\n") > 0);
    key.close();
    keyFile->setText(key.fileName());
    QTRY_VERIFY2_WITH_TIMEOUT(problems(*shown).contains(u"Only HEP 3"_s), qPrintable(problems(*shown)),
                              patience);
    url->setText(u"hep+tls://collector"_s);
    QVERIFY(shown->canStart());
}

void CapturePanelTest::forwardingIsAskedForAndRemembered()
{
    {
        const auto shown = panel();
        QVERIFY(!shown->request().forward);
        QSignalSpy started(shown.get(), &CapturePanel::startRequested);
        named<QSpinBox>(*shown, u"Port of HEP TCP"_s)->setValue(39060);
        named<QCheckBox>(*shown, u"Listen for HEP over TCP"_s)->setChecked(true);
        named<QLineEdit>(*shown, u"Forward to"_s)->setText(u" ipip://192.0.2.9 "_s);
        named<QCheckBox>(*shown, u"Forward what is captured"_s)->setChecked(true);
        for (QPushButton* button : shown->findChildren<QPushButton*>())
            button->click();
        QCOMPARE(started.count(), 1);
    }
    const auto shown = panel();
    QVERIFY(named<QLineEdit>(*shown, u"Forward to"_s)->isVisible()); // what is in use is never out of sight
    const auto forward = shown->request().forward;
    QVERIFY(forward);
    QCOMPARE(forward->url, "ipip://192.0.2.9");
    QVERIFY(forward->keyFile.empty() && !forward->captureId);
    // Also for the key that starts again what was captured last.
    QVERIFY(ui::session::lastRequest(*m_settings).forward);
}

void CapturePanelTest::rtpToKeepIsAskedForAndRemembered()
{
    using core::session::RtpPolicy;
    auto shown = panel();
    QVERIFY(shown->request().rtp == RtpPolicy::Full);
    auto* headers = named<QToolButton>(*shown, u"Keep RTP: headers"_s);
    QVERIFY(headers->isVisible()); // without asking for more options
    QTest::mouseClick(headers, Qt::LeftButton);
    QVERIFY(shown->request().rtp == RtpPolicy::Headers);
    m_settings->setValue(ui::settings::captureHep, true);
    named<QCheckBox>(*shown, u"Listen for HEP"_s)->setChecked(true);
    named<QSpinBox>(*shown, u"HEP port"_s)->setValue(39062);
    QTRY_VERIFY_WITH_TIMEOUT(shown->canStart(), patience);
    for (auto* button : shown->findChildren<QPushButton*>()) {
        if (button->text() == u"Start capture"_s)
            button->click();
    }
    QVERIFY(ui::session::lastRequest(*m_settings).rtp == RtpPolicy::Headers);
    shown = panel();
    headers = named<QToolButton>(*shown, u"Keep RTP: headers"_s);
    QVERIFY(headers->isChecked());
    shown->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(shown.get()));
    headers->setFocus();
    QTest::keyClick(headers, Qt::Key_Left);
    QVERIFY(shown->request().rtp == RtpPolicy::None);

    // What is added to a capture is kept as the rest of it.
    CapturePanel adding(*m_sources, *m_controller, *m_settings, nullptr, CapturePanel::Purpose::Add);
    adding.show();
    QCOMPARE(named<QToolButton>(adding, u"Keep RTP: headers"_s), nullptr);
}

void CapturePanelTest::tabReachesEverything()
{
    const auto shown = panel();
    more(*shown)->setChecked(true);
    named<QCheckBox>(*shown, u"Forward what is captured"_s)->setChecked(true);
    named<QCheckBox>(*shown, u"Listen for HEP over TCP"_s)->setChecked(true);
    QStringList reached;
    const QWidget* begin = shown.get();
    for (QWidget* widget = shown->nextInFocusChain(); widget != begin; widget = widget->nextInFocusChain()) {
        if ((widget->focusPolicy() & Qt::TabFocus) != 0 && widget->isVisible() && widget->isEnabled())
            reached.append(widget->accessibleName());
    }
    for (const QString& name :
         {u"Listen for HEP"_s, u"Capture filter"_s, u"Ready capture filters"_s, u"Keep RTP: everything"_s,
          u"Listen for HEP over TCP"_s, u"Port of HEP TCP"_s, u"HEP key file"_s, u"HEP only from"_s,
          u"Command line"_s, u"Followed file"_s, u"Forward what is captured"_s, u"Forward to"_s,
          u"Key file of the collector"_s, u"Capture id to send"_s})
        QVERIFY2(reached.contains(name), qPrintable(name + u" not in "_s + reached.join(u'|')));
}

QTEST_MAIN(CapturePanelTest)
#include "tst_capture_panel.moc"
