// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>

namespace core::session::sqlite {

/// Reads the bytes of a database file past SQLite's understanding of them. It goes through SQLite's own
/// file layer, because closing a descriptor of one's own would drop the locks of every connection of this
/// process to the file (POSIX: close() releases all of a process's locks on the file).
class RawFile {
public:
    [[nodiscard]] static base::Result<RawFile> open(const std::filesystem::path& path);

    [[nodiscard]] std::uint64_t size() const;
    /// Fills `out`; false when the file ends before, or cannot be read there.
    [[nodiscard]] bool read(std::uint64_t offset, std::span<std::byte> out) const;

private:
    struct Handle;

    struct Closer {
        void operator()(Handle* handle) const;
    };

    explicit RawFile(std::unique_ptr<Handle, Closer> handle) : m_handle(std::move(handle)) {}

    std::unique_ptr<Handle, Closer> m_handle;
};

} // namespace core::session::sqlite
