// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/windows/capture_panel.h"

#include "ui/theme/theme.h"
#include "ui/windows/capture_filter_field.h"
#include "ui/windows/field_note.h"

#include <QLineEdit>
#include <QTemporaryDir>
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

private:
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

QTEST_MAIN(CapturePanelTest)
#include "tst_capture_panel.moc"
