// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/windows/path_field.h"

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QToolButton>

namespace ui::windows {

PathField::PathField(What what, const QString& name, const QString& placeholder, QWidget* parent)
    : QWidget(parent), m_edit(new QLineEdit(this)), m_name(name)
{
    m_edit->setFont(theme::fonts().fixed);
    m_edit->setPlaceholderText(placeholder);
    m_edit->setAccessibleName(name);
    setFocusProxy(m_edit);
    auto* browse = new QToolButton(this);
    browse->setIcon(theme::icon(QStringLiteral("folder")));
    browse->setAutoRaise(true);
    browse->setFocusPolicy(Qt::TabFocus);
    browse->setToolTip(tr("Choose…"));
    browse->setAccessibleName(tr("Choose %1").arg(name));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    row->addWidget(m_edit, 1);
    row->addWidget(browse);
    if (what == What::FileOrFolder) {
        auto* menu = new QMenu(browse);
        menu->addAction(tr("File or pipe…"), this, &PathField::chooseFile);
        menu->addAction(tr("Folder…"), this, &PathField::chooseFolder);
        browse->setMenu(menu);
        browse->setPopupMode(QToolButton::InstantPopup);
    } else {
        connect(browse, &QToolButton::clicked, this, &PathField::chooseFile);
    }
    connect(m_edit, &QLineEdit::textChanged, this, &PathField::changed);
}

QString PathField::path() const
{
    return m_edit->text().trimmed();
}

void PathField::setPath(const QString& path)
{
    m_edit->setText(path);
}

void PathField::chooseFile()
{
    const QString file = QFileDialog::getOpenFileName(this, m_name, QFileInfo(path()).absolutePath());
    if (!file.isEmpty())
        setPath(file);
}

void PathField::chooseFolder()
{
    const QString folder = QFileDialog::getExistingDirectory(this, m_name, path());
    if (!folder.isEmpty())
        setPath(folder);
}

} // namespace ui::windows
