// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/media/codec.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace core::media {

/// The first characters of a stranger's text, without memory of its own.
class ShortText {
public:
    ShortText() = default;
    explicit ShortText(std::string_view text);

    [[nodiscard]] std::string_view view() const { return {m_characters.data(), m_size}; }

    bool operator==(const ShortText&) const = default;

    static constexpr std::size_t capacity = 23;

private:
    std::array<char, capacity> m_characters{};
    std::uint8_t m_size = 0;
};

/// What a payload type stands for.
struct PayloadFormat {
    Codec codec = Codec::Unknown;
    /// 1 where the format has no channels or does not say.
    std::uint8_t channels = 1;
    /// Of a packet, in ms; 0: not said.
    std::uint16_t packetMs = 0;
    /// Of the RTP timestamp, in Hz: 8000 for G.722, 48000 for Opus, whatever they sample with.
    std::uint32_t clockRate = 0;
    /// As SDP or RFC 3551 spells it.
    ShortText name;

    bool operator==(const PayloadFormat&) const = default;
};

/// RFC 3551 section 6 and the IANA registry of static payload types; nothing for unassigned, reserved and
/// dynamic ones.
[[nodiscard]] std::optional<PayloadFormat> staticFormat(std::uint8_t payloadType);

/// What SDP says of one payload type: the values of a=rtpmap and a=fmtp behind the payload type.
struct RtpMap {
    std::string_view encoding;   ///< "opus", "telephone-event"
    std::uint32_t clockRate = 0; ///< as written; 0: not given
    std::uint8_t channels = 1;
    std::string_view parameters; ///< of fmtp
    std::uint16_t packetMs = 0;  ///< a=ptime of the m-line; 0: none
};

/// Mistakes that are seen in rtpmaps are put right: G.722 at 16000 counts in 8000 (RFC 3551 section 4.5.2),
/// Opus always in 48000 (RFC 7587 section 4.1). A clock rate beyond 192 kHz is taken for none.
[[nodiscard]] PayloadFormat formatOf(const RtpMap& map);

/// "opus/48000/2" or "8000" behind it: the value of an rtpmap without its payload type. Nothing when it has
/// no clock rate.
[[nodiscard]] std::optional<RtpMap> parseRtpMap(std::string_view value);

/// The payload types of one m-line. Those that SDP does not mention have their static meaning.
class PayloadMap {
public:
    /// Later entries for a payload type replace earlier ones; those beyond the capacity are left out, as an
    /// m-line has no more payload types than this.
    void set(std::uint8_t payloadType, const PayloadFormat& format);

    /// All of another one.
    void add(const PayloadMap& other);

    [[nodiscard]] std::optional<PayloadFormat> find(std::uint8_t payloadType) const;

    /// Of all formats but events, in Hz; 0: there are none, or they differ.
    [[nodiscard]] std::uint32_t commonClockRate() const;

    /// Whether SDP mentioned it.
    [[nodiscard]] bool contains(std::uint8_t payloadType) const;

    /// Of the formats, in their order, blank-joined; with `other` only of those that it has too, whatever
    /// their numbers there.
    [[nodiscard]] std::string names(const PayloadMap* other = nullptr) const;

    /// About what its entries take.
    [[nodiscard]] std::size_t footprint() const { return m_entries.size() * sizeof(Entry); }

    [[nodiscard]] std::size_t size() const { return m_entries.size(); }

    static constexpr std::size_t capacity = 128;

private:
    struct Entry {
        std::uint8_t payloadType = 0;
        PayloadFormat format;
    };

    [[nodiscard]] const Entry* entryOf(std::uint8_t payloadType) const;

    std::vector<Entry> m_entries;
};

} // namespace core::media
