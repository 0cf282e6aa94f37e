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
namespace {

using Verdict = FileLook::Verdict;

template <typename IsGood>
Verdict judged(const QString& file, IsGood isGood)
{
    if (!QFileInfo(file).isFile())
        return Verdict::NoFile;
    return isGood() ? Verdict::Good : Verdict::Bad;
}

} // namespace

FileLook::FileLook(Judge judge, QObject* parent) : QObject(parent), m_judge(std::move(judge))
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
    askAside<Verdict>(
        *this, [file = m_file, judge = m_judge] { return judge(file); },
        [this, number](Verdict verdict) {
            if (number != m_number)
                return;
            m_patience.stop();
            m_verdict = verdict;
            emit changed();
        });
}

FileLook::Verdict judgeHepKey(const QString& file)
{
    return judged(file, [&file] { return bool(core::capture::readHepKey(adapt::path(file))); });
}

FileLook::Verdict judgePrivateKey(const QString& file)
{
    return judged(file, [&file] {
        QStringList files{file};
        return !takeKeyFiles(files).rsaKeys.empty();
    });
}

FileLook::Verdict judgeName(const QString& file)
{
    const QFileInfo info(file);
    if (!info.exists())
        return Verdict::NoFile;
    return info.isFile() ? Verdict::Good : Verdict::Bad;
}

FileLook::Verdict judgeReadable(const QString& file)
{
    return QFileInfo(file).isReadable() ? Verdict::Good : Verdict::Bad;
}

FileLook::Verdict judgeExistence(const QString& path)
{
    return QFileInfo::exists(path) ? Verdict::Good : Verdict::NoFile;
}

} // namespace ui::session
