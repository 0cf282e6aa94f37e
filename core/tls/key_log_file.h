// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/tls/secret.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace core::tls {

using SecretVisitor = std::function<void(Secret&&)>;

/// All secrets in the text of a key log.
void readKeyLog(std::string_view text, SecretOrigin origin, const SecretVisitor& visit);

/// A key log that may still be growing: read() hands out what came since the last time. A file that became
/// shorter or was replaced is read from its start. One thread.
class KeyLogFile {
public:
    explicit KeyLogFile(std::filesystem::path path) : m_path(std::move(path)) {}

    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

    /// Hands out the secrets in whole lines that are new. Errors of the file: FileNotFound, ...
    base::Status read(const SecretVisitor& visit);
    /// The same, and takes what is left for a whole line.
    base::Status readToEnd(const SecretVisitor& visit);

private:
    void takeLines(const SecretVisitor& visit);

    std::filesystem::path m_path;
    std::uint64_t m_device = 0;
    std::uint64_t m_inode = 0;
    std::uint64_t m_offset = 0;
    /// The beginning of a line whose end is not there yet.
    std::string m_rest;
    /// Until the end of a line that is too long to be one.
    bool m_isSkipping = false;
};

} // namespace core::tls
