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

    /// `isGood` reads the file, on any thread.
    explicit FileLook(std::function<bool(const QString& file)> isGood, QObject* parent = nullptr);

    /// Of another file than before it is Unknown at first, and changed() follows.
    [[nodiscard]] Verdict verdict(const QString& file);

    /// It has been Unknown for so long that somebody should be told.
    [[nodiscard]] bool isSlow() const { return m_verdict == Verdict::Unknown && !m_patience.isActive(); }

    /// The file may be another one by now.
    void lookAgain();

signals:
    void changed();

private:
    std::function<bool(const QString&)> m_isGood;
    QString m_file;
    Verdict m_verdict = Verdict::NoFile; // as of an empty name
    int m_number = 0;                    // of the newest look
    QTimer m_patience;
};

/// A key that HEP can carry is in the first line.
[[nodiscard]] bool hasHepKey(const QString& file);
/// A private key in PEM.
[[nodiscard]] bool hasPrivateKey(const QString& file);

} // namespace ui::session
