// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/strong_id.h"
#include "core/base/timestamp.h"
#include "core/hep/hep_denial.h"
#include "core/net/frame.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>
#include <string>

namespace core::capture {

enum class SourceKind : std::uint8_t { File = 1, Interface = 2, Hep = 3, Command = 4, Follow = 5 };

struct SourceDescription {
    SourceKind kind = SourceKind::File;
    /// Path as given, interface name, URL with the real port, or command line.
    std::string name;
    /// Interface within a pcapng file, when it has one.
    std::string interfaceName;
    net::LinkType link = net::LinkType::Ethernet;
};

/// Numbers of one source since it started.
struct SourceCounters {
    std::uint64_t received = 0;
    std::uint64_t receivedBytes = 0;
    std::uint64_t droppedByKernel = 0;
    std::uint64_t droppedByQueue = 0;
    /// Part of `received`, and not handed over.
    std::uint64_t refused = 0;
};

/// What a HEP listener refused from one sender. The numbers are sums since the source started.
struct SenderRefusals {
    /// Nothing: all senders together that had to make room for newer ones in the table.
    std::optional<net::IpAddress> sender;
    std::array<std::uint64_t, hep::hepDenialCount> packets{};
    base::Timestamp first;
    base::Timestamp last;
    /// The sender has lost its place: its numbers are now among those of all such senders.
    bool isForgotten = false;
    /// How many senders the row stands for.
    std::uint64_t senders = 1;
};

/// What a source tells the engine. Called on the source's own thread; implementations are thread-safe.
class FrameSink {
public:
    virtual ~FrameSink() = default;

    /// Announces a source (a pcapng file announces one per interface); the id goes into its frames.
    virtual base::SourceId addSource(const SourceDescription& description) = 0;

    /// Hands frames over. A source that can wait waits here for room; any other has its batch counted as
    /// dropped when there is none. False: stop. What `batch` is afterwards means nothing, but its memory is
    /// free for the next one: sinks may put that of an earlier batch there.
    virtual bool push(net::FrameBatch&& batch) = 0;

    /// The source now receives: one line for the user, "listening hep+udp://127.0.0.1:40123".
    virtual void ready(base::SourceId source, const std::string& line) = 0;

    /// Newest numbers, at most a few times a second.
    virtual void report(base::SourceId source, const SourceCounters& counters) = 0;

    /// Rows that are new or have changed since the last call, at most a few times a second. Only HEP
    /// listeners refuse, so a sink of other sources need not listen.
    virtual void reportRefusals(base::SourceId, std::span<const SenderRefusals>) {}

    /// Input that was damaged but did not stop the source, for instance a cut-off last packet. A
    /// forewarning (base::isForewarning()) is given at most once, before ready().
    virtual void warn(base::SourceId source, const base::Error& error) = 0;

    /// Text of a TLS key log that stood in the capture, before the frames that come after it there.
    // NOLINTNEXTLINE(performance-unnecessary-value-param): who overrides it keeps the text
    virtual void secrets(std::string /*keyLog*/) {}

    /// A name of a computer that stood in the capture.
    virtual void hostName(const net::IpAddress& /*address*/, std::string /*name*/) {} // NOLINT: see secrets()

    /// Bytes read of a file and its size, when known.
    virtual void progress(std::uint64_t bytesRead, std::uint64_t bytesTotal) = 0;
};

/// Something that frames come from. Runs on a thread of its own until it ends or is asked to stop.
class CaptureSource {
public:
    virtual ~CaptureSource() = default;

    /// Goes on by itself until it is told to stop.
    [[nodiscard]] virtual bool isLive() const = 0;

    /// Whether it can wait while the sink has no room; a live source that cannot loses what it brings then.
    [[nodiscard]] virtual bool canWait() const { return !isLive(); }

    /// Delivers frames until the end of input, `stop`, or an error that ends the source.
    virtual base::Status run(std::stop_token stop, FrameSink& sink) = 0;
};

} // namespace core::capture
