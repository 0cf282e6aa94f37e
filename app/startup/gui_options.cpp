// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/startup/gui_options.h"

#include "ui/adapt/text.h"

#include <QCommandLineParser>

namespace app::startup {

GuiOptions parseArguments(const QStringList& arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Captures SIP and shows every call."));
    const QCommandLineOption hep(QStringLiteral("hep"),
                                 QStringLiteral("Listen for HEP, for instance hep+udp://[::]:9060."),
                                 QStringLiteral("URL"));
    const QCommandLineOption interface({QStringLiteral("i"), QStringLiteral("interface")},
                                       QStringLiteral("Capture on a network interface."),
                                       QStringLiteral("NAME"));
    const QCommandLineOption bpf(QStringLiteral("bpf"),
                                 QStringLiteral("Keep only packets that this capture filter matches."),
                                 QStringLiteral("EXPR"));
    const QCommandLineOption language(QStringLiteral("language"),
                                      QStringLiteral("Language of the window, for instance de."),
                                      QStringLiteral("CODE"));
    parser.addOptions({hep, interface, bpf, language});
    const QCommandLineOption help = parser.addHelpOption();
    const QCommandLineOption version = parser.addVersionOption();
    parser.addPositionalArgument(QStringLiteral("FILE"), QStringLiteral("Sessions or captures to open."),
                                 QStringLiteral("[FILE...]"));

    GuiOptions options;
    if (!parser.parse(arguments)) {
        options.error = parser.errorText();
        return options;
    }
    options.helpText = parser.helpText();
    options.showHelp = parser.isSet(help);
    options.showVersion = parser.isSet(version);
    options.files = parser.positionalArguments();
    options.language = parser.value(language);
    for (const QString& url : parser.values(hep))
        options.capture.hepUrls.push_back(ui::adapt::bytes(url));
    for (const QString& name : parser.values(interface))
        options.capture.interfaces.push_back(ui::adapt::bytes(name));
    options.capture.captureFilter = ui::adapt::bytes(parser.value(bpf));
    if (!options.capture.captureFilter.empty() && options.capture.interfaces.empty())
        options.error = QStringLiteral("--bpf needs --interface.");
    else if (!options.files.isEmpty() && !options.capture.isEmpty())
        options.error = QStringLiteral("Give files, or sources to capture from, not both.");
    return options;
}

} // namespace app::startup
