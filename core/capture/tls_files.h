// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <filesystem>

namespace core::capture {

/// A certificate chain and its private key, both in PEM; it may be one file.
struct TlsFiles {
    std::filesystem::path certificate;
    std::filesystem::path key;
};

/// Where the user's data belong: $XDG_DATA_HOME/rhapsode, or ~/.local/share/rhapsode. Empty without either.
[[nodiscard]] std::filesystem::path dataFolder();

/// The certificate that listeners show when they are given none: self-signed, made when first needed, and
/// kept as hep-listener.pem (mode 0600) in `folder`, so that agents may pin it. Errors: FolderNotWritable,
/// DiskFull, WriteFailed, CertificateUnusable.
[[nodiscard]] base::Result<TlsFiles> ownTlsFiles(const std::filesystem::path& folder);

} // namespace core::capture
