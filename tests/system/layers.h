// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QSet>
#include <QString>

/// Which folder may include which: the table that the architecture rests on.
namespace tests::system {

/// For each folder ("core/sip") the folders whose headers it may include, closed under transitivity and
/// without itself.
[[nodiscard]] const QHash<QString, QSet<QString>>& layers();

} // namespace tests::system
