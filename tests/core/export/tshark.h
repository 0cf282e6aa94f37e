// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

// Asks tshark, where it is installed, what it sees in a capture file of ours.
namespace tests {

[[nodiscard]] bool hasTshark();

/// One line per packet that `filter` lets through, fields separated by '|'. A line beginning with "tshark:"
/// when it fails. Checksums are verified.
[[nodiscard]] QStringList tsharkFields(const QString& path, const QStringList& fields,
                                       const QString& filter = {});

/// Expert remarks of at least warning level, and frames that are malformed or have bad checksums: empty for a
/// sound file.
[[nodiscard]] QStringList tsharkComplaints(const QString& path);

} // namespace tests
