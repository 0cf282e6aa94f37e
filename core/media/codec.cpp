// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/codec.h"

#include "core/base/ascii.h"

#include <algorithm>
#include <array>

namespace core::media {
namespace {

struct Name {
    std::string_view text;
    Codec codec;
};

constexpr std::array names{
    Name{"PCMU", Codec::Pcmu},
    Name{"PCMA", Codec::Pcma},
    Name{"G722", Codec::G722},
    Name{"G7221", Codec::G7221},
    Name{"G723", Codec::G723},
    Name{"G726-16", Codec::G726},
    Name{"G726-24", Codec::G726},
    Name{"G726-32", Codec::G726},
    Name{"G726-40", Codec::G726},
    Name{"AAL2-G726-32", Codec::G726},
    Name{"G721", Codec::G726},
    Name{"G728", Codec::G728},
    Name{"G729", Codec::G729},
    Name{"G729D", Codec::G729},
    Name{"G729E", Codec::G729},
    Name{"GSM", Codec::Gsm},
    Name{"GSM-EFR", Codec::GsmEfr},
    Name{"GSM-HR-08", Codec::GsmHr},
    Name{"iLBC", Codec::Ilbc},
    Name{"AMR", Codec::Amr},
    Name{"AMR-WB", Codec::AmrWb},
    Name{"EVS", Codec::Evs},
    Name{"opus", Codec::Opus},
    Name{"speex", Codec::Speex},
    Name{"SILK", Codec::Silk},
    Name{"L16", Codec::L16},
    Name{"QCELP", Codec::Qcelp},
    Name{"DVI4", Codec::Dvi4},
    Name{"LPC", Codec::Lpc},
    Name{"MPA", Codec::OtherAudio},
    Name{"L8", Codec::OtherAudio},
    Name{"L24", Codec::OtherAudio},
    Name{"VDVI", Codec::OtherAudio},
    Name{"MPEG4-GENERIC", Codec::OtherAudio},
    Name{"MP4A-LATM", Codec::OtherAudio},
    Name{"1016", Codec::OtherAudio},
    Name{"telephone-event", Codec::TelephoneEvent},
    Name{"tone", Codec::TelephoneEvent},
    Name{"CN", Codec::ComfortNoise},
    Name{"red", Codec::Redundancy},
    Name{"ulpfec", Codec::Redundancy},
    Name{"t140", Codec::Text},
    Name{"t38", Codec::T38},
    Name{"CelB", Codec::Video},
    Name{"JPEG", Codec::Video},
    Name{"nv", Codec::Video},
    Name{"H261", Codec::Video},
    Name{"MPV", Codec::Video},
    Name{"MP2T", Codec::Video},
    Name{"H263", Codec::Video},
    Name{"H263-1998", Codec::Video},
    Name{"H263-2000", Codec::Video},
    Name{"H264", Codec::Video},
    Name{"H265", Codec::Video},
    Name{"VP8", Codec::Video},
    Name{"VP9", Codec::Video},
    Name{"AV1", Codec::Video},
    Name{"rtx", Codec::Video},
    Name{"MP4V-ES", Codec::Video},
};

} // namespace

Codec codecOf(std::string_view encodingName)
{
    const auto place = std::find_if(names.begin(), names.end(), [encodingName](const Name& name) {
        return base::equalsIgnoringCase(name.text, encodingName);
    });
    return place == names.end() ? Codec::Unknown : place->codec;
}

bool isAudible(Codec codec)
{
    return codec >= Codec::Pcmu && codec <= Codec::OtherAudio;
}

} // namespace core::media
