// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/tls_files.h"

#include "core/base/file_descriptor.h"
#include "core/base/release.h"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <memory>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>
#include <string>
#include <string_view>
#include <system_error>
#include <unistd.h>

namespace core::capture {
namespace {

constexpr const char* fileName = "hep-listener.pem";
constexpr long validDays = 3650;

using base::Release;

using Key = std::unique_ptr<EVP_PKEY, Release<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Release<X509_free>>;
using Memory = std::unique_ptr<BIO, Release<BIO_free_all>>;

std::string hostName()
{
    std::array<char, 256> name{};
    if (::gethostname(name.data(), name.size() - 1) != 0 || name[0] == '\0')
        return "localhost";
    return name.data();
}

bool addExtension(X509* certificate, int type, const std::string& value)
{
    using Extension = std::unique_ptr<X509_EXTENSION, Release<X509_EXTENSION_free>>;
    const Extension extension{X509V3_EXT_conf_nid(nullptr, nullptr, type, value.c_str())};
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

bool setSerialNumber(X509* certificate)
{
    std::uint64_t number = 0;
    return RAND_bytes(reinterpret_cast<unsigned char*>(&number), sizeof number) == 1 &&
           ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), number >> 1U) == 1;
}

Certificate makeCertificate(EVP_PKEY* key)
{
    Certificate certificate{X509_new()};
    if (!certificate)
        return nullptr;
    X509* const x509 = certificate.get();
    const std::string host = hostName();
    X509_NAME* const name = X509_get_subject_name(x509);
    const bool isComplete =
        X509_set_version(x509, X509_VERSION_3) == 1 && setSerialNumber(x509) &&
        X509_gmtime_adj(X509_getm_notBefore(x509), -24L * 3600) != nullptr &&
        X509_gmtime_adj(X509_getm_notAfter(x509), validDays * 24 * 3600) != nullptr &&
        X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8,
                                   reinterpret_cast<const unsigned char*>("Rhapsode HEP listener"), -1, -1,
                                   0) == 1 &&
        X509_set_issuer_name(x509, name) == 1 && X509_set_pubkey(x509, key) == 1 &&
        addExtension(x509, NID_basic_constraints, "critical,CA:FALSE") &&
        addExtension(x509, NID_ext_key_usage, "serverAuth") &&
        (addExtension(x509, NID_subject_alt_name, "DNS:" + host + ",DNS:localhost,IP:127.0.0.1,IP:::1") ||
         addExtension(x509, NID_subject_alt_name, "DNS:localhost,IP:127.0.0.1,IP:::1")) &&
        X509_sign(x509, key, EVP_sha256()) != 0;
    return isComplete ? std::move(certificate) : nullptr;
}

/// Key and certificate as one PEM text; empty when OpenSSL fails.
std::string makePem()
{
    const Key key{EVP_EC_gen("P-256")};
    const Certificate certificate = key ? makeCertificate(key.get()) : nullptr;
    const Memory memory{BIO_new(BIO_s_mem())};
    if (!certificate || !memory ||
        PEM_write_bio_PrivateKey(memory.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1 ||
        PEM_write_bio_X509(memory.get(), certificate.get()) != 1)
        return {};
    char* data = nullptr;
    const long size = BIO_get_mem_data(memory.get(), &data);
    return {data, static_cast<std::size_t>(size)};
}

base::Status writeAll(int descriptor, std::string_view text, const std::string& path)
{
    while (!text.empty()) {
        const ssize_t written = ::write(descriptor, text.data(), text.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return base::errnoError(errno, path, base::ErrorCode::WriteFailed);
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

/// Nobody sees half a file, and of two programs that start at once one wins and both use its file.
base::Status place(const std::string& path, std::string_view pem)
{
    std::string draft = path + ".XXXXXX";
    const base::FileDescriptor file{::mkostemp(draft.data(), O_CLOEXEC)}; // mode 0600
    if (!file)
        return base::errnoError(errno, path, base::ErrorCode::WriteFailed);
    base::Status status = writeAll(file.get(), pem, path);
    if (status && ::fsync(file.get()) != 0)
        status = base::errnoError(errno, path, base::ErrorCode::WriteFailed);
    if (status && ::link(draft.c_str(), path.c_str()) != 0 && errno != EEXIST)
        status = base::errnoError(errno, path, base::ErrorCode::WriteFailed);
    ::unlink(draft.c_str());
    return status;
}

} // namespace

std::filesystem::path dataFolder()
{
    // NOLINTBEGIN(concurrency-mt-unsafe): nobody changes our environment
    if (const char* data = std::getenv("XDG_DATA_HOME"); data != nullptr && *data == '/')
        return std::filesystem::path{data} / "rhapsode";
    if (const char* home = std::getenv("HOME"); home != nullptr && *home != '\0')
        return std::filesystem::path{home} / ".local/share/rhapsode";
    // NOLINTEND(concurrency-mt-unsafe)
    return {};
}

base::Result<TlsFiles> ownTlsFiles(const std::filesystem::path& folder)
{
    const std::filesystem::path path = folder / fileName;
    std::error_code problem;
    if (std::filesystem::exists(path, problem))
        return TlsFiles{path, path};
    if (folder.empty())
        return base::Error{base::ErrorCode::FolderNotWritable, fileName, "neither XDG_DATA_HOME nor HOME"};
    std::filesystem::create_directories(folder, problem);
    if (problem)
        return base::errnoError(problem.value(), folder.string(), base::ErrorCode::WriteFailed);
    const std::string pem = makePem();
    if (pem.empty())
        return base::Error{base::ErrorCode::CertificateUnusable, path.string(), "OpenSSL made none"};
    if (const base::Status placed = place(path.string(), pem); !placed)
        return placed.error();
    return TlsFiles{path, path};
}

} // namespace core::capture
