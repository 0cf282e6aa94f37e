// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/windows/key_fields.h"

#include "ui/adapt/text.h"
#include "ui/windows/field_note.h"
#include "ui/windows/panel_row.h"
#include "ui/windows/path_field.h"

#include <QFileInfo>
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

void KeyFields::judge()
{
    using Meaning = FieldNote::Meaning;
    m_isAcceptable = true;
    const auto refuse = [this](FieldNote* note, const QString& problem) {
        note->say(Meaning::Error, problem);
        m_isAcceptable = false;
    };
    const QFileInfo keyLog(m_keyLog->path());
    const bool isComing = !m_keyLog->path().isEmpty() && !keyLog.exists();
    m_keyLogNote->say(Meaning::Hint, isComing ? tr("It is read as soon as it is there.") : QString());
    if (keyLog.exists() && !keyLog.isFile())
        refuse(m_keyLogNote, tr("%1 is no file.").arg(m_keyLog->path()));

    m_rsaKeyNote->say(Meaning::Hint, {});
    if (const QString path = m_rsaKey->path(); !path.isEmpty()) {
        QStringList files{path};
        if (!QFileInfo(path).isFile())
            refuse(m_rsaKeyNote, tr("%1 is no file.").arg(path));
        else if (session::takeKeyFiles(files).rsaKeys.empty())
            refuse(m_rsaKeyNote, tr("There is no private key in %1.").arg(path));
    }
    emit changed();
}

} // namespace ui::windows
