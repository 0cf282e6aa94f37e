// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/file_look.h"
#include "ui/session/key_files.h"

#include <QWidget>

namespace ui::windows {

class FieldNote;
class PathField;

/// The part of the capture panel that says what TLS is decrypted with. Judged while it is typed. GUI thread.
class KeyFields : public QWidget {
    Q_OBJECT

public:
    explicit KeyFields(const settings::Settings& settings, QWidget* parent = nullptr);

    [[nodiscard]] session::KeyFiles keys() const;

    /// Nothing that is chosen is known to be wrong.
    [[nodiscard]] bool isAcceptable() const { return m_isAcceptable; }

    void save(settings::Settings& settings) const;
    /// The files may be others by now.
    void lookAgain();

signals:
    void changed();

private:
    void judge();
    bool judgeKeyLog();

    PathField* m_keyLog;
    FieldNote* m_keyLogNote;
    PathField* m_rsaKey;
    FieldNote* m_rsaKeyNote;
    session::FileLook m_keyLogLook{session::judgeName};
    session::FileLook m_rsaKeyLook{session::judgePrivateKey};
    bool m_isAcceptable = true;
};

} // namespace ui::windows
