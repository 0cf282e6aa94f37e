// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/sniff_helper.h"

#include <cstdlib>
#include <filesystem>
#include <grp.h>
#include <pwd.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <system_error>
#include <unistd.h>
#include <vector>

namespace core::capture {
namespace {

constexpr std::string_view programName = "rhapsode-sniff";
constexpr const char* capabilityAttribute = "security.capability";

std::optional<SniffHelper> helperAt(const std::filesystem::path& path)
{
    struct stat status {};

    if (::stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode))
        return std::nullopt;
    SniffHelper helper{path.string()};
    helper.isExecutable = ::access(path.c_str(), X_OK) == 0;
    helper.isPermitted = ::getxattr(path.c_str(), capabilityAttribute, nullptr, 0) > 0;
    return helper;
}

std::vector<std::filesystem::path> places()
{
    // NOLINTNEXTLINE(concurrency-mt-unsafe): nobody changes our environment
    if (const char* only = std::getenv("RHAPSODE_SNIFF_PROGRAM"))
        return {only};
    std::vector<std::filesystem::path> all;
    std::error_code problem;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", problem);
    if (!problem) {
        all.push_back(program.parent_path() / programName);
        all.push_back(program.parent_path().parent_path() / "libexec/rhapsode" / programName);
    }
    all.push_back(std::filesystem::path{RHAPSODE_LIBEXEC_FOLDER} / programName);
    return all;
}

std::string userName()
{
    // NOLINTNEXTLINE(concurrency-mt-unsafe): only here, and for one source at a time
    const passwd* user = ::getpwuid(::getuid());
    return user != nullptr ? user->pw_name : std::to_string(::getuid());
}

} // namespace

std::string SniffHelper::permissionCommand() const
{
    struct stat status {};

    if (!isExecutable && ::stat(path.c_str(), &status) == 0) {
        // NOLINTNEXTLINE(concurrency-mt-unsafe): only here, and for one source at a time
        const group* owner = ::getgrgid(status.st_gid);
        return "sudo usermod -aG " +
               (owner != nullptr ? std::string{owner->gr_name} : std::to_string(status.st_gid)) + " " +
               userName();
    }
    return "sudo setcap cap_net_raw=ep '" + path + "'";
}

std::optional<SniffHelper> findSniffHelper()
{
    std::optional<SniffHelper> found;
    for (const std::filesystem::path& place : places()) {
        const auto helper = helperAt(place);
        const bool isBetter = helper && (!found || (helper->isUsable() && !found->isUsable()) ||
                                         (helper->isPermitted && !found->isPermitted));
        if (isBetter)
            found = helper;
    }
    return found;
}

} // namespace core::capture
