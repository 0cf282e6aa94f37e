// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/file_look.h"
#include "ui/session/forward_choice.h"

#include <QWidget>

class QCheckBox;
class QLineEdit;
class QVBoxLayout;

namespace ui::windows {

class FieldNote;
class PanelRow;
class PathField;

/// The part of the capture panel that says where messages are sent on to. Judged while it is typed. GUI
/// thread.
class ForwardFields : public QWidget {
    Q_OBJECT

public:
    explicit ForwardFields(const settings::Settings& settings, QWidget* parent = nullptr);

    [[nodiscard]] session::ForwardChoice choice() const;

    /// Nothing that is chosen is known to be wrong.
    [[nodiscard]] bool isAcceptable() const { return m_isAcceptable; }

    /// The files may be others by now.
    void lookAgain();

signals:
    void changed();

private:
    void makeRows();
    FieldNote* makeLine(const QString& title, QWidget* field);
    void judge();
    [[nodiscard]] QString problemOfUrl(const session::ForwardChoice& choice) const;
    bool judgeKey(const session::ForwardChoice& choice);
    [[nodiscard]] QString problemOfCaptureId(const session::ForwardChoice& choice) const;

    QVBoxLayout* m_layout;
    PanelRow* m_row = nullptr;
    QCheckBox* m_check = nullptr;
    QLineEdit* m_url = nullptr;
    FieldNote* m_urlNote = nullptr;
    PathField* m_keyFile = nullptr;
    FieldNote* m_keyNote = nullptr;
    session::FileLook m_keyLook{session::judgeHepKey};
    QLineEdit* m_captureId = nullptr;
    FieldNote* m_captureIdNote = nullptr;
    bool m_isAcceptable = true;
};

} // namespace ui::windows
