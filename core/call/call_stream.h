// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/address.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>

namespace core::call {

/// What the filter language can ask of an RTP stream of a call.
enum class StreamField : std::uint8_t {
    Codec,
    Ssrc,
    Loss,
    Jitter,
    Mos,
    Time,
    Duration,
    SourceAddress,
    SourcePort,
    DestinationAddress,
    DestinationPort,
    PayloadType,
    PayloadTypes,
    PacketTime,
    Packets,
    Expected,
    Lost,
    Duplicates,
    Reordered,
    MaximumJitter,
    MaximumDelta,
    Silences,
    PayloadTypeChanges,
    SsrcOnPath,
    Dscp,
    RFactor,
    LowestMos,
    MosBasis,
    Origin,
    Confidence,
    Agreed,
    Encryption,
    Markers,
    ComfortNoise,
    Events,
    DscpChanges,
    Restarts,
    LossRuns,
    LongestLoss,
    Silence,
    Pauses,
    Stalls,
    LongestStall,
    Silent,
    LongestSilent,
    Digits,
    InbandDigits,
    InfoDigits,
    SenderReports,
    ReceptionReports,
    SentPackets,
    FarLost,
    FarLoss,
    FarMaximumLoss,
    FarJitter,
    FarMaximumJitter,
    RoundTrip,
    MaximumRoundTrip,
    FarRoundTrip,
    FarDiscard,
    FarRFactor,
    FarListeningMos,
    FarConversationalMos,
    Reports,
    ReportFormats,
    Reporter,
    ReportedPackets,
    ReportedExpected,
    ReportedMos,
    ReportedRFactor,
};
inline constexpr std::size_t streamFieldCount = static_cast<std::size_t>(StreamField::ReportedRFactor) + 1;

/// Absent, number (times and durations in nanoseconds, decimals in thousandths), text or address.
using StreamValue = std::variant<std::monostate, std::int64_t, std::string, net::IpAddress>;

/// What the list of calls says of an RTP stream that the SDP of a call announced, or a report on it named.
struct CallStream {
    std::array<StreamValue, streamFieldCount> values;

    [[nodiscard]] StreamValue& operator[](StreamField field)
    {
        return values[static_cast<std::size_t>(field)];
    }

    [[nodiscard]] const StreamValue& operator[](StreamField field) const
    {
        return values[static_cast<std::size_t>(field)];
    }
};

} // namespace core::call
