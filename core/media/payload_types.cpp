// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/payload_types.h"

#include "core/base/ascii.h"

#include <algorithm>
#include <charconv>

namespace core::media {
namespace {

struct StaticType {
    std::uint8_t payloadType;
    std::string_view name;
    std::uint32_t clockRate;
    std::uint8_t channels;
};

/// RFC 3551 tables 4 and 5, with those that earlier RFCs had assigned.
constexpr std::array staticTypes{
    StaticType{0, "PCMU", 8000, 1},   StaticType{1, "1016", 8000, 1},   StaticType{2, "G721", 8000, 1},
    StaticType{3, "GSM", 8000, 1},    StaticType{4, "G723", 8000, 1},   StaticType{5, "DVI4", 8000, 1},
    StaticType{6, "DVI4", 16000, 1},  StaticType{7, "LPC", 8000, 1},    StaticType{8, "PCMA", 8000, 1},
    StaticType{9, "G722", 8000, 1},   StaticType{10, "L16", 44100, 2},  StaticType{11, "L16", 44100, 1},
    StaticType{12, "QCELP", 8000, 1}, StaticType{13, "CN", 8000, 1},    StaticType{14, "MPA", 90000, 1},
    StaticType{15, "G728", 8000, 1},  StaticType{16, "DVI4", 11025, 1}, StaticType{17, "DVI4", 22050, 1},
    StaticType{18, "G729", 8000, 1},  StaticType{19, "CN", 8000, 1},    StaticType{25, "CelB", 90000, 1},
    StaticType{26, "JPEG", 90000, 1}, StaticType{28, "nv", 90000, 1},   StaticType{31, "H261", 90000, 1},
    StaticType{32, "MPV", 90000, 1},  StaticType{33, "MP2T", 90000, 1}, StaticType{34, "H263", 90000, 1},
};

constexpr std::uint32_t greatestClockRate = 192'000;

/// "mode=20" or "ptime" of a codec whose packets have one length only.
std::uint16_t packetMsOf(Codec codec, std::string_view parameters)
{
    // RFC 3952 section 4.2: iLBC has frames of 20 or 30 ms, 30 where fmtp does not say.
    if (codec == Codec::Ilbc)
        return parameters.find("mode=20") != std::string_view::npos ? 20 : 30;
    return 0;
}

std::optional<std::uint32_t> number(std::string_view text)
{
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

/// The text up to the next slash, which is taken off `rest`.
std::string_view nextPart(std::string_view& rest)
{
    const std::size_t slash = rest.find('/');
    const std::string_view part = rest.substr(0, slash);
    rest.remove_prefix(slash == std::string_view::npos ? rest.size() : slash + 1);
    return part;
}

} // namespace

ShortText::ShortText(std::string_view text)
{
    m_size = static_cast<std::uint8_t>(std::min(text.size(), capacity));
    std::copy_n(text.begin(), m_size, m_characters.begin());
}

std::optional<PayloadFormat> staticFormat(std::uint8_t payloadType)
{
    const auto place = std::lower_bound(
        staticTypes.begin(), staticTypes.end(), payloadType,
        [](const StaticType& type, std::uint8_t wanted) { return type.payloadType < wanted; });
    if (place == staticTypes.end() || place->payloadType != payloadType)
        return std::nullopt;
    return PayloadFormat{codecOf(place->name), place->channels, 0, place->clockRate, ShortText{place->name}};
}

PayloadFormat formatOf(const RtpMap& map)
{
    PayloadFormat format;
    format.codec = codecOf(map.encoding);
    format.channels = std::max<std::uint8_t>(map.channels, 1);
    format.clockRate = map.clockRate <= greatestClockRate ? map.clockRate : 0;
    format.name = ShortText{map.encoding};
    format.packetMs = map.packetMs != 0 ? map.packetMs : packetMsOf(format.codec, map.parameters);
    if (format.codec == Codec::G722)
        format.clockRate = 8000;
    if (format.codec == Codec::Opus)
        format.clockRate = 48000;
    return format;
}

std::optional<RtpMap> parseRtpMap(std::string_view value)
{
    std::string_view rest = base::trimmed(value);
    RtpMap map;
    map.encoding = nextPart(rest);
    const auto clockRate = number(base::trimmed(nextPart(rest)));
    if (map.encoding.empty() || !clockRate)
        return std::nullopt;
    map.clockRate = *clockRate;
    const auto channels = number(base::trimmed(rest));
    if (channels && *channels > 0 && *channels < 256)
        map.channels = static_cast<std::uint8_t>(*channels);
    return map;
}

void PayloadMap::set(std::uint8_t payloadType, const PayloadFormat& format)
{
    const auto place = std::find_if(m_entries.begin(), m_entries.end(), [payloadType](const Entry& entry) {
        return entry.payloadType == payloadType;
    });
    if (place != m_entries.end())
        place->format = format;
    else if (m_entries.size() < capacity)
        m_entries.push_back({payloadType, format});
}

void PayloadMap::add(const PayloadMap& other)
{
    for (const Entry& entry : other.m_entries)
        set(entry.payloadType, entry.format);
}

const PayloadMap::Entry* PayloadMap::entryOf(std::uint8_t payloadType) const
{
    const auto place = std::find_if(m_entries.begin(), m_entries.end(), [payloadType](const Entry& entry) {
        return entry.payloadType == payloadType;
    });
    return place == m_entries.end() ? nullptr : &*place;
}

std::optional<PayloadFormat> PayloadMap::find(std::uint8_t payloadType) const
{
    if (const Entry* const mentioned = entryOf(payloadType))
        return mentioned->format;
    return staticFormat(payloadType);
}

std::string PayloadMap::names(const PayloadMap* other) const
{
    std::string text;
    for (const Entry& entry : m_entries) {
        const auto isSame = [&entry](const Entry& there) {
            return there.format.clockRate == entry.format.clockRate &&
                   base::equalsIgnoringCase(there.format.name.view(), entry.format.name.view());
        };
        if (other != nullptr && std::none_of(other->m_entries.begin(), other->m_entries.end(), isSame))
            continue;
        text += text.empty() ? "" : " ";
        text += entry.format.name.view();
    }
    return text;
}

std::uint32_t PayloadMap::commonClockRate() const
{
    std::uint32_t common = 0;
    for (const Entry& entry : m_entries) {
        const PayloadFormat& format = entry.format;
        if (format.codec == Codec::TelephoneEvent || format.codec == Codec::ComfortNoise)
            continue;
        if (common != 0 && format.clockRate != common)
            return 0;
        common = format.clockRate;
    }
    return common;
}

bool PayloadMap::contains(std::uint8_t payloadType) const
{
    return entryOf(payloadType) != nullptr;
}

} // namespace core::media
