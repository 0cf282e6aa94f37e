// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forward/stream_link.h"

#include <array>
#include <asio/buffer.hpp>
#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/ssl.hpp>
#include <cstring>
#include <optional>
#include <utility>

namespace core::forward {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
using Tcp = asio::ip::tcp;
using Stream = asio::ssl::stream<Tcp::socket>;

/// How often a wait looks whether it should go on.
constexpr auto runInterval = 50ms;
constexpr auto goodbyeAtMost = 1s;

Tcp::endpoint toAsio(const CollectorAddress& address)
{
    Tcp::endpoint endpoint;
    endpoint.resize(address.size);
    std::memcpy(endpoint.data(), &address.storage, address.size);
    return endpoint;
}

} // namespace

class StreamLink::Implementation {
public:
    explicit Implementation(LinkOptions options) : m_options(std::move(options)) {}

    Implementation(const Implementation&) = delete;
    Implementation& operator=(const Implementation&) = delete;

    ~Implementation() { abort(); }

    base::Status prepareTls();
    base::Status connect(const KeepWaiting& keepWaiting);
    bool isAlive(std::chrono::milliseconds span);
    std::size_t write(std::span<const std::byte> bytes, const KeepWaiting& keepWaiting);
    TcpPosition position();
    void finish();
    void abort();

    const base::Error& lastError() const { return m_error; }

    const std::string& certificateProblem() const { return m_certificateProblem; }

private:
    bool isTls() const { return m_options.url.protocol == Protocol::Hep3Tls; }

    Tcp::socket& socket() { return m_stream->next_layer(); }

    /// Waits for the operation that `start` begins; it is cancelled at `deadline` or when `keepWaiting` has
    /// become false.
    template <typename Start>
    std::error_code await(Start start, Clock::time_point deadline, const KeepWaiting& keepWaiting);
    std::error_code connectTo(const CollectorAddress& address, const KeepWaiting& keepWaiting);
    std::error_code shakeHands(const KeepWaiting& keepWaiting);
    void keepReading();
    base::Error errorOf(const std::error_code& problem) const;
    void close();

    LinkOptions m_options;
    asio::ssl::context m_tls{asio::ssl::context::tls_client};
    asio::io_context m_io{1};
    std::optional<Stream> m_stream; // after m_io, which it uses
    std::array<char, 4096> m_unwanted{};
    bool m_isReading = false;
    bool m_isConnected = false;
    base::Error m_error;
    std::string m_certificateProblem;
};

base::Error StreamLink::Implementation::errorOf(const std::error_code& problem) const
{
    const std::string detail =
        problem == asio::error::eof ? "the collector has closed the connection" : problem.message();
    return {base::ErrorCode::CollectorUnreachable, m_options.url.toString(), detail};
}

base::Status StreamLink::Implementation::prepareTls()
{
    if (!isTls())
        return {};
    std::error_code problem;
    m_tls.set_options(asio::ssl::context::no_tlsv1 | asio::ssl::context::no_tlsv1_1, problem);
    if (m_options.authorityFile.empty()) {
        m_tls.set_default_verify_paths(problem); // without any, no certificate is a known one
        return {};
    }
    m_tls.load_verify_file(m_options.authorityFile, problem);
    if (problem)
        return base::Error{base::ErrorCode::FileNotReadable, m_options.authorityFile, problem.message()};
    m_tls.set_verify_mode(asio::ssl::verify_peer, problem);
    return {};
}

template <typename Start>
std::error_code StreamLink::Implementation::await(Start start, Clock::time_point deadline,
                                                  const KeepWaiting& keepWaiting)
{
    std::optional<std::error_code> result;
    bool isCancelled = false;
    start([&result](const std::error_code& problem, auto&&...) { result = problem; });
    while (!result) {
        if (!isCancelled && (Clock::now() >= deadline || !keepWaiting())) {
            std::error_code ignored;
            socket().cancel(ignored);
            isCancelled = true;
        }
        m_io.restart();
        m_io.run_one_for(runInterval);
    }
    return isCancelled && *result ? std::error_code{asio::error::timed_out} : *result;
}

base::Status StreamLink::Implementation::connect(const KeepWaiting& keepWaiting)
{
    std::error_code problem = asio::error::host_not_found;
    for (const CollectorAddress& address : m_options.addresses) {
        abort();
        problem = connectTo(address, keepWaiting);
        if (!problem && isTls())
            problem = shakeHands(keepWaiting);
        if (!problem) {
            m_isConnected = true;
            keepReading();
            return {};
        }
        if (!keepWaiting())
            break;
    }
    m_error = errorOf(problem);
    abort();
    return m_error;
}

std::error_code StreamLink::Implementation::connectTo(const CollectorAddress& address,
                                                      const KeepWaiting& keepWaiting)
{
    m_stream.emplace(m_io, m_tls);
    const auto start = [&](auto handler) { socket().async_connect(toAsio(address), handler); };
    const std::error_code problem = await(start, Clock::now() + m_options.connectTimeout, keepWaiting);
    std::error_code ignored; // these are wishes
    if (!problem) {
        socket().set_option(Tcp::no_delay{true}, ignored);
        socket().set_option(asio::socket_base::keep_alive{true}, ignored);
    }
    return problem;
}

std::error_code StreamLink::Implementation::shakeHands(const KeepWaiting& keepWaiting)
{
    const std::string& host = m_options.url.host;
    SSL* tls = m_stream->native_handle();
    // The certificate must be for the address, or for the name, which the server is also told (SNI).
    if (X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(tls), host.c_str()) != 1) {
        SSL_set1_host(tls, host.c_str());
        SSL_ctrl(tls, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name,
                 const_cast<char*>(host.c_str()));
    }
    const auto start = [this](auto handler) {
        m_stream->async_handshake(asio::ssl::stream_base::client, handler);
    };
    const std::error_code problem = await(start, Clock::now() + m_options.connectTimeout, keepWaiting);
    const long verdict = SSL_get_verify_result(tls);
    m_certificateProblem = problem || verdict == X509_V_OK ? "" : X509_verify_cert_error_string(verdict);
    return problem;
}

void StreamLink::Implementation::keepReading()
{
    m_isReading = true;
    const auto handler = [this](const std::error_code& problem, std::size_t) {
        m_isReading = false;
        if (!problem) {
            keepReading();
            return;
        }
        if (std::exchange(m_isConnected, false))
            m_error = errorOf(problem);
    };
    if (isTls())
        m_stream->async_read_some(asio::buffer(m_unwanted), handler);
    else
        socket().async_read_some(asio::buffer(m_unwanted), handler);
}

bool StreamLink::Implementation::isAlive(std::chrono::milliseconds span)
{
    m_io.restart();
    if (span.count() > 0)
        m_io.run_one_for(span);
    m_io.poll();
    return m_isConnected;
}

std::size_t StreamLink::Implementation::write(std::span<const std::byte> bytes,
                                              const KeepWaiting& keepWaiting)
{
    std::size_t written = 0;
    while (m_isConnected && written < bytes.size()) {
        std::size_t taken = 0;
        const auto rest = bytes.subspan(written);
        const auto start = [&](auto handler) {
            const auto noteAmount = [handler, &taken](const std::error_code& problem, std::size_t amount) {
                taken = amount;
                handler(problem);
            };
            const asio::const_buffer buffer{rest.data(), rest.size()};
            if (isTls())
                m_stream->async_write_some(buffer, noteAmount);
            else
                socket().async_write_some(buffer, noteAmount);
        };
        const std::error_code problem = await(start, Clock::now() + m_options.stallTimeout, keepWaiting);
        written += taken;
        if (problem) {
            if (std::exchange(m_isConnected, false))
                m_error = errorOf(problem);
        }
    }
    return written;
}

TcpPosition StreamLink::Implementation::position()
{
    return m_stream ? tcpPosition(socket().native_handle()) : TcpPosition{};
}

void StreamLink::Implementation::finish()
{
    if (!m_stream)
        return;
    std::error_code ignored; // everything that mattered has arrived
    if (isTls() && m_isConnected) {
        const auto start = [this](auto handler) { m_stream->async_shutdown(handler); };
        static_cast<void>(await(start, Clock::now() + goodbyeAtMost, [] { return true; }));
    }
    socket().shutdown(Tcp::socket::shutdown_send, ignored);
    close();
}

void StreamLink::Implementation::abort()
{
    if (!m_stream)
        return;
    std::error_code ignored;
    socket().set_option(asio::socket_base::linger{true, 0}, ignored);
    close();
}

void StreamLink::Implementation::close()
{
    m_isConnected = false;
    std::error_code ignored;
    socket().close(ignored);
    // The read that was going on ends now; its handler must not outlive the stream.
    while (m_isReading) {
        m_io.restart();
        m_io.run_one();
    }
    m_stream.reset();
}

// --- what others see ---------------------------------------------------------------------------------

StreamLink::StreamLink(std::unique_ptr<Implementation> implementation)
    : m_implementation(std::move(implementation))
{
}

StreamLink::~StreamLink() = default;

base::Result<std::unique_ptr<StreamLink>> StreamLink::create(LinkOptions options)
{
    auto implementation = std::make_unique<Implementation>(std::move(options));
    if (const base::Status prepared = implementation->prepareTls(); !prepared)
        return prepared.error();
    return std::unique_ptr<StreamLink>{new StreamLink{std::move(implementation)}};
}

base::Status StreamLink::connect(const KeepWaiting& keepWaiting)
{
    return m_implementation->connect(keepWaiting);
}

const std::string& StreamLink::certificateProblem() const
{
    return m_implementation->certificateProblem();
}

bool StreamLink::isAlive(std::chrono::milliseconds span)
{
    return m_implementation->isAlive(span);
}

std::size_t StreamLink::write(std::span<const std::byte> bytes, const KeepWaiting& keepWaiting)
{
    return m_implementation->write(bytes, keepWaiting);
}

TcpPosition StreamLink::position() const
{
    return m_implementation->position();
}

const base::Error& StreamLink::lastError() const
{
    return m_implementation->lastError();
}

void StreamLink::finish()
{
    m_implementation->finish();
}

void StreamLink::abort()
{
    m_implementation->abort();
}

} // namespace core::forward
