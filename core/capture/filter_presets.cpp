// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/filter_presets.h"

#include <algorithm>
#include <array>

namespace core::capture {
namespace {

const std::string sipPorts = "port 5060 or port 5061";
/// IPv4 with a fragment offset, and IPv6 with a fragment header.
const std::string fragments = "(ip[6:2] & 0x1fff != 0) or (ip6 proto 44)";
/// Version 2 in the first byte behind the UDP header (RFC 3550, 5.1); libpcap cannot index UDP within IPv6.
const std::string rtp = "(udp[8] & 0xc0 = 0x80) or (ip6 proto 17 and ip6[48] & 0xc0 = 0x80)";

/// From the word vlan on, libpcap looks for everything four bytes further back: what is untagged comes first,
/// and each further tag stands within the one before.
std::string untaggedOrTagged(const std::string& expression)
{
    const std::string inner = "(" + expression + ")";
    return inner + " or (vlan and (" + inner + " or (vlan and " + inner + ")))";
}

FilterPreset only(std::string_view name, std::string_view title, const std::string& wanted)
{
    const std::string whole = wanted + " or " + fragments;
    return {name, title, untaggedOrTagged(whole), whole};
}

FilterPreset allBut(std::string_view name, std::string_view title, const std::string& unwanted)
{
    return {name, title, "not (" + untaggedOrTagged(unwanted) + ")", "not (" + unwanted + ")"};
}

} // namespace

std::span<const FilterPreset> filterPresets()
{
    static const std::array presets{
        only("sip", "SIP on ports 5060 and 5061", sipPorts),
        only("sip-rtp", "SIP and RTP", sipPorts + " or " + rtp),
        allBut("not-ssh", "Everything but ssh", "tcp port 22"),
    };
    return presets;
}

const FilterPreset* findFilterPreset(std::string_view name)
{
    const auto presets = filterPresets();
    const auto found = std::find_if(presets.begin(), presets.end(),
                                    [name](const FilterPreset& preset) { return preset.name == name; });
    return found == presets.end() ? nullptr : &*found;
}

std::string withoutTags(std::string expression)
{
    for (const FilterPreset& preset : filterPresets()) {
        const std::size_t place = expression.find(preset.expression);
        if (place != std::string::npos)
            expression.replace(place, preset.expression.size(), preset.untagged);
    }
    return expression;
}

} // namespace core::capture
