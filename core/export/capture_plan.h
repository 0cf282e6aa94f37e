// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/export/selection.h"
#include "core/net/address.h"

#include <compare>
#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace core::exporting {

/// What becomes one or more packets of a capture file: a frame as it was captured, or a message for which
/// packets are made.
struct PlannedPacket {
    /// Of a message the frame that completed it.
    base::FrameNumber frame;
    /// 0 for a frame as captured.
    base::MessageId message;

    auto operator<=>(const PlannedPacket&) const = default;
};

struct CapturePlan {
    /// In the order in which the frames came in, each once.
    std::vector<PlannedPacket> packets;
    /// Marks and notes, by the frame that they belong to.
    std::map<base::FrameNumber, std::vector<std::string>> comments;
    /// Notes about the media, with ExportOptions::withRtp. English sentences.
    std::vector<std::string> mediaNotes;
    /// Of the endpoints of all messages.
    std::set<net::IpAddress> addresses;
    /// Client randoms, in hexadecimal, of the TLS connections whose frames are all there; only with
    /// ExportOptions::withTlsSecrets.
    std::set<std::string> tlsConnections;
};

[[nodiscard]] base::Result<CapturePlan> planCapture(const Job& job,
                                                    std::span<const base::MessageId> messages);

} // namespace core::exporting
