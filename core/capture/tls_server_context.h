// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/capture/tls_files.h"

#include <memory>
#include <optional>

namespace asio::ssl {
class context; // who calls this includes <asio/ssl.hpp>
} // namespace asio::ssl

namespace core::capture {

/// What a listener for HEP over TLS 1.2 and 1.3 answers with: the certificate and key that were given, else
/// those that are made on first use. Errors: FileNotFound, CertificateUnusable; the subject is the file.
[[nodiscard]] base::Result<std::unique_ptr<asio::ssl::context>>
makeTlsServerContext(const std::optional<TlsFiles>& given);

} // namespace core::capture
