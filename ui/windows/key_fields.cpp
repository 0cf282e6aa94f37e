// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/windows/key_fields.h"

#include "ui/adapt/text.h"
#include "ui/windows/field_note.h"
#include "ui/windows/file_note.h"
#include "ui/windows/panel_row.h"
#include "ui/windows/path_field.h"

#include <QVBoxLayout>

namespace ui::windows {

KeyFields::KeyFields(const settings::Settings& settings, QWidget* parent)
    : QWidget(parent), m_keyLog(new PathField(PathField::What::File, tr("TLS key log"),
                                              tr("SSLKEYLOGFILE of a client or server"), this)),
      m_rsaKey(new PathField(PathField::What::File, tr("RSA key"),
                             tr("A server's private key (PEM), for old cipher suites"), this))
{
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    m_keyLogNote = addPanelLine(*rows, tr("TLS key log"), m_keyLog, this);
    m_rsaKeyNote = addPanelLine(*rows, tr("RSA key"), m_rsaKey, this);
    m_keyLog->setPath(settings.value(settings::tlsKeyLog));
    m_rsaKey->setPath(settings.value(settings::tlsRsaKey));
    connect(m_keyLog, &PathField::changed, this, &KeyFields::judge);
    connect(m_rsaKey, &PathField::changed, this, &KeyFields::judge);
    connect(&m_keyLogLook, &session::FileLook::changed, this, &KeyFields::judge);
    connect(&m_rsaKeyLook, &session::FileLook::changed, this, &KeyFields::judge);
    judge();
}

session::KeyFiles KeyFields::keys() const
{
    session::KeyFiles keys;
    if (!m_keyLog->path().isEmpty())
        keys.keyLogs.push_back(adapt::path(m_keyLog->path()).string());
    if (!m_rsaKey->path().isEmpty())
        keys.rsaKeys.push_back(adapt::path(m_rsaKey->path()).string());
    return keys;
}

void KeyFields::save(settings::Settings& settings) const
{
    settings.setValue(settings::tlsKeyLog, m_keyLog->path());
    settings.setValue(settings::tlsRsaKey, m_rsaKey->path());
}

void KeyFields::lookAgain()
{
    m_keyLogLook.lookAgain();
    m_rsaKeyLook.lookAgain();
    judge();
}

void KeyFields::judge()
{
    const bool isKeyLogFine = judgeKeyLog();
    const QString path = m_rsaKey->path();
    m_isAcceptable =
        sayOf(*m_rsaKeyNote, m_rsaKeyLook, path, tr("There is no private key in %1.").arg(path)) &&
        isKeyLogFine;
    emit changed();
}

/// One that is not there yet is fine: so is one that does not answer, as it may come too.
bool KeyFields::judgeKeyLog()
{
    using Meaning = FieldNote::Meaning;
    using Verdict = session::FileLook::Verdict;
    const QString path = m_keyLog->path();
    const Verdict verdict = m_keyLogLook.verdict(path);
    if (path.isEmpty() || verdict == Verdict::Good)
        m_keyLogNote->say(Meaning::Hint, {});
    else if (verdict == Verdict::NoFile)
        m_keyLogNote->say(Meaning::Hint, tr("It is read as soon as it is there."));
    else if (verdict == Verdict::Bad)
        m_keyLogNote->say(Meaning::Error, tr("%1 is no file.").arg(path));
    else
        sayThatItIsSlow(*m_keyLogNote, m_keyLogLook);
    return path.isEmpty() || verdict != Verdict::Bad;
}

} // namespace ui::windows
