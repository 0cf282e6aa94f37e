// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <QTimer>

#include <functional>

namespace ui::session {

/// What a file is good for whose name is being typed. Nobody waits for the disk or the server that has it.
/// GUI thread.
class FileLook : public QObject {
    Q_OBJECT

public:
    enum class Verdict { Unknown, NoFile, Bad, Good };

    using Judge = std::function<Verdict(const QString& file)>;

    /// `judge` looks at the file, on any thread.
    explicit FileLook(Judge judge, QObject* parent = nullptr);

    /// Of another file than before it is Unknown at first, and changed() follows.
    [[nodiscard]] Verdict verdict(const QString& file);

    /// It has been Unknown for so long that somebody should be told.
    [[nodiscard]] bool isSlow() const { return m_verdict == Verdict::Unknown && !m_patience.isActive(); }

    /// The file may be another one by now.
    void lookAgain();

signals:
    void changed();

private:
    Judge m_judge;
    QString m_file;
    Verdict m_verdict = Verdict::NoFile; // as of an empty name
    int m_number = 0;                    // of the newest look
    QTimer m_patience;
};

// Judges. A pipe would keep us waiting for ever and is not read.

/// Good when a key that HEP can carry is in the first line.
[[nodiscard]] FileLook::Verdict judgeHepKey(const QString& file);
/// Good when it has a private key in PEM.
[[nodiscard]] FileLook::Verdict judgePrivateKey(const QString& file);
/// Good when this user may read it.
[[nodiscard]] FileLook::Verdict judgeReadable(const QString& file);
/// NoFile when it may still come; Good when a file has the name, Bad when something else has it.
[[nodiscard]] FileLook::Verdict judgeName(const QString& file);
/// Good when there is anything of this name.
[[nodiscard]] FileLook::Verdict judgeExistence(const QString& path);

} // namespace ui::session
