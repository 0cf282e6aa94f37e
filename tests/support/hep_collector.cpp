// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/hep_collector.h"

#include "tests/support/openssl_owners.h"

#include <array>
#include <netinet/in.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <poll.h>
#include <sys/socket.h>

namespace tests::support {
namespace {

std::string contentOf(BIO* memory)
{
    std::string text(BIO_ctrl_pending(memory), '\0');
    BIO_read(memory, text.data(), static_cast<int>(text.size()));
    return text;
}

void addExtension(X509* certificate, int kind, const char* value)
{
    X509V3_CTX context{};
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value);
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

Context serverContext(const TlsIdentity& identity)
{
    Context context{SSL_CTX_new(TLS_server_method())};
    const auto size = [](const std::string& text) { return static_cast<int>(text.size()); };
    const Memory certificateText{BIO_new_mem_buf(identity.certificate.data(), size(identity.certificate))};
    const Certificate certificate{PEM_read_bio_X509(certificateText.get(), nullptr, nullptr, nullptr)};
    const Memory keyText{BIO_new_mem_buf(identity.key.data(), size(identity.key))};
    const Key key{PEM_read_bio_PrivateKey(keyText.get(), nullptr, nullptr, nullptr)};
    SSL_CTX_use_certificate(context.get(), certificate.get());
    SSL_CTX_use_PrivateKey(context.get(), key.get());
    return context;
}

template <typename Address>
sockaddr* generic(Address& address)
{
    return static_cast<sockaddr*>(static_cast<void*>(&address));
}

bool isReadable(int socket)
{
    pollfd descriptor{socket, POLLIN, 0};
    return ::poll(&descriptor, 1, 20) > 0;
}

} // namespace

TlsIdentity makeTlsIdentity()
{
    const Key key{EVP_EC_gen("P-256")};
    const Certificate certificate{X509_new()};
    X509* x509 = certificate.get();
    X509_set_version(x509, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(x509), 1);
    X509_gmtime_adj(X509_getm_notBefore(x509), -3600);
    X509_gmtime_adj(X509_getm_notAfter(x509), 3600);
    X509_set_pubkey(x509, key.get());
    std::array<unsigned char, 9> name{'c', 'o', 'l', 'l', 'e', 'c', 't', 'o', 'r'};
    X509_NAME_add_entry_by_txt(X509_get_subject_name(x509), "CN", MBSTRING_ASC, name.data(),
                               static_cast<int>(name.size()), -1, 0);
    X509_set_issuer_name(x509, X509_get_subject_name(x509));
    addExtension(x509, NID_basic_constraints, "critical,CA:TRUE");
    addExtension(x509, NID_subject_alt_name, "IP:127.0.0.1");
    X509_sign(x509, key.get(), EVP_sha256());
    const Memory certificateText{BIO_new(BIO_s_mem())};
    PEM_write_bio_X509(certificateText.get(), x509);
    const Memory keyText{BIO_new(BIO_s_mem())};
    PEM_write_bio_PrivateKey(keyText.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    return {contentOf(certificateText.get()), contentOf(keyText.get())};
}

HepCollector::HepCollector(Security security, std::uint16_t port)
    : m_security(security), m_listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    if (security == Security::Tls)
        m_identity = makeTlsIdentity();
    const int on = 1;
    ::setsockopt(m_listener.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    // Small, so that a collector that does not read is felt soon.
    const int room = 16'384;
    ::setsockopt(m_listener.get(), SOL_SOCKET, SO_RCVBUF, &room, sizeof room);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(m_listener.get(), generic(address), size) != 0 || ::listen(m_listener.get(), 4) != 0)
        std::abort();
    ::getsockname(m_listener.get(), generic(address), &size);
    m_port = ntohs(address.sin_port);
    m_thread = std::jthread{[this](const std::stop_token& stop) { run(stop); }};
}

HepCollector::~HepCollector() = default;

std::vector<HepCollector::Bytes> HepCollector::packets() const
{
    const std::lock_guard lock{m_mutex};
    return m_packets;
}

bool HepCollector::waitForPackets(std::size_t count, std::chrono::milliseconds span)
{
    std::unique_lock lock{m_mutex};
    return m_changed.wait_for(lock, span, [&] { return m_packets.size() >= count; });
}

void HepCollector::closeAfter(std::size_t packets)
{
    const std::lock_guard lock{m_mutex};
    m_closeAt = m_packets.size() + packets;
}

void HepCollector::run(const std::stop_token& stop)
{
    while (!stop.stop_requested()) {
        if (!isReadable(m_listener.get()))
            continue;
        const core::base::FileDescriptor connection{
            ::accept4(m_listener.get(), nullptr, nullptr, SOCK_CLOEXEC)};
        ++m_connections;
        serve(stop, connection.get());
    }
}

void HepCollector::serve(const std::stop_token& stop, int connection)
{
    Context context;
    Connection tls;
    if (m_security == Security::Tls) {
        context = serverContext(m_identity);
        tls.reset(SSL_new(context.get()));
        SSL_set_fd(tls.get(), connection);
        if (SSL_accept(tls.get()) != 1)
            return;
    }
    Bytes bytes;
    Bytes piece(65'536);
    while (!stop.stop_requested()) {
        if (!m_isReading) {
            std::this_thread::sleep_for(std::chrono::milliseconds{5});
            continue;
        }
        const bool isDecrypted = tls && SSL_pending(tls.get()) > 0;
        if (!isDecrypted && !isReadable(connection))
            continue;
        const auto size = tls ? SSL_read(tls.get(), piece.data(), static_cast<int>(piece.size()))
                              : ::recv(connection, piece.data(), piece.size(), 0);
        if (size <= 0)
            return;
        bytes.insert(bytes.end(), piece.begin(), piece.begin() + size);
        if (takePackets(bytes))
            return;
    }
}

bool HepCollector::takePackets(Bytes& bytes)
{
    constexpr std::size_t header = 6;
    const std::lock_guard lock{m_mutex};
    std::size_t start = 0;
    while (bytes.size() - start >= header) {
        const std::size_t length = std::to_integer<std::size_t>(bytes[start + 4]) << 8U |
                                   std::to_integer<std::size_t>(bytes[start + 5]);
        if (bytes.size() - start < length)
            break;
        const auto begin = bytes.begin() + static_cast<std::ptrdiff_t>(start);
        m_packets.emplace_back(begin, begin + static_cast<std::ptrdiff_t>(length));
        start += length;
    }
    bytes.erase(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(start));
    m_changed.notify_all();
    if (m_packets.size() < m_closeAt)
        return false;
    m_closeAt = SIZE_MAX;
    return true;
}

} // namespace tests::support
