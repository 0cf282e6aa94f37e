// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hep/hep_packet.h"

#include <algorithm>
#include <array>

namespace core::hep {
namespace {

struct Entry {
    std::uint8_t number;
    std::string_view name;
};

/// The specification's table, and what senders use beyond it.
constexpr std::array table{
    Entry{0, "unknown"},
    Entry{1, "sip"},
    Entry{2, "xmpp"},
    Entry{3, "sdp"},
    Entry{4, "rtp"},
    Entry{5, "rtcp-json"},
    Entry{6, "mgcp"},
    Entry{7, "megaco"},
    Entry{8, "m2ua"},
    Entry{9, "m3ua"},
    Entry{10, "iax"},
    Entry{11, "h322"},
    Entry{12, "h321"},
    Entry{13, "m2pa"},
    Entry{32, "rtp-statistics"},
    Entry{34, "rtp-report-full"},
    Entry{35, "rtp-report"},
    Entry{38, "ipfix"},
    Entry{50, "sip-json"},
    Entry{53, "dns-json"},
    Entry{54, "isup-json"},
    Entry{55, "rtsp-json"},
    Entry{56, "diameter-json"},
    Entry{57, "map-json"},
    Entry{58, "rtcp-pion"},
    Entry{60, "cdr"},
    Entry{61, "media-control"},
    Entry{81, "cdr-other"},
    Entry{87, "management"},
    Entry{88, "rest"},
    Entry{89, "net-trace"},
    Entry{96, "control"},
    Entry{99, "rtcp-xr"},
    Entry{100, "log"},
    Entry{101, "json"},
};

} // namespace

std::string name(PayloadType type)
{
    const auto number = static_cast<std::uint8_t>(type);
    const auto entry = std::ranges::find(table, number, &Entry::number);
    return entry != table.end() ? std::string{entry->name} : "type-" + std::to_string(number);
}

} // namespace core::hep
