// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/strong_id.h"
#include "core/media/media_protocol.h"
#include "core/media/payload_types.h"
#include "core/media/stream_key.h"

#include <array>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace core::media {

enum class MediaKind : std::uint8_t { Audio, Video, Image, Text, Other };

/// What one side of an offer/answer pair said of one m-line.
struct AnnouncedParty {
    /// Where it wants to receive: the address of c= and the port of m=. Of no family, or port 0: nowhere.
    MediaEndpoint receiver;
    /// ICE candidates and other places where it may receive as well; at most `maximumCandidates` are used.
    std::vector<MediaEndpoint> candidates;
    bool sends = true;
    bool receives = true;
    PayloadMap formats;

    static constexpr std::size_t maximumCandidates = 16;
};

/// One m-line of a call, as far as both sides have described it.
struct AnnouncedMedia {
    base::CallKey call;
    std::uint32_t line = 0; ///< of the session description, from 0
    MediaKind kind = MediaKind::Audio;
    FaxExpectation fax = FaxExpectation::None;
    bool isEncrypted = false; ///< SRTP by the profile of the m-line
    /// The side that began the call, and the other one.
    std::array<std::optional<AnnouncedParty>, 2> parties;
};

/// The formats that both sides listed, as `receiver` spells them, blank-joined: "PCMA telephone-event". Those
/// of one side while only that has spoken.
[[nodiscard]] std::string agreedFormats(const AnnouncedMedia& media, std::uint8_t receiver);

/// How we know what comes to an endpoint.
enum class Attribution : std::uint8_t {
    Announced, ///< SDP named the endpoint
    Learned,   ///< media came from it to an announced endpoint, so its answer goes there (symmetric RTP, RFC
               ///< 4961)
};

/// What is known of media that come to one endpoint. Changed in place when SDP says something new.
struct EndpointRecord {
    std::shared_ptr<const AnnouncedMedia> media;
    /// Index of the party that receives there.
    std::uint8_t receiver = 0;
    Attribution attribution = Attribution::Announced;
    /// Goes up with each change.
    std::uint32_t version = 0;
    /// Payload types as the receiver numbers them, and those that only the other side mentioned.
    PayloadMap formats;
    /// What it takes, with its share of `media`.
    std::size_t bytes = 0;
};

/// How much a book holds: both limits hold.
struct AnnouncementLimits {
    std::size_t endpoints = 65'536;
    std::size_t bytes = 64U << 20U; ///< about
};

/// Which endpoints SDP announced. Bounded: beyond the limits the oldest endpoints go and are counted; streams
/// that were attributed to them stay so. One thread.
class AnnouncementBook {
public:
    explicit AnnouncementBook(AnnouncementLimits limits) : m_limits(limits) {}

    /// Replaces what was known of the endpoints that it names.
    void announce(AnnouncedMedia media);

    /// Who receives at `destination`; null when nobody said. Lives as long as it is held.
    [[nodiscard]] std::shared_ptr<EndpointRecord> find(const MediaEndpoint& destination) const;

    /// Media for `record` come from `source`: that is where the other side can be reached behind its NAT,
    /// unless SDP said something about `source` itself.
    void learnSource(const EndpointRecord& record, const MediaEndpoint& source);

    /// Goes up when find() may answer where it did not before.
    [[nodiscard]] std::uint64_t generation() const { return m_generation; }

    [[nodiscard]] std::uint64_t evicted() const { return m_evicted; }

    /// About what it holds.
    [[nodiscard]] std::size_t bytes() const { return m_bytes; }

    /// Whether any endpoint was announced for fax so far.
    [[nodiscard]] bool hasFax() const { return m_hasFax; }

private:
    void remember(const MediaEndpoint& endpoint, const std::shared_ptr<const AnnouncedMedia>& media,
                  std::uint8_t receiver, Attribution attribution);
    void makeRoom(std::size_t endpoints);

    AnnouncementLimits m_limits;
    std::size_t m_bytes = 0;
    std::unordered_map<MediaEndpoint, std::shared_ptr<EndpointRecord>, MediaEndpointHash> m_records;
    std::deque<MediaEndpoint> m_order; ///< of m_records, oldest first
    std::uint64_t m_generation = 0;
    std::uint64_t m_evicted = 0;
    bool m_hasFax = false;
};

} // namespace core::media
