// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/capture_choice.h"
#include "ui/session/capture_sources.h"
#include "ui/session/file_look.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QSpinBox;
class QVBoxLayout;

namespace ui::windows {

class FieldNote;
class PanelRow;
class PathField;

/// The part of the capture panel that not everybody needs: HEP over TCP and TLS, whom HEP is taken from, a
/// command, a file that grows. Judged while it is typed. GUI thread.
class MoreSources : public QWidget {
    Q_OBJECT

public:
    /// `settings` outlive the widget.
    explicit MoreSources(settings::Settings& settings, QWidget* parent = nullptr);

    [[nodiscard]] session::MoreSourcesChoice choice() const;
    /// Nothing that is chosen is known to be wrong.
    [[nodiscard]] bool isAcceptable() const;
    /// No source is checked; who may send HEP stays.
    void chooseNothing();
    void save();
    /// Where listeners take packets from. Looks at the ports again.
    void setFromEverywhere(bool isFromEverywhere);
    /// The files may be others by now.
    void lookAgain();

signals:
    void changed();

private:
    /// A row with a check box, a title, and below it what is wrong.
    struct Source {
        PanelRow* row;
        QCheckBox* check;
        FieldNote* note;
    };

    struct Listener : Source {
        QSpinBox* port;
    };

    Source makeSource(const QString& title, const QString& description, QWidget* field);
    Listener makeListener(const QString& title, const QString& description, int port);
    FieldNote* makeLine(const QString& title, QWidget* field);
    PathField* makePath(const QString& name, const QString& placeholder, bool mayBeFolder);
    void makeRows(const session::MoreSourcesChoice& choice);
    void judge();
    bool judgePort(const Listener& listener, session::HepTransport transport) const;
    bool judgeCertificate();
    bool judgeAdmission();
    bool judgeOthers();
    bool judgePath();

    settings::Settings& m_settings;
    QVBoxLayout* m_layout;
    Listener m_tcp{};
    Listener m_tls{};
    QWidget* m_certificateRow = nullptr;
    PathField* m_certificate = nullptr;
    PathField* m_key = nullptr;
    FieldNote* m_certificateNote = nullptr;
    PathField* m_keyFile = nullptr;
    FieldNote* m_keyFileNote = nullptr;
    session::FileLook m_certificateLook{session::judgeReadable};
    session::FileLook m_keyLook{session::judgeReadable};
    session::FileLook m_keyFileLook{session::judgeHepKey};
    session::FileLook m_pathLook{session::judgeExistence};
    QLineEdit* m_allowed = nullptr;
    FieldNote* m_allowedNote = nullptr;
    QComboBox* m_command = nullptr;
    Source m_commandRow{};
    PathField* m_path = nullptr;
    Source m_pathRow{};
    bool m_isFromEverywhere = false;
    bool m_isAcceptable = true;
};

} // namespace ui::windows
