// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/stream_sender.h"

#include "core/base/file_descriptor.h"

#include <cstring>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <sys/socket.h>

namespace tests::support {

struct StreamSender::Connection {
    core::base::FileDescriptor socket;
    std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context{nullptr, &SSL_CTX_free};
    std::unique_ptr<SSL, decltype(&SSL_free)> tls{nullptr, &SSL_free};
    bool isConnected = false;
};

StreamSender::StreamSender(const core::net::Endpoint& receiver, bool isTls)
    : m_connection(std::make_unique<Connection>())
{
    Connection& connection = *m_connection;
    connection.socket = core::base::FileDescriptor{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(receiver.port);
    std::memcpy(&address.sin_addr, receiver.address.bytes().data(), sizeof address.sin_addr);
    if (::connect(connection.socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        return;
    connection.isConnected = true;
    if (!isTls)
        return;
    connection.context.reset(SSL_CTX_new(TLS_client_method()));
    connection.tls.reset(SSL_new(connection.context.get()));
    connection.isConnected = SSL_set_fd(connection.tls.get(), connection.socket.get()) == 1 &&
                             SSL_connect(connection.tls.get()) == 1;
}

StreamSender::~StreamSender() = default;

bool StreamSender::isConnected() const
{
    return m_connection->isConnected;
}

bool StreamSender::send(std::span<const std::byte> bytes)
{
    if (m_connection->tls) {
        std::size_t written = 0;
        return SSL_write_ex(m_connection->tls.get(), bytes.data(), bytes.size(), &written) == 1;
    }
    while (!bytes.empty()) {
        const ssize_t written = ::send(m_connection->socket.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (written <= 0)
            return false;
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return true;
}

} // namespace tests::support
