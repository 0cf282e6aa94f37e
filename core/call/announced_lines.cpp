// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/call/announced_lines.h"

#include "core/base/ascii.h"
#include "core/net/address.h"

#include <algorithm>
#include <array>

namespace core::call {
namespace {

constexpr std::size_t mostLines = 64;

media::MediaKind kindOf(std::string_view media)
{
    if (media == "audio")
        return media::MediaKind::Audio;
    if (media == "video")
        return media::MediaKind::Video;
    if (media == "image")
        return media::MediaKind::Image;
    return media == "text" ? media::MediaKind::Text : media::MediaKind::Other;
}

media::MediaEndpoint endpointOf(std::string_view address, std::uint16_t port)
{
    const auto parsed = net::IpAddress::parse(address);
    return parsed ? media::mediaEndpoint(parsed->bytes(), port) : media::MediaEndpoint{};
}

/// The value behind "name:"; nothing for another attribute.
std::optional<std::string_view> valueOf(std::string_view attribute, std::string_view name)
{
    if (attribute.size() <= name.size() || attribute[name.size()] != ':' || !attribute.starts_with(name))
        return std::nullopt;
    return attribute.substr(name.size() + 1);
}

std::string_view takeWord(std::string_view& rest)
{
    rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
    const std::string_view word = rest.substr(0, rest.find(' '));
    rest.remove_prefix(word.size());
    return word;
}

/// RFC 8839 section 5.1: foundation component transport priority address port ...
media::MediaEndpoint candidateOf(std::string_view value)
{
    std::array<std::string_view, 6> words;
    for (std::string_view& word : words)
        word = takeWord(value);
    const bool isRtp = words[1] == "1";
    const auto port = base::parseDecimal<std::uint16_t>(words[5]);
    if (!isRtp || !port || !base::equalsIgnoringCase(words[2], "UDP"))
        return {};
    return endpointOf(words[4], *port);
}

std::optional<std::uint8_t> payloadTypeOf(std::string_view text)
{
    const auto number = base::parseDecimal<std::uint8_t>(text);
    return number && *number < 128 ? number : std::nullopt;
}

/// Channels stand only in the rtpmap itself.
std::uint8_t channelsOf(const sip::MediaDescription& line, std::string_view format)
{
    for (const std::string_view attribute : line.attributes) {
        auto value = valueOf(attribute, "rtpmap");
        if (!value || takeWord(*value) != format)
            continue;
        const auto map = media::parseRtpMap(*value);
        return map ? map->channels : std::uint8_t{1};
    }
    return 1;
}

std::uint16_t packetMsOf(const sip::MediaDescription& line)
{
    for (const std::string_view attribute : line.attributes) {
        if (const auto value = valueOf(attribute, "ptime"))
            return base::parseDecimal<std::uint16_t>(base::trimmed(*value)).value_or(0);
    }
    return 0;
}

void addFormats(const sip::MediaDescription& line, media::PayloadMap& formats)
{
    const std::uint16_t packetMs = packetMsOf(line);
    for (const sip::MediaFormat& format : line.formats) {
        const auto type = payloadTypeOf(format.format);
        if (type && !format.encoding.empty())
            formats.set(*type,
                        media::formatOf({format.encoding, format.clockRate, channelsOf(line, format.format),
                                         format.parameters, packetMs}));
    }
}

AnnouncedLine announcedLine(const sip::MediaDescription& line)
{
    AnnouncedLine announced;
    announced.kind = kindOf(line.media);
    if (announced.kind == media::MediaKind::Image && base::equalsIgnoringCase(line.protocol, "udptl"))
        announced.fax = media::FaxExpectation::Announced;
    announced.isEncrypted = line.protocol.find("SAVP") != std::string_view::npos;
    media::AnnouncedParty& party = announced.party;
    party.receiver = endpointOf(line.connectionAddress, line.port);
    party.sends = line.direction == sip::Direction::SendReceive || line.direction == sip::Direction::SendOnly;
    party.receives =
        line.direction == sip::Direction::SendReceive || line.direction == sip::Direction::ReceiveOnly;
    addFormats(line, party.formats);
    for (const std::string_view attribute : line.attributes) {
        const auto value = valueOf(attribute, "candidate");
        if (!value || line.port == 0 || party.candidates.size() == media::AnnouncedParty::maximumCandidates)
            continue;
        if (const media::MediaEndpoint candidate = candidateOf(*value); candidate.family != 0)
            party.candidates.push_back(candidate);
    }
    return announced;
}

} // namespace

std::vector<AnnouncedLine> announcedLines(const sip::SessionDescription& description)
{
    std::vector<AnnouncedLine> lines;
    const std::size_t count = std::min(description.media.size(), mostLines);
    lines.reserve(count);
    for (std::size_t i = 0; i < count; ++i)
        lines.push_back(announcedLine(description.media[i]));
    return lines;
}

} // namespace core::call
