// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace tests::support {

/// Whoever asks the system about the folder or anything in it waits for as long as this lives, at most
/// longestWait, as with a server that is away. Only one at a time.
class SlowFolder {
public:
    static constexpr int longestWait = 5'000; // ms

    explicit SlowFolder(const QString& path);
    ~SlowFolder();
    SlowFolder(const SlowFolder&) = delete;
    SlowFolder& operator=(const SlowFolder&) = delete;

    /// Whether anybody has waited yet: else the test is in vain.
    [[nodiscard]] static bool hasHeldUp();
};

} // namespace tests::support
