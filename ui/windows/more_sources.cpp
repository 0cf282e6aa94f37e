// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/windows/more_sources.h"

#include "ui/adapt/error_text.h"
#include "ui/theme/theme.h"
#include "ui/windows/field_note.h"
#include "ui/windows/file_note.h"
#include "ui/windows/panel_row.h"
#include "ui/windows/path_field.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QVBoxLayout>

namespace ui::windows {
namespace {

using Meaning = FieldNote::Meaning;

void say(FieldNote* note, const QString& problem)
{
    note->say(Meaning::Error, problem);
}

} // namespace

MoreSources::MoreSources(settings::Settings& settings, QWidget* parent)
    : QWidget(parent), m_settings(settings), m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(0);
    makeRows(session::MoreSourcesChoice::load(settings));
    judge();
}

// --- rows

void MoreSources::makeRows(const session::MoreSourcesChoice& choice)
{
    m_tcp = makeListener(tr("HEP TCP"), tr("Listen for HEP over TCP"), choice.tcpPort);
    m_tls = makeListener(tr("HEP TLS"), tr("Listen for HEP over TLS"), choice.tlsPort);
    auto* files = new QWidget(this);
    auto* filesLayout = new QVBoxLayout(files);
    filesLayout->setContentsMargins(0, 0, 0, 0);
    filesLayout->setSpacing(4);
    m_certificate = makePath(tr("Certificate"), tr("Certificate (PEM); without, one of our own"), false);
    m_key = makePath(tr("Private key"), tr("Its private key (PEM)"), false);
    filesLayout->addWidget(m_certificate);
    filesLayout->addWidget(m_key);
    m_certificateNote = makeLine(tr("Certificate"), files);
    m_certificateRow = m_certificateNote->parentWidget();
    m_keyFile = makePath(tr("HEP key file"), tr("File with the key that HEP must carry"), false);
    m_keyFileNote = makeLine(tr("HEP key file"), m_keyFile);
    m_allowed = new QLineEdit(this);
    m_allowed->setFont(theme::fonts().fixed);
    m_allowed->setAccessibleName(tr("HEP only from"));
    m_allowed->setPlaceholderText(tr("Everybody; else e.g. 10.20.0.0/16, 2001:db8::7"));
    m_allowedNote = makeLine(tr("HEP only from"), m_allowed);
    m_command = new QComboBox(this);
    m_command->setEditable(true);
    m_command->setInsertPolicy(QComboBox::NoInsert);
    m_command->setFont(theme::fonts().fixed);
    m_command->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_command->setMinimumContentsLength(12);
    m_command->addItems(m_settings.value(settings::commandHistory));
    m_command->setAccessibleName(tr("Command line"));
    m_command->lineEdit()->setPlaceholderText(tr("Writes pcap, e.g. ssh probe tcpdump -U -w - not port 22"));
    m_commandRow = makeSource(tr("Command"), tr("Capture what a command writes"), m_command);
    m_path = makePath(tr("Followed file"), tr("A capture that grows, a folder of them, or a pipe"), true);
    m_pathRow = makeSource(tr("Follow"), tr("Follow a file"), m_path);

    m_tcp.check->setChecked(choice.usesTcp);
    m_tls.check->setChecked(choice.usesTls);
    m_certificate->setPath(choice.certificate);
    m_key->setPath(choice.key);
    m_keyFile->setPath(choice.keyFile);
    m_allowed->setText(choice.allowed);
    m_command->setEditText(choice.command);
    m_commandRow.check->setChecked(choice.runsCommand);
    m_path->setPath(choice.path);
    m_pathRow.check->setChecked(choice.follows);
    connect(m_allowed, &QLineEdit::textChanged, this, &MoreSources::judge);
    for (const session::FileLook* look : {&m_certificateLook, &m_keyLook, &m_keyFileLook, &m_pathLook})
        connect(look, &session::FileLook::changed, this, &MoreSources::judge);
    connect(m_command, &QComboBox::editTextChanged, this, &MoreSources::judge);
}

MoreSources::Source MoreSources::makeSource(const QString& title, const QString& description, QWidget* field)
{
    Source source{new PanelRow(this), nullptr, nullptr};
    source.row->setGrowing();
    const int height = theme::metrics().scaled(26);
    source.check = new QCheckBox(source.row);
    source.check->setAccessibleName(description);
    source.check->setFixedHeight(height);
    QLabel* name = panelLabel(title, theme::fonts().dataStrong, source.row);
    name->setMinimumWidth(panelNameWidth());
    name->setFixedHeight(height);
    source.note = new FieldNote(source.row);
    source.row->row()->addWidget(source.check, 0, Qt::AlignTop);
    source.row->row()->addWidget(name, 0, Qt::AlignTop);
    source.row->row()->addLayout(withNote(field, source.note), 1);
    m_layout->addWidget(source.row);
    connect(source.check, &QCheckBox::toggled, this, &MoreSources::judge);
    return source;
}

MoreSources::Listener MoreSources::makeListener(const QString& title, const QString& description, int port)
{
    Listener listener{{new PanelRow(this), nullptr, nullptr}, nullptr};
    listener.check = new QCheckBox(listener.row);
    listener.check->setAccessibleName(description);
    QLabel* name = panelLabel(title, theme::fonts().dataStrong, listener.row);
    name->setMinimumWidth(panelNameWidth());
    listener.port = portField(tr("Port of %1").arg(title), port, listener.row);
    listener.note = new FieldNote(listener.row);
    listener.note->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    QHBoxLayout* row = listener.row->row();
    row->addWidget(listener.check);
    row->addWidget(name);
    row->addWidget(panelLabel(tr("port"), theme::fonts().data, listener.row));
    row->addWidget(listener.port);
    row->addStretch();
    row->addWidget(listener.note);
    m_layout->addWidget(listener.row);
    connect(listener.check, &QCheckBox::toggled, this, &MoreSources::judge);
    connect(listener.port, &QSpinBox::valueChanged, this, &MoreSources::judge);
    return listener;
}

FieldNote* MoreSources::makeLine(const QString& title, QWidget* field)
{
    return addPanelLine(*m_layout, title, field, this);
}

PathField* MoreSources::makePath(const QString& name, const QString& placeholder, bool mayBeFolder)
{
    auto* field = new PathField(mayBeFolder ? PathField::What::FileOrFolder : PathField::What::File, name,
                                placeholder, this);
    connect(field, &PathField::changed, this, &MoreSources::judge);
    return field;
}

// --- what is wrong

bool MoreSources::judgePort(const Listener& listener, session::HepTransport transport) const
{
    listener.row->setChosen(listener.check->isChecked());
    listener.port->setEnabled(listener.check->isChecked());
    if (!listener.check->isChecked()) {
        listener.note->say(Meaning::Hint, {});
        return true;
    }
    const auto status = session::CaptureSources::checkHepUrl(
        session::CaptureSources::hepUrl(transport, listener.port->value(), m_isFromEverywhere));
    if (status)
        listener.note->say(Meaning::Hint, tr("port is free"));
    else
        listener.note->say(Meaning::Error, adapt::sentenceOf(status.error().code));
    return bool(status);
}

bool MoreSources::judgeCertificate()
{
    const bool isUsed = m_tls.check->isChecked();
    m_certificateRow->setVisible(isUsed);
    if (m_certificate->path().isEmpty() != m_key->path().isEmpty()) {
        say(m_certificateNote, tr("A certificate and its private key belong together."));
        return !isUsed;
    }
    const auto judgeOne = [this](session::FileLook& look, const QString& file) {
        return sayOf(*m_certificateNote, look, file, tr("%1 cannot be read.").arg(file));
    };
    return (judgeOne(m_certificateLook, m_certificate->path()) && judgeOne(m_keyLook, m_key->path())) ||
           !isUsed;
}

bool MoreSources::judgeAdmission()
{
    const QString file = m_keyFile->path();
    const bool isKeyFine =
        sayOf(*m_keyFileNote, m_keyFileLook, file, tr("There is no key in the first line of %1.").arg(file));
    QString allowedProblem;
    for (const QString& word : session::CaptureSources::networksIn(m_allowed->text())) {
        if (allowedProblem.isEmpty() && !session::CaptureSources::isNetwork(word))
            allowedProblem = tr("“%1” is neither an address nor a network.").arg(word);
    }
    say(m_allowedNote, allowedProblem);
    return isKeyFine && allowedProblem.isEmpty();
}

bool MoreSources::judgeOthers()
{
    m_commandRow.row->setChosen(m_commandRow.check->isChecked());
    m_pathRow.row->setChosen(m_pathRow.check->isChecked());
    QString commandProblem;
    if (m_commandRow.check->isChecked() && m_command->currentText().trimmed().isEmpty())
        commandProblem = tr("Enter the command that captures.");
    say(m_commandRow.note, commandProblem);
    const bool isPathFine = judgePath();
    return commandProblem.isEmpty() && isPathFine;
}

bool MoreSources::judgePath()
{
    using Verdict = session::FileLook::Verdict;
    const QString path = m_path->path();
    if (!m_pathRow.check->isChecked() || path.isEmpty()) {
        say(m_pathRow.note, m_pathRow.check->isChecked() ? tr("Choose what to follow.") : QString());
        return !m_pathRow.check->isChecked();
    }
    const Verdict verdict = m_pathLook.verdict(path);
    if (verdict == Verdict::Unknown)
        sayThatItIsSlow(*m_pathRow.note, m_pathLook);
    else
        say(m_pathRow.note, verdict == Verdict::NoFile ? tr("%1 does not exist.").arg(path) : QString());
    return verdict == Verdict::Good;
}

void MoreSources::judge()
{
    if (m_pathRow.row == nullptr)
        return; // still being made
    const bool tcp = judgePort(m_tcp, session::HepTransport::Tcp);
    const bool tls = judgePort(m_tls, session::HepTransport::Tls);
    const bool certificate = judgeCertificate();
    const bool admission = judgeAdmission();
    const bool others = judgeOthers();
    m_isAcceptable = tcp && tls && certificate && admission && others;
    emit changed();
}

void MoreSources::lookAgain()
{
    for (session::FileLook* look : {&m_certificateLook, &m_keyLook, &m_keyFileLook, &m_pathLook})
        look->lookAgain();
    judge();
}

// --- state

session::MoreSourcesChoice MoreSources::choice() const
{
    return {.usesTcp = m_tcp.check->isChecked(),
            .tcpPort = m_tcp.port->value(),
            .usesTls = m_tls.check->isChecked(),
            .tlsPort = m_tls.port->value(),
            .certificate = m_certificate->path(),
            .key = m_key->path(),
            .keyFile = m_keyFile->path(),
            .allowed = m_allowed->text().trimmed(),
            .runsCommand = m_commandRow.check->isChecked(),
            .command = m_command->currentText().trimmed(),
            .follows = m_pathRow.check->isChecked(),
            .path = m_path->path()};
}

bool MoreSources::isAcceptable() const
{
    return m_isAcceptable;
}

void MoreSources::chooseNothing()
{
    for (const Source& source : {Source(m_tcp), Source(m_tls), m_commandRow, m_pathRow})
        source.check->setChecked(false);
}

void MoreSources::save()
{
    choice().save(m_settings);
}

void MoreSources::setFromEverywhere(bool isFromEverywhere)
{
    m_isFromEverywhere = isFromEverywhere;
    judge();
}

} // namespace ui::windows
