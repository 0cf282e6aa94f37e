// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/file_look.h"

#include "core/capture/hep_gate.h"
#include "ui/adapt/text.h"
#include "ui/session/aside.h"
#include "ui/session/key_files.h"

#include <QFileInfo>

#include <chrono>
#include <utility>

namespace ui::session {

FileLook::FileLook(std::function<bool(const QString&)> isGood, QObject* parent)
    : QObject(parent), m_isGood(std::move(isGood))
{
    constexpr std::chrono::milliseconds patience{300};
    m_patience.setSingleShot(true);
    m_patience.setInterval(patience);
    connect(&m_patience, &QTimer::timeout, this, &FileLook::changed);
}

FileLook::Verdict FileLook::verdict(const QString& file)
{
    if (file != m_file) {
        m_file = file;
        lookAgain();
    }
    return m_verdict;
}

void FileLook::lookAgain()
{
    const int number = ++m_number;
    if (m_file.isEmpty()) {
        m_verdict = Verdict::NoFile;
        return;
    }
    m_verdict = Verdict::Unknown;
    m_patience.start();
    const auto look = [file = m_file, isGood = m_isGood] {
        // A pipe would keep us waiting for ever.
        if (!QFileInfo(file).isFile())
            return Verdict::NoFile;
        return isGood(file) ? Verdict::Good : Verdict::Bad;
    };
    askAside<Verdict>(*this, look, [this, number](Verdict verdict) {
        if (number != m_number)
            return;
        m_patience.stop();
        m_verdict = verdict;
        emit changed();
    });
}

bool hasHepKey(const QString& file)
{
    return bool(core::capture::readHepKey(adapt::path(file)));
}

bool hasPrivateKey(const QString& file)
{
    QStringList files{file};
    return !takeKeyFiles(files).rsaKeys.empty();
}

} // namespace ui::session
