// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/tls_peers.h"

#include "tests/support/openssl_owners.h"

#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <array>

namespace tests::support {
namespace {

/// One key for all tests: making one takes long.
EVP_PKEY* serverKey()
{
    static const Key key{EVP_RSA_gen(2048)};
    return key.get();
}

Certificate certificateFor(EVP_PKEY* key)
{
    Certificate certificate{X509_new()};
    X509_set_version(certificate.get(), X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -3600);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 86400);
    X509_set_pubkey(certificate.get(), key);
    X509_NAME* name = X509_get_subject_name(certificate.get());
    const std::array<unsigned char, 5> text{'p', 'e', 'e', 'r', 's'};
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, text.data(), static_cast<int>(text.size()), -1, 0);
    X509_set_issuer_name(certificate.get(), name);
    X509_sign(certificate.get(), key, EVP_sha256());
    return certificate;
}

void logKey(const SSL* ssl, const char* line)
{
    *static_cast<std::string*>(SSL_get_app_data(ssl)) += std::string{line} + "\n";
}

} // namespace

class TlsPeers::Implementation {
public:
    explicit Implementation(Options given) : options(std::move(given))
    {
        clientContext = makeContext(TLS_client_method());
        serverContext = makeContext(TLS_server_method());
        SSL_CTX_set_keylog_callback(clientContext.get(), logKey);
        const Certificate certificate = certificateFor(serverKey());
        SSL_CTX_use_certificate(serverContext.get(), certificate.get());
        SSL_CTX_use_PrivateKey(serverContext.get(), serverKey());
        if (!options.clientGroups.empty())
            SSL_CTX_set1_groups_list(clientContext.get(), options.clientGroups.c_str());
        if (!options.serverGroups.empty())
            SSL_CTX_set1_groups_list(serverContext.get(), options.serverGroups.c_str());
        connect();
    }

    Context makeContext(const SSL_METHOD* method) const
    {
        Context context{SSL_CTX_new(method)};
        SSL_CTX_set_security_level(context.get(), 0);
        SSL_CTX_set_min_proto_version(context.get(), options.version);
        SSL_CTX_set_max_proto_version(context.get(), options.version);
        SSL_CTX_set_dh_auto(context.get(), 1);
        if (options.version == TLS1_3_VERSION && !options.cipher.empty())
            SSL_CTX_set_ciphersuites(context.get(), options.cipher.c_str());
        else if (!options.cipher.empty())
            SSL_CTX_set_cipher_list(context.get(), options.cipher.c_str());
        if (!options.encryptThenMac)
            SSL_CTX_set_options(context.get(), SSL_OP_NO_ENCRYPT_THEN_MAC);
        if (!options.extendedMasterSecret)
            SSL_CTX_set_options(context.get(), SSL_OP_NO_EXTENDED_MASTER_SECRET);
        if (options.padding != 0)
            SSL_CTX_set_block_padding(context.get(), options.padding);
        if (options.largestFragment != 0)
            SSL_CTX_set_max_send_fragment(context.get(), static_cast<long>(options.largestFragment));
        return context;
    }

    Connection makeConnection(SSL_CTX* context)
    {
        Connection connection{SSL_new(context)};
        SSL_set_app_data(connection.get(), &keyLog);
        SSL_set_bio(connection.get(), BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));
        return connection;
    }

    void connect()
    {
        client = makeConnection(clientContext.get());
        server = makeConnection(serverContext.get());
        SSL_set_connect_state(client.get());
        SSL_set_accept_state(server.get());
        // SSL_set_tlsext_host_name() without its casts.
        SSL_ctrl(client.get(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name,
                 options.serverName.data());
    }

    /// Carries what one side has written to the other. False when there was nothing.
    bool carry(SSL* from, SSL* to, bool isFromClient)
    {
        std::array<std::byte, 65536> buffer{};
        bool hasCarried = false;
        for (;;) {
            const int count = BIO_read(SSL_get_wbio(from), buffer.data(), static_cast<int>(buffer.size()));
            if (count <= 0)
                return hasCarried;
            BIO_write(SSL_get_rbio(to), buffer.data(), count);
            wire.push_back({isFromClient, {buffer.begin(), buffer.begin() + count}});
            hasCarried = true;
        }
    }

    bool carryAll()
    {
        const bool fromClient = carry(client.get(), server.get(), true);
        return carry(server.get(), client.get(), false) || fromClient;
    }

    bool handshake()
    {
        for (int turn = 0; turn < 20; ++turn) {
            const int clientDone = SSL_do_handshake(client.get());
            carryAll();
            const int serverDone = SSL_do_handshake(server.get());
            drain(server.get()); // a renegotiation is noticed in reading
            carryAll();
            drain(client.get()); // session tickets
            if (clientDone == 1 && serverDone == 1)
                return true;
        }
        return false;
    }

    static void drain(SSL* ssl)
    {
        std::array<char, 65536> buffer{};
        while (SSL_read(ssl, buffer.data(), static_cast<int>(buffer.size())) > 0) {
        }
    }

    void send(SSL* from, SSL* to, bool isFromClient, const std::string& text)
    {
        SSL_write(from, text.data(), static_cast<int>(text.size()));
        carry(from, to, isFromClient);
        drain(to);
        carryAll();
    }

    Options options;
    std::string keyLog;
    std::vector<Chunk> wire;
    Context clientContext;
    Context serverContext;
    Connection client;
    Connection server;
};

TlsPeers::TlsPeers(const Options& options) : m_implementation(std::make_unique<Implementation>(options)) {}

TlsPeers::~TlsPeers() = default;

bool TlsPeers::handshake()
{
    return m_implementation->handshake();
}

bool TlsPeers::resume()
{
    const Session session{SSL_get1_session(m_implementation->client.get())};
    // A session whose connection was not closed is not resumed.
    close();
    m_implementation->wire.clear();
    m_implementation->connect();
    SSL_set_session(m_implementation->client.get(), session.get());
    return m_implementation->handshake() && SSL_session_reused(m_implementation->client.get()) == 1;
}

void TlsPeers::sendFromClient(const std::string& text)
{
    m_implementation->send(m_implementation->client.get(), m_implementation->server.get(), true, text);
}

void TlsPeers::sendFromServer(const std::string& text)
{
    m_implementation->send(m_implementation->server.get(), m_implementation->client.get(), false, text);
}

void TlsPeers::updateKeys(bool client)
{
    SSL_key_update(client ? m_implementation->client.get() : m_implementation->server.get(),
                   SSL_KEY_UPDATE_REQUESTED);
}

bool TlsPeers::renegotiate()
{
    SSL_set_options(m_implementation->server.get(), SSL_OP_ALLOW_CLIENT_RENEGOTIATION);
    return SSL_renegotiate(m_implementation->client.get()) == 1 && m_implementation->handshake();
}

void TlsPeers::close()
{
    SSL_shutdown(m_implementation->client.get());
    m_implementation->carryAll();
    SSL_shutdown(m_implementation->server.get());
    m_implementation->carryAll();
}

const std::vector<TlsPeers::Chunk>& TlsPeers::wire() const
{
    return m_implementation->wire;
}

const std::string& TlsPeers::keyLog() const
{
    return m_implementation->keyLog;
}

std::string TlsPeers::privateKey() const
{
    const std::unique_ptr<BIO, Release<BIO_free_all>> memory{BIO_new(BIO_s_mem())};
    PEM_write_bio_PrivateKey(memory.get(), serverKey(), nullptr, nullptr, 0, nullptr, nullptr);
    char* text = nullptr;
    const auto length = BIO_get_mem_data(memory.get(), &text);
    return {text, static_cast<std::size_t>(length)};
}

} // namespace tests::support
