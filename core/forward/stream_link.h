// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/forward/collector_address.h"
#include "core/forward/tcp_position.h"

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace core::forward {

struct LinkOptions {
    ForwardUrl url;
    /// Tried one after the other.
    std::vector<CollectorAddress> addresses;
    /// TLS: a PEM file with the certificates that the collector's must come from. When empty, any
    /// certificate will do, and certificateProblem() says what speaks against it.
    std::string authorityFile;
    /// For connecting to one address, for the TLS handshake, and for any progress while writing.
    std::chrono::milliseconds connectTimeout{5'000};
    std::chrono::milliseconds stallTimeout{30'000};
};

/// A TCP or TLS connection that only sends. What the other side sends is read and thrown away, which is how
/// its closing is seen. One thread; every wait ends soon after `keepWaiting` has become false.
class StreamLink {
public:
    using KeepWaiting = std::function<bool()>;

    /// Error: FileNotReadable for the authority file.
    [[nodiscard]] static base::Result<std::unique_ptr<StreamLink>> create(LinkOptions options);
    ~StreamLink();

    /// Replaces an earlier connection. Error: CollectorUnreachable.
    base::Status connect(const KeepWaiting& keepWaiting);
    /// What is wrong with the certificate that was let in; empty when nothing is, and without TLS.
    [[nodiscard]] const std::string& certificateProblem() const;

    /// Waits for the other side's doings, at most `span`, and says whether the connection still stands.
    [[nodiscard]] bool isAlive(std::chrono::milliseconds span);
    /// Returns how many bytes the system took: all, or fewer when the connection broke.
    [[nodiscard]] std::size_t write(std::span<const std::byte> bytes, const KeepWaiting& keepWaiting);
    [[nodiscard]] TcpPosition position() const;
    /// Why the connection broke.
    [[nodiscard]] const base::Error& lastError() const;

    /// Says good-bye. Everything written has been acknowledged before.
    void finish();
    /// Ends the connection so that nothing unacknowledged is delivered later.
    void abort();

private:
    class Implementation;
    explicit StreamLink(std::unique_ptr<Implementation> implementation);
    std::unique_ptr<Implementation> m_implementation;
};

} // namespace core::forward
