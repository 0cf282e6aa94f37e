// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <vector>

/// The rules of the house that a compiler does not know: who may include whom, where a library's header may
/// appear, where colours are defined, what every file starts with. Works on texts, so that a test can plant a
/// violation without a repository.
namespace tests::system {

/// A file of the repository.
struct SourceFile {
    QString path; ///< relative to the top of the repository, with '/'
    QString text;
};

/// The files of the repository at `top`: those git knows or would add, or, where there is no git, everything
/// but build/ and .git/. Binary files have an empty text.
[[nodiscard]] std::vector<SourceFile> readRepository(const QString& top);

/// Names of folders at the top of this machine's file system that no Debian system has by itself: a path into
/// one of them works here and nowhere else.
[[nodiscard]] QStringList foldersOfThisMachine();

/// One line per violation, "path:line: sentence"; empty when the house is in order.
[[nodiscard]] QStringList violations(const std::vector<SourceFile>& files, const QStringList& machineFolders);

} // namespace tests::system
