// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/windows/export_prompt.h"

#include "ui/adapt/format.h"
#include "ui/theme/theme.h"
#include "ui/windows/field_note.h"
#include "ui/windows/file_note.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

#include <array>
#include <utility>

namespace ui::windows {
namespace {

using core::exporting::ExportFormat;

QString endingOf(ExportFormat format)
{
    switch (format) {
    case ExportFormat::Pcap:
        return QStringLiteral("pcap");
    case ExportFormat::Pcapng:
        return QStringLiteral("pcapng");
    case ExportFormat::Text:
        return QStringLiteral("txt");
    case ExportFormat::Csv:
        return QStringLiteral("csv");
    case ExportFormat::Json:
        return QStringLiteral("json");
    }
    return {};
}

} // namespace

ExportPrompt::ExportPrompt(ExportScope scope, QWidget* parent)
    : QDialog(parent), m_scope(std::move(scope)), m_what(new QButtonGroup(this)),
      m_legs(new QCheckBox(tr("With their legs: the calls that belong together with them"), this)),
      m_format(new QComboBox(this)), m_file(new QLineEdit(this)), m_remark(new FieldNote(this)),
      m_look(session::judgeName), m_rtp(new QCheckBox(tr("With the RTP and RTCP of the calls"), this)),
      m_secrets(new QCheckBox(tr("With the secrets that decrypt TLS"), this)),
      m_aboutSecrets(new QLabel(this))
{
    setWindowTitle(tr("Export"));
    auto* form = new QFormLayout;
    form->setVerticalSpacing(10);
    form->setHorizontalSpacing(12);

    auto* choices = new QVBoxLayout;
    choices->setSpacing(4);
    const auto choice = [&](ExportWhat what, const QString& text, std::int64_t count) {
        auto* button = new QRadioButton(
            QStringLiteral("%1 · %2").arg(text, adapt::count(static_cast<std::uint64_t>(count))), this);
        button->setEnabled(count > 0);
        m_what->addButton(button, static_cast<int>(what));
        choices->addWidget(button);
        return button;
    };
    QRadioButton* selected =
        choice(ExportWhat::Selected, m_scope.areCalls ? tr("Selected calls") : tr("Selected messages"),
               m_scope.selected);
    auto* legs = new QHBoxLayout;
    legs->setContentsMargins(theme::metrics().scaled(22), 0, 0, 0);
    legs->addWidget(m_legs);
    choices->addLayout(legs);
    m_legs->setVisible(m_scope.areCalls);
    QRadioButton* shown = choice(ExportWhat::Shown, tr("What the filter shows"), m_scope.shown);
    QRadioButton* all = choice(ExportWhat::All, tr("The whole session"), m_scope.all);
    (m_scope.selected > 0 ? selected : m_scope.shown > 0 ? shown : all)->setChecked(true);
    form->addRow(tr("What"), choices);

    m_format->addItem(tr("pcapng – packets as captured, for Wireshark"),
                      static_cast<int>(ExportFormat::Pcapng));
    m_format->addItem(tr("pcap – packets, for older programs"), static_cast<int>(ExportFormat::Pcap));
    m_format->addItem(tr("Text – the messages one after the other"), static_cast<int>(ExportFormat::Text));
    m_format->addItem(tr("CSV – a table for spreadsheets"), static_cast<int>(ExportFormat::Csv));
    m_format->addItem(tr("JSON – one object per line"), static_cast<int>(ExportFormat::Json));
    form->addRow(tr("As"), m_format);

    form->addRow(tr("Media"), m_rtp);

    auto* secrets = new QVBoxLayout;
    secrets->setSpacing(4);
    secrets->addWidget(m_secrets);
    secrets->addWidget(m_aboutSecrets);
    m_aboutSecrets->setWordWrap(true);
    m_aboutSecrets->setForegroundRole(QPalette::PlaceholderText);
    form->addRow(tr("TLS"), secrets);

    auto* place = new QHBoxLayout;
    place->setSpacing(6);
    place->addWidget(m_file, 1);
    auto* browseButton = new QPushButton(tr("Choose…"), this);
    place->addWidget(browseButton);
    m_file->setMinimumWidth(theme::metrics().scaled(360));
    m_file->setText(QDir(m_scope.folder).filePath(m_scope.name + QStringLiteral(".pcapng")));
    form->addRow(tr("File"), place);

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_export = buttons->addButton(tr("Export"), QDialogButtonBox::AcceptRole);
    m_export->setProperty("primary", true);
    m_export->setDefault(true);
    // The window keeps its size when there is something to say.
    QSizePolicy policy = m_remark->sizePolicy();
    policy.setRetainSizeWhenHidden(true);
    m_remark->setSizePolicy(policy);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(12);
    layout->addLayout(form);
    layout->addWidget(m_remark);
    layout->addWidget(buttons);

    // As they stand, from top to bottom.
    const std::array<QWidget*, 9> order{selected, m_legs,    shown,  all,         m_format,
                                        m_rtp,    m_secrets, m_file, browseButton};
    for (std::size_t i = 1; i < order.size(); ++i)
        setTabOrder(order[i - 1], order[i]);
    m_what->checkedButton()->setFocus();

    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(browseButton, &QPushButton::clicked, this, &ExportPrompt::browse);
    connect(m_format, &QComboBox::currentIndexChanged, this, &ExportPrompt::fitEnding);
    connect(m_format, &QComboBox::currentIndexChanged, this, &ExportPrompt::updateSecrets);
    connect(m_format, &QComboBox::currentIndexChanged, this, &ExportPrompt::updateMedia);
    connect(m_file, &QLineEdit::textChanged, this, &ExportPrompt::update);
    connect(&m_look, &session::FileLook::changed, this, &ExportPrompt::update);
    connect(m_what, &QButtonGroup::idToggled, this, &ExportPrompt::updateLegs);
    update();
    updateLegs();
    updateSecrets();
}

ExportWhat ExportPrompt::what() const
{
    return static_cast<ExportWhat>(m_what->checkedId());
}

ExportFormat ExportPrompt::format() const
{
    return static_cast<ExportFormat>(m_format->currentData().toInt());
}

QString ExportPrompt::file() const
{
    return m_file->text().trimmed();
}

bool ExportPrompt::withLegs() const
{
    return m_legs->isEnabled() && m_legs->isChecked();
}

bool ExportPrompt::withRtp() const
{
    return m_rtp->isEnabled() && m_rtp->isChecked();
}

bool ExportPrompt::withTlsSecrets() const
{
    return m_secrets->isEnabled() && m_secrets->isChecked();
}

void ExportPrompt::setHasTlsSecrets(bool hasSecrets)
{
    m_hasSecrets = hasSecrets;
    updateSecrets();
}

void ExportPrompt::updateLegs()
{
    m_legs->setEnabled(m_scope.areCalls && what() == ExportWhat::Selected);
}

void ExportPrompt::updateMedia()
{
    m_rtp->setEnabled(format() == ExportFormat::Pcapng || format() == ExportFormat::Pcap);
}

void ExportPrompt::updateSecrets()
{
    const bool isPossible = format() == ExportFormat::Pcapng;
    m_secrets->setEnabled(isPossible && m_hasSecrets.value_or(false));
    if (!isPossible)
        m_aboutSecrets->setText(tr("Only a pcapng file can hold them."));
    else if (!m_hasSecrets)
        m_aboutSecrets->setText(tr("Looking for secrets in this session…"));
    else if (!*m_hasSecrets)
        m_aboutSecrets->setText(tr("This session has no secrets of TLS connections."));
    else
        m_aboutSecrets->setText(tr("Whoever has the file can then read all calls of these connections."));
}

void ExportPrompt::fitEnding()
{
    const QFileInfo file(m_file->text());
    m_file->setText(file.dir().filePath(file.completeBaseName() + QLatin1Char('.') + endingOf(format())));
}

void ExportPrompt::browse()
{
    const QString ending = endingOf(format());
    const QString chosen =
        QFileDialog::getSaveFileName(this, tr("Export to"), m_file->text(), QStringLiteral("*.") + ending,
                                     nullptr, QFileDialog::DontConfirmOverwrite);
    if (!chosen.isEmpty())
        m_file->setText(chosen);
}

void ExportPrompt::update()
{
    using Meaning = FieldNote::Meaning;
    using Verdict = session::FileLook::Verdict;
    const Verdict verdict = m_look.verdict(file());
    if (verdict == Verdict::Good)
        m_remark->say(Meaning::Hint, tr("The file exists and will be replaced."));
    else if (verdict == Verdict::Bad)
        m_remark->say(Meaning::Error, tr("%1 is not a file and cannot be replaced.").arg(file()));
    else
        m_remark->say(Meaning::Hint, {});
    if (verdict == Verdict::Unknown)
        sayThatItIsSlow(*m_remark, m_look);
    const bool isUsable = verdict == Verdict::Good || verdict == Verdict::NoFile;
    m_export->setEnabled(!file().isEmpty() && isUsable && m_what->checkedId() >= 0);
}

} // namespace ui::windows
