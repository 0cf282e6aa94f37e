// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/sender_table.h"
#include "core/hep/hep_decoder.h"

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace core::capture {

/// From whom a listener takes packets.
struct HepAdmission {
    /// What chunk 0x000e of each packet must hold. Versions 1 and 2 cannot, so they are refused then.
    std::optional<std::string> key;
    /// Networks that agents may send from; all when empty.
    std::vector<net::IpNetwork> allowed;
};

/// The key in a file: its content up to the end of the first line. Errors: FileNotFound, FileNotReadable,
/// OptionInvalid when there is none or it is longer than 4,096 bytes.
[[nodiscard]] base::Result<std::string> readHepKey(const std::filesystem::path& path);

/// Compares in a time that depends on the length of `given` only.
[[nodiscard]] bool isSameKey(std::string_view given, std::string_view expected);

/// Lets packets in or counts them as refused. One thread.
class HepGate {
public:
    explicit HepGate(HepAdmission admission) : m_admission(std::move(admission)) {}

    /// Both count when they answer false.
    [[nodiscard]] bool letsIn(const net::IpAddress& sender, base::Timestamp now);
    [[nodiscard]] bool letsIn(const net::IpAddress& sender, const hep::HepDecoding& decoding,
                              base::Timestamp now);

    void refuse(const net::IpAddress& sender, hep::HepDenial denial, base::Timestamp now)
    {
        m_senders.count(sender, denial, now);
    }

    /// Tells the sink what changed, a few times a second.
    void report(FrameSink& sink, base::SourceId source, bool isLast = false);

private:
    using Clock = std::chrono::steady_clock;

    HepAdmission m_admission;
    SenderTable m_senders;
    Clock::time_point m_lastReport = Clock::now();
};

} // namespace core::capture
