// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/startup/translation.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

namespace app::startup {

bool installTranslation(const QString& language)
{
    const QLocale locale = language.isEmpty() ? QLocale() : QLocale(language);
    if (!language.isEmpty())
        QLocale::setDefault(locale);

    auto* application = QCoreApplication::instance();
    auto* ours = new QTranslator(application);
    const bool isFound =
        ours->load(locale, QStringLiteral("rhapsode"), QStringLiteral("_"), QStringLiteral(":/i18n"));
    if (isFound || ours->load(QStringLiteral(":/i18n/rhapsode_en.qm")))
        QCoreApplication::installTranslator(ours);

    auto* qts = new QTranslator(application);
    if (isFound && qts->load(locale, QStringLiteral("qtbase"), QStringLiteral("_"),
                             QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(qts);
    return isFound;
}

} // namespace app::startup
