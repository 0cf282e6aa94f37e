// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "ui/session/key_files.h"

#include <cstdint>
#include <filesystem>
#include <stop_token>

namespace ui::session {

/// What came of decrypting a session.
struct Decryption {
    std::uint64_t connections = 0;
    /// Of these, decrypted at least in part.
    std::uint64_t decrypted = 0;
    std::uint64_t messages = 0; ///< in the whole session
};

/// Derives a session that nobody writes again from its frames, with these keys besides those that it has.
/// Takes as long as an import: not for the GUI thread. Nobody may have the session open meanwhile. Errors:
/// SessionBusy, those of the files, Cancelled; the session is then as it was.
[[nodiscard]] core::base::Result<Decryption> decryptSession(const std::filesystem::path& path,
                                                            const KeyFiles& keys, std::stop_token stop);

} // namespace ui::session
