// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/rows.h"

namespace core::session {
namespace {

constexpr std::array<std::string_view, frameFateCount> fateNames{
    "sip-message", "sip-part",     "keep-alive",      "other-payload",  "hep-other",         "hep-malformed",
    "tcp-control", "tcp-repeated", "held-incomplete", "other-protocol", "unknown-link-type", "malformed",
};

} // namespace

std::string_view name(FrameFate fate)
{
    const auto index = static_cast<std::size_t>(fate);
    return index < fateNames.size() ? fateNames.at(index) : std::string_view{"unknown"};
}

} // namespace core::session
