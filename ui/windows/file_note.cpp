// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/windows/file_note.h"

#include "ui/windows/field_note.h"

#include <QCoreApplication>

namespace ui::windows {
namespace {

struct FileNote {
    Q_DECLARE_TR_FUNCTIONS(ui::windows::FileNote)
};

} // namespace

bool sayOf(FieldNote& note, session::FileLook& look, const QString& file, const QString& ifBad)
{
    using Meaning = FieldNote::Meaning;
    using Verdict = session::FileLook::Verdict;
    const Verdict verdict = look.verdict(file);
    if (file.isEmpty() || verdict == Verdict::Good)
        note.say(Meaning::Hint, {});
    else if (verdict == Verdict::NoFile)
        note.say(Meaning::Error, FileNote::tr("%1 is no file.").arg(file));
    else if (verdict == Verdict::Bad)
        note.say(Meaning::Error, ifBad);
    else
        sayThatItIsSlow(note, look);
    return file.isEmpty() || verdict == Verdict::Good;
}

void sayThatItIsSlow(FieldNote& note, const session::FileLook& look)
{
    if (look.isSlow())
        note.say(FieldNote::Meaning::Hint, FileNote::tr("Looking at the file, which does not answer yet…"));
}

} // namespace ui::windows
