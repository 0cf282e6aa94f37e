// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/writer_lock.h"

#include <cerrno>
#include <cstring>
#include <string>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

namespace core::session {

base::Result<WriterLock> WriterLock::take(const std::filesystem::path& session)
{
    struct stat info {};

    if (::stat(session.c_str(), &info) != 0)
        return base::errnoError(errno, session.string());
    base::FileDescriptor socket{::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)};
    if (!socket)
        return base::errnoError(errno, session.string());

    // An address that begins with a zero byte lives in the kernel, not in the file system.
    const std::string name =
        "rhapsode-session-" + std::to_string(info.st_dev) + "-" + std::to_string(info.st_ino);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path + 1, name.data(), name.size());
    const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + name.size());
    if (::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), size) != 0) {
        return errno == EADDRINUSE ? base::Error{base::ErrorCode::SessionBusy, session.string(), {}}
                                   : base::errnoError(errno, session.string());
    }
    return WriterLock{std::move(socket)};
}

} // namespace core::session
