// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/windows/list_page.h"
#include "ui/windows/main_window.h"
#include "ui/windows/session_view.h"

#include <QTemporaryDir>
#include <QtTest>

#include <memory>

namespace tests::ui {

/// Slow machines run several tests at once.
inline constexpr int patience = 20'000;

/// A test with a window, whose settings and sessions are in a folder of the test.
class WindowTest : public QObject {
protected:
    void makeSettings(bool listensForHep = false)
    {
        namespace settings = ::ui::settings;
        m_settings = std::make_unique<settings::Settings>(m_folder.filePath(QStringLiteral("settings.ini")));
        m_settings->setValue(settings::sessionsFolder, m_folder.filePath(QStringLiteral("sessions")));
        m_settings->setValue(settings::captureHep, listensForHep);
    }

    /// One of looks[] in picture.h, for the windows that are made from now.
    void setLook(int look)
    {
        m_settings->setValue(::ui::settings::theme,
                             look == 1 ? QStringLiteral("dark") : QStringLiteral("light"));
        m_settings->setValue(::ui::settings::fontSize, look == 2 ? 15.0 : 10.0);
    }

    void makeWindow()
    {
        m_window = std::make_unique<::ui::windows::MainWindow>(*m_settings);
        m_window->show();
    }

    /// For tests that press keys.
    void activateWindow()
    {
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }

    void openCapture(const QString& capture)
    {
        m_window->openFiles({capture});
        QTRY_COMPARE_WITH_TIMEOUT(m_window->controller().activity(), ::ui::session::Activity::Viewing,
                                  patience);
        const auto& model = m_window->sessionView().calls().model();
        QTRY_VERIFY_WITH_TIMEOUT(model.rowCount() > 0 && model.rowAt(0) != nullptr, patience);
    }

    QTemporaryDir m_folder;
    std::unique_ptr<::ui::settings::Settings> m_settings;
    std::unique_ptr<::ui::windows::MainWindow> m_window;
};

} // namespace tests::ui
