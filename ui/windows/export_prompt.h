// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/export/exporter.h"
#include "ui/session/file_look.h"

#include <QDialog>

#include <optional>

class QButtonGroup;
class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace ui::windows {

class FieldNote;

/// What there is to choose from when exporting.
struct ExportScope {
    bool areCalls = true;
    std::int64_t selected = 0;
    std::int64_t shown = 0;
    std::int64_t all = 0;
    QString folder;
    QString name;
};

enum class ExportWhat { Selected, Shown, All };

/// Asks what to export, as what and where to. GUI thread.
class ExportPrompt : public QDialog {
    Q_OBJECT

public:
    explicit ExportPrompt(ExportScope scope, QWidget* parent = nullptr);

    [[nodiscard]] ExportWhat what() const;
    [[nodiscard]] core::exporting::ExportFormat format() const;
    [[nodiscard]] QString file() const;
    /// The calls that belong together with the selected ones shall be in the file too.
    [[nodiscard]] bool withLegs() const;
    /// The RTP and RTCP of the calls shall be in the file too.
    [[nodiscard]] bool withRtp() const;
    /// The TLS secrets shall be in the file.
    [[nodiscard]] bool withTlsSecrets() const;
    /// Whether the session has any, once that is known.
    void setHasTlsSecrets(bool hasSecrets);

private:
    void browse();
    void fitEnding();
    void update();
    void updateSecrets();
    void updateLegs();
    void updateMedia();

    ExportScope m_scope;
    QButtonGroup* m_what;
    QCheckBox* m_legs;
    QComboBox* m_format;
    QLineEdit* m_file;
    FieldNote* m_remark;
    session::FileLook m_look;
    QCheckBox* m_rtp;
    QCheckBox* m_secrets;
    QLabel* m_aboutSecrets;
    std::optional<bool> m_hasSecrets;
    QPushButton* m_export = nullptr;
};

} // namespace ui::windows
