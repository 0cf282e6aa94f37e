// SPDX-License-Identifier: GPL-3.0-or-later
// The window: rhapsode [FILE...] [--hep URL]... [--interface NAME]...
#include "app/startup/end_signals.h"
#include "app/startup/gui_options.h"
#include "app/startup/translation.h"
#include "ui/session/aside.h"
#include "ui/settings/settings.h"
#include "ui/windows/main_window.h"

#include <QApplication>
#include <QIcon>

#include <cstdio>

namespace {

constexpr int exitWrongUsage = 2;

/// --version and --help answer without a display.
bool wantsNoWindow(int argc, char** argv)
{
    for (int i = 1; i < argc; ++i) {
        const QByteArrayView argument(argv[i]);
        if (argument == "--version" || argument == "-v" || argument == "--help" || argument == "-h")
            return true;
    }
    return false;
}

void nameApplication()
{
    QCoreApplication::setApplicationName(QStringLiteral("rhapsode"));
    QCoreApplication::setApplicationVersion(QStringLiteral(RHAPSODE_VERSION));
    QCoreApplication::setOrganizationName(QStringLiteral("rhapsode"));
}

int answerOnTerminal(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    nameApplication();
    const auto options = app::startup::parseArguments(QCoreApplication::arguments());
    if (options.showVersion)
        std::printf("rhapsode %s\n", RHAPSODE_VERSION);
    else
        std::fputs(qPrintable(options.helpText), stdout);
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    if (wantsNoWindow(argc, argv))
        return answerOnTerminal(argc, argv);

    const QApplication application(argc, argv);
    nameApplication();
    QGuiApplication::setApplicationDisplayName(QStringLiteral("Rhapsode"));
    QGuiApplication::setDesktopFileName(QStringLiteral("rhapsode"));
    QGuiApplication::setWindowIcon(QIcon(QStringLiteral(":/rhapsode.svg")));

    const auto options = app::startup::parseArguments(QCoreApplication::arguments());
    if (options.error) {
        std::fprintf(stderr, "rhapsode: %s\n", qPrintable(*options.error));
        return exitWrongUsage;
    }

    // Quitting closes the window, and the window what runs in it: a capture is closed, an import removed.
    const app::startup::EndSignals endSignals;
    QObject::connect(&endSignals, &app::startup::EndSignals::received, &application, &QApplication::quit);

    ui::settings::Settings settings;
    app::startup::installTranslation(options.language.isEmpty() ? settings.value(ui::settings::language)
                                                                : options.language);

    int exitCode = 0;
    {
        ui::windows::MainWindow window(settings);
        window.show();
        if (!options.files.isEmpty())
            window.openFiles(options.files);
        else if (!options.capture.isEmpty())
            window.startCapture(options.capture);
        exitCode = QApplication::exec();
    }
    constexpr std::chrono::seconds patience{1};
    ui::session::awaitAsides(patience);
    return exitCode;
}
