// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/import_mark.h"

#include "core/session/session_file.h"
#include "core/session/session_reader.h"
#include "core/session/writer_lock.h"

#include <algorithm>
#include <fstream>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace core::session {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view markSuffix = ".importing";
constexpr std::string_view partialSuffix = ".partial";

bool isYoung(const fs::path& path)
{
    std::error_code failure;
    const auto written = fs::last_write_time(path, failure);
    return !failure && fs::file_time_type::clock::now() - written < abandonedImportAge;
}

bool isBeingWritten(const fs::path& session)
{
    const auto lock = WriterLock::take(session);
    return !lock && lock.error().code == base::ErrorCode::SessionBusy;
}

std::vector<fs::path> unfinishedIn(const fs::path& folder)
{
    std::vector<fs::path> found;
    std::error_code failure;
    for (fs::directory_iterator it{folder, failure}, end; !failure && it != end; it.increment(failure)) {
        const std::string name = it->path().filename().string();
        if (name.ends_with(markSuffix) || name.ends_with(partialSuffix))
            found.push_back(it->path());
    }
    return found;
}

} // namespace

ImportMark::ImportMark(fs::path session) : m_mark(std::move(session))
{
    m_mark += markSuffix;
    std::ofstream{m_mark};
}

ImportMark::ImportMark(ImportMark&& other) noexcept : m_mark(std::exchange(other.m_mark, {})) {}

ImportMark::~ImportMark()
{
    std::error_code ignored; // nobody is left to be told
    if (!m_mark.empty())
        fs::remove(m_mark, ignored);
}

AbandonedImports removeAbandonedImports(const fs::path& folder)
{
    AbandonedImports outcome;
    for (const fs::path& found : unfinishedIn(folder)) {
        const bool isMark = found.extension() == markSuffix;
        fs::path session = found;
        if (isMark)
            session.replace_extension();
        std::error_code failure;
        const bool isThere = fs::exists(session, failure);
        if (isYoung(found) || (isThere && (isYoung(session) || isYoung(walPath(session))))) {
            outcome.areSomeYoung = true;
            continue;
        }
        // Another program's file may be named so too.
        const bool isOurs = isMark || found.stem().extension() == ".rhapsode" || looksLikeSession(session);
        if (!isOurs)
            continue;
        if (isThere && isBeingWritten(session))
            continue;
        if (isThere && !removeSession(session))
            continue;
        if (isMark)
            fs::remove(found, failure);
        ++outcome.removed;
    }
    return outcome;
}

} // namespace core::session
