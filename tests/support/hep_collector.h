// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/file_descriptor.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace tests::support {

/// A key and a certificate for 127.0.0.1, signed by itself, both in PEM.
struct TlsIdentity {
    std::string certificate;
    std::string key;
};

[[nodiscard]] TlsIdentity makeTlsIdentity();

/// A collector for HEP 3 over TCP or TLS on 127.0.0.1, one connection at a time, with a will of its own:
/// it can stop reading, close, and come back.
class HepCollector {
public:
    using Bytes = std::vector<std::byte>;

    enum class Security { None, Tls };

    /// Port 0 takes a free one.
    explicit HepCollector(Security security, std::uint16_t port = 0);
    ~HepCollector();
    HepCollector(const HepCollector&) = delete;
    HepCollector& operator=(const HepCollector&) = delete;

    [[nodiscard]] std::uint16_t port() const { return m_port; }

    /// The certificate in PEM.
    [[nodiscard]] const std::string& certificate() const { return m_identity.certificate; }

    /// Whole packets of all connections, in the order of their arrival.
    [[nodiscard]] std::vector<Bytes> packets() const;
    bool waitForPackets(std::size_t count, std::chrono::milliseconds span = std::chrono::seconds{10});

    [[nodiscard]] std::size_t connections() const { return m_connections; }

    /// Ends the connection as soon as this many more packets have come.
    void closeAfter(std::size_t packets);

    /// Leaves everything in the socket.
    void setReading(bool isReading) { m_isReading = isReading; }

private:
    void run(const std::stop_token& stop);
    void serve(const std::stop_token& stop, int connection);
    /// Takes whole packets out of `bytes`. True: close now.
    bool takePackets(Bytes& bytes);

    Security m_security;
    TlsIdentity m_identity;
    std::uint16_t m_port = 0;
    core::base::FileDescriptor m_listener;
    std::atomic<bool> m_isReading = true;
    std::atomic<std::size_t> m_connections = 0;
    mutable std::mutex m_mutex; // protects the next three
    std::condition_variable m_changed;
    std::vector<Bytes> m_packets;
    std::size_t m_closeAt = SIZE_MAX;
    std::jthread m_thread;
};

} // namespace tests::support
