// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/tls_server_context.h"

#include <asio/ssl.hpp>
#include <filesystem>
#include <openssl/err.h>
#include <system_error>

namespace core::capture {
namespace {

base::Error fileError(const asio::error_code& problem, const std::filesystem::path& path)
{
    ERR_clear_error();
    std::error_code ignored;
    if (!std::filesystem::exists(path, ignored))
        return {base::ErrorCode::FileNotFound, path.string(), {}};
    return {base::ErrorCode::CertificateUnusable, path.string(), problem.message()};
}

base::Status configure(asio::ssl::context& context, const TlsFiles& files)
{
    asio::error_code problem;
    context.set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_sslv2 |
                            asio::ssl::context::no_sslv3 | asio::ssl::context::no_tlsv1 |
                            asio::ssl::context::no_tlsv1_1 | asio::ssl::context::no_compression,
                        problem);
    // Agents hardly ever read. When one closes while a ticket waits unread, its system resets the connection,
    // and what it had sent last is lost.
    SSL_CTX_set_num_tickets(context.native_handle(), 0);
    context.use_certificate_chain_file(files.certificate.string(), problem);
    if (problem)
        return fileError(problem, files.certificate);
    // An agent is no person who could be asked for a passphrase.
    context.set_password_callback([](std::size_t, asio::ssl::context::password_purpose) { return ""; },
                                  problem);
    context.use_private_key_file(files.key.string(), asio::ssl::context::pem, problem);
    if (problem)
        return fileError(problem, files.key);
    return {};
}

} // namespace

base::Result<std::unique_ptr<asio::ssl::context>> makeTlsServerContext(const std::optional<TlsFiles>& given)
{
    auto files = given ? base::Result<TlsFiles>{*given} : ownTlsFiles(dataFolder());
    if (!files)
        return files.error();
    try {
        auto context = std::make_unique<asio::ssl::context>(asio::ssl::context::tls_server);
        if (const base::Status configured = configure(*context, *files); !configured)
            return configured.error();
        return context;
    } catch (const std::system_error& error) {
        return base::Error{base::ErrorCode::CertificateUnusable, files->certificate.string(), error.what()};
    }
}

} // namespace core::capture
