// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/windows/forward_fields.h"

#include "ui/adapt/error_text.h"
#include "ui/adapt/text.h"
#include "ui/theme/theme.h"
#include "ui/windows/field_note.h"
#include "ui/windows/file_note.h"
#include "ui/windows/panel_row.h"
#include "ui/windows/path_field.h"

#include <QCheckBox>
#include <QCoreApplication>
#include <QLineEdit>
#include <QVBoxLayout>

namespace ui::windows {

ForwardFields::ForwardFields(const settings::Settings& settings, QWidget* parent)
    : QWidget(parent), m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(0);
    makeRows();
    const session::ForwardChoice choice = session::ForwardChoice::load(settings);
    m_url->setText(choice.url);
    m_keyFile->setPath(choice.keyFile);
    m_captureId->setText(choice.captureId);
    m_check->setChecked(choice.isOn);
    connect(m_check, &QCheckBox::toggled, this, &ForwardFields::judge);
    connect(m_url, &QLineEdit::textChanged, this, &ForwardFields::judge);
    connect(m_keyFile, &PathField::changed, this, &ForwardFields::judge);
    connect(m_captureId, &QLineEdit::textChanged, this, &ForwardFields::judge);
    connect(&m_keyLook, &session::FileLook::changed, this, &ForwardFields::judge);
    judge();
}

void ForwardFields::makeRows()
{
    const int height = theme::metrics().scaled(26);
    m_row = new PanelRow(this);
    m_row->setGrowing();
    m_check = new QCheckBox(m_row);
    m_check->setAccessibleName(tr("Forward what is captured"));
    m_check->setFixedHeight(height);
    QLabel* name = panelLabel(tr("Forward to"), theme::fonts().dataStrong, m_row);
    name->setMinimumWidth(panelNameWidth());
    name->setFixedHeight(height);
    m_url = new QLineEdit(m_row);
    m_url->setFont(theme::fonts().fixed);
    m_url->setAccessibleName(tr("Forward to"));
    m_url->setPlaceholderText(tr("e.g. hep+udp://collector:9060, hep+tls://…, hep1+udp://…, ipip://…"));
    m_urlNote = new FieldNote(m_row);
    m_row->row()->addWidget(m_check, 0, Qt::AlignTop);
    m_row->row()->addWidget(name, 0, Qt::AlignTop);
    m_row->row()->addLayout(withNote(m_url, m_urlNote), 1);
    m_layout->addWidget(m_row);

    m_keyFile = new PathField(PathField::What::File, tr("Key file of the collector"),
                              tr("File with the key that the collector asks for"), this);
    m_keyNote = makeLine(tr("Its key file"), m_keyFile);
    m_captureId = new QLineEdit(this);
    m_captureId->setFont(theme::fonts().fixed);
    m_captureId->setAccessibleName(tr("Capture id to send"));
    m_captureId->setPlaceholderText(tr("2002; HEP agents keep theirs"));
    m_captureIdNote = makeLine(tr("Capture id"), m_captureId);
}

FieldNote* ForwardFields::makeLine(const QString& title, QWidget* field)
{
    return addPanelLine(*m_layout, title, field, this);
}

session::ForwardChoice ForwardFields::choice() const
{
    return {.isOn = m_check->isChecked(),
            .url = m_url->text(),
            .keyFile = m_keyFile->path(),
            .captureId = m_captureId->text()};
}

QString ForwardFields::problemOfUrl(const session::ForwardChoice& choice) const
{
    if (choice.url.trimmed().isEmpty())
        return tr("Enter where the collector listens.");
    const auto status = choice.checkUrl();
    if (status)
        return {};
    const QString detail =
        QCoreApplication::translate("core::forward::ForwardUrl", status.error().detail.c_str());
    return QStringLiteral("%1: %2").arg(adapt::sentenceOf(status.error().code), detail);
}

bool ForwardFields::judgeKey(const session::ForwardChoice& choice)
{
    const QString file = choice.isOn ? choice.keyFile : QString();
    if (!sayOf(*m_keyNote, m_keyLook, file, tr("There is no key in the first line of %1.").arg(file)))
        return false;
    if (file.isEmpty() || choice.canCarryKey())
        return true;
    m_keyNote->say(FieldNote::Meaning::Error, tr("Only HEP 3 carries a key."));
    return false;
}

void ForwardFields::lookAgain()
{
    m_keyLook.lookAgain();
    judge();
}

QString ForwardFields::problemOfCaptureId(const session::ForwardChoice& choice) const
{
    if (!choice.isCaptureIdANumber())
        return tr("A capture id is a number from 0 to 4294967295.");
    return choice.canCarryCaptureId()
               ? QString()
               : tr("HEP 2 carries a capture id up to 65535, HEP 1 and IP-in-IP carry none.");
}

void ForwardFields::judge()
{
    const session::ForwardChoice present = choice();
    m_row->setChosen(present.isOn);
    for (FieldNote* note : {m_keyNote, m_captureIdNote})
        note->parentWidget()->setVisible(present.isOn);
    m_isAcceptable = true;
    const auto say = [&](FieldNote* note, const QString& problem) {
        note->say(FieldNote::Meaning::Error, present.isOn ? problem : QString());
        m_isAcceptable = m_isAcceptable && (!present.isOn || problem.isEmpty());
    };
    say(m_urlNote, problemOfUrl(present));
    m_isAcceptable = judgeKey(present) && m_isAcceptable;
    say(m_captureIdNote, problemOfCaptureId(present));
    emit changed();
}

} // namespace ui::windows
