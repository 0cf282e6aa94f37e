// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/filter/sdp_values.h"

#include "core/sip/message.h"
#include "core/sip/sdp.h"

#include <algorithm>
#include <utility>

namespace core::filter {
namespace {

Value textOrNone(std::string_view text)
{
    return text.empty() ? Value{} : Value{text};
}

void addValueOfMedia(std::vector<Value>& values, FieldId id, const sip::MediaDescription& media)
{
    switch (id) {
    case FieldId::SdpMedia:
        values.push_back(textOrNone(media.media));
        break;
    case FieldId::SdpCodec:
        for (const sip::MediaFormat& format : media.formats)
            values.push_back(textOrNone(format.encoding));
        break;
    case FieldId::SdpAddress:
        values.push_back(textOrNone(media.connectionAddress));
        break;
    case FieldId::SdpPort:
        values.emplace_back(std::int64_t{media.port});
        break;
    case FieldId::SdpProtocol:
        values.push_back(textOrNone(media.protocol));
        break;
    default:
        values.emplace_back(sip::name(media.direction));
    }
}

} // namespace

std::vector<Value> valuesOfSdp(FieldId id, const sip::Message& message)
{
    std::vector<Value> all;
    if (!message.hasSdp())
        return all;
    const auto session = sip::SessionDescription::parse(message.sdpBody());
    if (id == FieldId::SdpAddress)
        all.push_back(textOrNone(session.connectionAddress));
    for (const sip::MediaDescription& media : session.media)
        addValueOfMedia(all, id, media);
    std::vector<Value> once;
    for (Value& value : all) {
        const bool isKnown = std::find(once.begin(), once.end(), value) != once.end();
        if (!isKnown && !std::holds_alternative<std::monostate>(value))
            once.push_back(std::move(value));
    }
    return once;
}

} // namespace core::filter
