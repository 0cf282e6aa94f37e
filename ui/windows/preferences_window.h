// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/settings/settings.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLineEdit;

namespace ui::windows {

/// The user's settings. Every change is in force at once; there is nothing to apply. GUI thread.
class PreferencesWindow : public QDialog {
    Q_OBJECT

public:
    /// `settings` outlive the window.
    explicit PreferencesWindow(settings::Settings& settings, QWidget* parent = nullptr);

signals:
    /// Something was changed and stored.
    void changed();

private:
    QComboBox* choice(const settings::Setting<QString>& setting,
                      const QList<std::pair<QString, QString>>& valuesAndTitles);
    void browse();

    settings::Settings& m_settings;
    QLineEdit* m_folder;
};

/// Languages that there is a translation for, as ISO codes; English first.
[[nodiscard]] QStringList availableLanguages();

} // namespace ui::windows
