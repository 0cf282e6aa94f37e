// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/adapt/evidence_text.h"

#include "core/base/filled_text.h"
#include "ui/adapt/text.h"

#include <QCoreApplication>

namespace ui::adapt {

QString sentenceOf(const core::leg::Evidence& evidence)
{
    const std::string english{sentence(evidence.form)};
    const QString form = QCoreApplication::translate("core::leg::Evidence", english.c_str());
    return text(core::base::filled(bytes(form), evidence.arguments));
}

} // namespace ui::adapt
