// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tls/key_log_file.h"

#include "core/base/file_descriptor.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace core::tls {
namespace {

constexpr std::size_t readSize = std::size_t{64} << 10U;
/// The longest label, a random and the longest secret stay far below.
constexpr std::size_t longestLine = 1024;

} // namespace

void readKeyLog(std::string_view text, SecretOrigin origin, const SecretVisitor& visit)
{
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        if (auto secret = parseKeyLogLine(text.substr(0, end), origin))
            visit(std::move(*secret));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

base::Status KeyLogFile::readToEnd(const SecretVisitor& visit)
{
    if (const auto status = read(visit); !status)
        return status;
    readKeyLog(std::exchange(m_rest, {}), SecretOrigin::KeyLog, visit);
    return {};
}

base::Status KeyLogFile::read(const SecretVisitor& visit)
{
    // Not to hang where the path names a pipe without a writer.
    const base::FileDescriptor file{::open(m_path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
    if (!file)
        return base::errnoError(errno, m_path.string());

    struct stat state {};

    if (::fstat(file.get(), &state) != 0)
        return base::errnoError(errno, m_path.string());
    if (!S_ISREG(state.st_mode))
        return base::Error{base::ErrorCode::FileNotReadable, m_path.string(), "not a regular file"};
    const auto size = static_cast<std::uint64_t>(state.st_size);
    if (state.st_dev != m_device || state.st_ino != m_inode || size < m_offset) {
        m_device = state.st_dev;
        m_inode = state.st_ino;
        m_offset = 0;
        m_rest.clear();
        m_isSkipping = false;
    }
    std::array<char, readSize> buffer{};
    while (m_offset < size) {
        const ssize_t count = ::pread(file.get(), buffer.data(), buffer.size(), static_cast<off_t>(m_offset));
        if (count < 0)
            return base::errnoError(errno, m_path.string());
        if (count == 0)
            break;
        m_offset += static_cast<std::uint64_t>(count);
        m_rest.append(buffer.data(), static_cast<std::size_t>(count));
        takeLines(visit);
    }
    return {};
}

void KeyLogFile::takeLines(const SecretVisitor& visit)
{
    const auto end = m_rest.rfind('\n');
    if (end != std::string::npos) {
        std::string_view whole = std::string_view{m_rest}.substr(0, end);
        if (std::exchange(m_isSkipping, false))
            whole.remove_prefix(std::min(whole.find('\n'), whole.size()));
        readKeyLog(whole, SecretOrigin::KeyLog, visit);
        m_rest.erase(0, end + 1);
    }
    if (m_rest.size() > longestLine) {
        m_rest.clear();
        m_isSkipping = true;
    }
}

} // namespace core::tls
