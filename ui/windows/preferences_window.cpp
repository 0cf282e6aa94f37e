// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/windows/preferences_window.h"

#include "ui/session/rtp_setting.h"
#include "ui/theme/theme.h"
#include "ui/windows/rtp_choice.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>

namespace ui::windows {

QStringList availableLanguages()
{
    QStringList languages{QStringLiteral("en")};
    for (QString file : QDir(QStringLiteral(":/i18n")).entryList({QStringLiteral("rhapsode_*.qm")}))
        languages.append(file.remove(QStringLiteral("rhapsode_")).remove(QStringLiteral(".qm")));
    return languages;
}

PreferencesWindow::PreferencesWindow(settings::Settings& settings, QWidget* parent)
    : QDialog(parent), m_settings(settings), m_folder(new QLineEdit(this))
{
    setWindowTitle(tr("Preferences"));
    auto* form = new QFormLayout;
    form->setVerticalSpacing(10);
    form->setHorizontalSpacing(12);

    form->addRow(tr("Theme"), choice(settings::theme, {{QStringLiteral("system"), tr("As the desktop")},
                                                       {QStringLiteral("light"), tr("Light")},
                                                       {QStringLiteral("dark"), tr("Dark")}}));
    auto* size = new QDoubleSpinBox(this);
    size->setRange(0, 24);
    size->setDecimals(1);
    size->setSingleStep(0.5);
    size->setSuffix(tr(" pt"));
    size->setSpecialValueText(tr("As the desktop"));
    size->setValue(m_settings.value(settings::fontSize));
    connect(size, &QDoubleSpinBox::valueChanged, this, [this](double points) {
        // Nobody reads four points; whoever comes from "as the desktop" means a readable size.
        m_settings.setValue(settings::fontSize, points > 0 && points < 7 ? 7.0 : points);
        emit changed();
    });
    form->addRow(tr("Font size"), size);
    form->addRow(tr("Table rows"), choice(settings::density, {{QStringLiteral("compact"), tr("Compact")},
                                                              {QStringLiteral("normal"), tr("Normal")},
                                                              {QStringLiteral("roomy"), tr("Roomy")}}));
    QList<std::pair<QString, QString>> languages{{QString(), tr("As the desktop")}};
    for (const QString& code : availableLanguages())
        languages.append({code, QLocale(code).nativeLanguageName()});
    form->addRow(tr("Language"), choice(settings::language, languages));
    auto* languageRemark = new QLabel(tr("Font size and language change with the next start."), this);
    languageRemark->setForegroundRole(QPalette::PlaceholderText);
    languageRemark->setFont(theme::fonts().data);
    form->addRow(QString(), languageRemark);

    auto* utc = new QCheckBox(tr("Show times in UTC"), this);
    utc->setChecked(m_settings.value(settings::utc));
    connect(utc, &QCheckBox::toggled, this, [this](bool isUtc) {
        m_settings.setValue(settings::utc, isUtc);
        emit changed();
    });
    form->addRow(tr("Times"), utc);

    auto* place = new QHBoxLayout;
    place->setSpacing(6);
    m_folder->setText(settings::sessionsFolderOf(m_settings));
    m_folder->setMinimumWidth(theme::metrics().scaled(320));
    place->addWidget(m_folder, 1);
    auto* browseButton = new QPushButton(tr("Choose…"), this);
    place->addWidget(browseButton);
    connect(browseButton, &QPushButton::clicked, this, &PreferencesWindow::browse);
    connect(m_folder, &QLineEdit::editingFinished, this, [this] {
        m_settings.setValue(settings::sessionsFolder, m_folder->text().trimmed());
        emit changed();
    });
    form->addRow(tr("Sessions folder"), place);
    auto* rtp =
        new RtpChoice(tr("Keep RTP of captures"), session::rtpPolicy(m_settings, settings::openedRtp), this);
    connect(rtp, &RtpChoice::changed, this, [this](core::session::RtpPolicy policy) {
        session::setRtpPolicy(m_settings, settings::openedRtp, policy);
        emit changed();
    });
    form->addRow(tr("Opened captures: keep RTP"), rtp);

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::accept);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(14);
    layout->addLayout(form);
    layout->addStretch();
    layout->addWidget(buttons);
}

QComboBox* PreferencesWindow::choice(const settings::Setting<QString>& setting,
                                     const QList<std::pair<QString, QString>>& valuesAndTitles)
{
    auto* box = new QComboBox(this);
    for (const auto& [value, title] : valuesAndTitles)
        box->addItem(title, value);
    box->setCurrentIndex(std::max(0, box->findData(m_settings.value(setting))));
    connect(box, &QComboBox::currentIndexChanged, this, [this, box, &setting] {
        m_settings.setValue(setting, box->currentData().toString());
        emit changed();
    });
    return box;
}

void PreferencesWindow::browse()
{
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Sessions folder"), m_folder->text());
    if (folder.isEmpty())
        return;
    m_folder->setText(folder);
    m_settings.setValue(settings::sessionsFolder, folder);
    emit changed();
}

} // namespace ui::windows
