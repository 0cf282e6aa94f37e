// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sip/defect.h"

#include <QString>
#include <QTest>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Lets QCOMPARE print our texts and defects.

inline QString shown(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

inline std::string_view viewOf(const QByteArray& bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

/// "cseq-malformed via-missing", in the order of the numbers; empty for no defects.
inline QString namesOf(core::sip::DefectSet defects)
{
    QStringList names;
    defects.forEach([&names](core::sip::Defect defect) { names << shown(name(defect)); });
    return names.join(QLatin1Char(' '));
}
