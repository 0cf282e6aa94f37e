// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <filesystem>

namespace core::session {

/// Says beside a session that its import is not complete: an empty file NAME.importing, for as long as this
/// lives. A session that can be watched while it is imported has its name from the start, and without the
/// mark nobody could tell the half of one that a crash left behind.
class ImportMark {
public:
    /// When the mark cannot be written, a crash leaves the session; nothing else depends on it.
    explicit ImportMark(std::filesystem::path session);
    ImportMark(ImportMark&& other) noexcept;
    ImportMark& operator=(ImportMark&&) = delete;
    ~ImportMark();

private:
    std::filesystem::path m_mark;
};

/// What removeAbandonedImports() did.
struct AbandonedImports {
    std::size_t removed = 0;
    /// Written to a moment ago: what is abandoned shows later.
    bool areSomeYoung = false;
};

/// Files that were written to within this time may belong to a program between two steps.
inline constexpr std::chrono::seconds abandonedImportAge{3};

/// Removes the imports in `folder` that were begun and never ended, with their WAL: sessions with an
/// ImportMark, and NAME.partial as the command line writes. What a process writes to stays.
[[nodiscard]] AbandonedImports removeAbandonedImports(const std::filesystem::path& folder);

} // namespace core::session
