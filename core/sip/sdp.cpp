// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sip/sdp.h"

#include "core/base/ascii.h"
#include "core/sip/characters.h"

#include <algorithm>
#include <array>

namespace core::sip {

namespace {

/// An m-line with more formats is an attack or damage; payload types end at 127.
constexpr std::size_t mostFormats = 256;

struct StaticPayloadType {
    std::string_view format;
    std::string_view encoding;
    std::uint32_t clockRate;
};

/// RFC 3551 section 6, tables 4 and 5. G722 has 8000 there for historical reasons.
constexpr std::array<StaticPayloadType, 24> staticPayloadTypes = {{
    {"0", "PCMU", 8'000},   {"3", "GSM", 8'000},    {"4", "G723", 8'000},   {"5", "DVI4", 8'000},
    {"6", "DVI4", 16'000},  {"7", "LPC", 8'000},    {"8", "PCMA", 8'000},   {"9", "G722", 8'000},
    {"10", "L16", 44'100},  {"11", "L16", 44'100},  {"12", "QCELP", 8'000}, {"13", "CN", 8'000},
    {"14", "MPA", 90'000},  {"15", "G728", 8'000},  {"16", "DVI4", 11'025}, {"17", "DVI4", 22'050},
    {"18", "G729", 8'000},  {"25", "CelB", 90'000}, {"26", "JPEG", 90'000}, {"28", "nv", 90'000},
    {"31", "H261", 90'000}, {"32", "MPV", 90'000},  {"33", "MP2T", 90'000}, {"34", "H263", 90'000},
}};

/// Takes the text before the next `delimiter` off `rest`, and the delimiter.
std::string_view takeField(std::string_view& rest, char delimiter)
{
    const std::size_t end = rest.find(delimiter);
    const std::string_view field = rest.substr(0, end);
    rest.remove_prefix(end == npos ? rest.size() : end + 1);
    return field;
}

/// The next word of a line; several spaces count as one, which the grammar does not have.
std::string_view takeWord(std::string_view& rest)
{
    rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
    return takeField(rest, ' ');
}

std::optional<Direction> directionOf(std::string_view attribute)
{
    if (attribute == "sendrecv")
        return Direction::SendReceive;
    if (attribute == "sendonly")
        return Direction::SendOnly;
    if (attribute == "recvonly")
        return Direction::ReceiveOnly;
    if (attribute == "inactive")
        return Direction::Inactive;
    return std::nullopt;
}

MediaFormat formatOf(std::string_view text, std::string_view protocol)
{
    MediaFormat format{text, {}, 0, {}};
    if (protocol.find("RTP/") == npos)
        return format;
    const auto* const known =
        std::find_if(staticPayloadTypes.begin(), staticPayloadTypes.end(),
                     [text](const StaticPayloadType& type) { return type.format == text; });
    if (known != staticPayloadTypes.end()) {
        format.encoding = known->encoding;
        format.clockRate = known->clockRate;
    }
    return format;
}

/// Reads one description line by line.
class SdpReader {
public:
    explicit SdpReader(SessionDescription& description) : m_description(description) {}

    void readLine(std::string_view line);
    void finish();

private:
    void malformed() { m_description.isMalformed = true; }

    void readOrigin(std::string_view value);
    void readConnection(std::string_view value);
    void readMedia(std::string_view value);
    void readAttribute(std::string_view value);
    void readFormatAttribute(std::string_view name, std::string_view value);

    [[nodiscard]] MediaDescription* media()
    {
        return m_description.media.empty() ? nullptr : &m_description.media.back();
    }

    SessionDescription& m_description;
    Direction m_direction = Direction::SendReceive;
    bool m_hasVersion = false;
    bool m_hasMediaConnection = false;
};

void SdpReader::readLine(std::string_view line)
{
    if (line.size() < 2 || line[1] != '=') {
        malformed();
        return;
    }
    const std::string_view value = line.substr(2);
    switch (line[0]) {
    case 'v':
        m_hasVersion = m_hasVersion || value == "0";
        break;
    case 'o':
        readOrigin(value);
        break;
    case 's':
        m_description.sessionName = value;
        break;
    case 'c':
        readConnection(value);
        break;
    case 'm':
        readMedia(value);
        break;
    case 'a':
        readAttribute(value);
        break;
    case 'b':
    case 'e':
    case 'i':
    case 'k':
    case 'p':
    case 'r':
    case 't':
    case 'u':
    case 'y': // GB/T 28181 devices send their SSRC so, and f= their formats
    case 'f':
    case 'z':
        break;
    default:
        malformed();
    }
}

void SdpReader::finish()
{
    if (!m_hasVersion)
        malformed();
}

/// RFC 8866 section 5.2: username sess-id sess-version nettype addrtype unicast-address
void SdpReader::readOrigin(std::string_view value)
{
    m_description.origin = value;
    std::string_view rest = value;
    takeWord(rest);
    takeWord(rest);
    m_description.sessionVersion = takeWord(rest);
    takeWord(rest);
    takeWord(rest);
    m_description.originAddress = takeWord(rest);
    if (m_description.originAddress.empty())
        malformed();
}

/// RFC 8866 section 5.7: nettype addrtype connection-address, the address with "/ttl" for multicast.
void SdpReader::readConnection(std::string_view value)
{
    std::string_view rest = value;
    takeWord(rest);
    takeWord(rest);
    std::string_view word = takeWord(rest);
    const std::string_view address = takeField(word, '/');
    if (address.empty()) {
        malformed();
        return;
    }
    if (MediaDescription* const current = media(); current == nullptr) {
        m_description.connectionAddress = address;
    } else if (!m_hasMediaConnection) { // several are layers of one stream; the first is the base
        current->connectionAddress = address;
        m_hasMediaConnection = true;
    }
}

/// RFC 8866 section 5.14: media port["/" count] proto fmt...
void SdpReader::readMedia(std::string_view value)
{
    MediaDescription description;
    std::string_view rest = value;
    description.media = takeWord(rest);
    std::string_view portText = takeWord(rest);
    const std::optional<std::uint16_t> port = base::parseDecimal<std::uint16_t>(takeField(portText, '/'));
    description.port = port.value_or(0);
    description.protocol = takeWord(rest);
    description.connectionAddress = m_description.connectionAddress;
    description.direction = m_direction;
    for (std::string_view format = takeWord(rest); !format.empty(); format = takeWord(rest)) {
        if (description.formats.size() == mostFormats) {
            malformed();
            break;
        }
        description.formats.push_back(formatOf(format, description.protocol));
    }
    if (!port || description.protocol.empty() || description.formats.empty())
        malformed();
    m_hasMediaConnection = false;
    m_description.media.push_back(std::move(description));
}

void SdpReader::readAttribute(std::string_view value)
{
    MediaDescription* const current = media();
    (current == nullptr ? m_description.attributes : current->attributes).push_back(value);
    if (const std::optional<Direction> direction = directionOf(base::trimmed(value)))
        (current == nullptr ? m_direction : current->direction) = *direction;
    std::string_view rest = value;
    const std::string_view name = takeField(rest, ':');
    if (name == "rtpmap" || name == "fmtp")
        readFormatAttribute(name, rest);
}

/// RFC 8866 section 6.6: rtpmap:96 opus/48000/2, and section 6.15: fmtp:96 useinbandfec=1
void SdpReader::readFormatAttribute(std::string_view name, std::string_view value)
{
    MediaDescription* const current = media();
    std::string_view rest = value;
    const std::string_view format = takeWord(rest);
    if (current == nullptr || format.empty()) {
        malformed();
        return;
    }
    const auto found =
        std::find_if(current->formats.begin(), current->formats.end(),
                     [format](const MediaFormat& candidate) { return candidate.format == format; });
    if (found == current->formats.end())
        return; // it names a format that is not on offer: of no effect
    if (name == "fmtp") {
        found->parameters = base::trimmed(rest);
        return;
    }
    std::string_view map = takeWord(rest);
    found->encoding = takeField(map, '/');
    const std::optional<std::uint32_t> clockRate = base::parseDecimal<std::uint32_t>(takeField(map, '/'));
    found->clockRate = clockRate.value_or(0);
    if (found->encoding.empty() || !clockRate)
        malformed();
}

} // namespace

SessionDescription SessionDescription::parse(std::string_view text)
{
    SessionDescription description;
    SdpReader reader(description);
    std::string_view rest = text;
    while (!rest.empty()) {
        // RFC 8866 section 5: lines end in CRLF, and readers take LF alone too.
        std::string_view line = takeField(rest, '\n');
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        if (!line.empty())
            reader.readLine(line);
    }
    reader.finish();
    return description;
}

std::string_view name(Direction direction)
{
    switch (direction) {
    case Direction::SendOnly:
        return "sendonly";
    case Direction::ReceiveOnly:
        return "recvonly";
    case Direction::Inactive:
        return "inactive";
    case Direction::SendReceive:
        break;
    }
    return "sendrecv";
}

} // namespace core::sip
