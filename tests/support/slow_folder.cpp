// SPDX-License-Identifier: GPL-3.0-or-later
// The functions of the C library that the program and its libraries find here first.
#include "tests/support/slow_folder.h"

#include <QFile>

#include <chrono>
#include <condition_variable>
#include <cstdarg>
#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <mutex>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace {

struct Hold {
    std::mutex mutex; // protects the next two
    std::string folder;
    bool hasHeldUp = false;
    std::condition_variable released;
};

Hold& hold()
{
    static Hold hold;
    return hold;
}

void await(const char* path)
{
    Hold& held = hold();
    std::unique_lock lock{held.mutex};
    const auto isHeld = [&] {
        return !held.folder.empty() && path != nullptr && std::string_view{path}.starts_with(held.folder);
    };
    if (!isHeld())
        return;
    held.hasHeldUp = true;
    held.released.wait_for(lock, std::chrono::milliseconds{tests::support::SlowFolder::longestWait},
                           [&] { return !isHeld(); });
}

template <typename Function>
Function* following(const char* name)
{
    return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

} // namespace

extern "C" {

int stat(const char* path, struct stat* buffer) noexcept
{
    static auto* const next = following<int(const char*, struct stat*)>("stat");
    await(path);
    return next(path, buffer);
}

int statx(int folder, const char* path, int flags, unsigned mask, struct statx* buffer) noexcept
{
    static auto* const next = following<int(int, const char*, int, unsigned, struct statx*)>("statx");
    await(path);
    return next(folder, path, flags, mask, buffer);
}

int statvfs(const char* path, struct statvfs* buffer) noexcept
{
    static auto* const next = following<int(const char*, struct statvfs*)>("statvfs");
    await(path);
    return next(path, buffer);
}

int access(const char* path, int mode) noexcept
{
    static auto* const next = following<int(const char*, int)>("access");
    await(path);
    return next(path, mode);
}

int mkdir(const char* path, mode_t mode) noexcept
{
    static auto* const next = following<int(const char*, mode_t)>("mkdir");
    await(path);
    return next(path, mode);
}

int open(const char* path, int flags, ...)
{
    static auto* const next = following<int(const char*, int, ...)>("open");
    std::va_list more;
    va_start(more, flags);
    const auto mode = static_cast<mode_t>((flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(more, unsigned) : 0U);
    va_end(more);
    await(path);
    return next(path, flags, mode);
}

DIR* opendir(const char* path)
{
    static auto* const next = following<DIR*(const char*)>("opendir");
    await(path);
    return next(path);
}

} // extern "C"

namespace tests::support {

SlowFolder::SlowFolder(const QString& path)
{
    const std::lock_guard lock{hold().mutex};
    hold().folder = QFile::encodeName(path).toStdString();
    hold().hasHeldUp = false;
}

SlowFolder::~SlowFolder()
{
    const std::lock_guard lock{hold().mutex};
    hold().folder.clear();
    hold().released.notify_all();
}

bool SlowFolder::hasHeldUp()
{
    const std::lock_guard lock{hold().mutex};
    return hold().hasHeldUp;
}

} // namespace tests::support
