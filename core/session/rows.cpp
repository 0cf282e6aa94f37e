// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/rows.h"

#include <algorithm>
#include <array>

namespace core::session {
namespace {

constexpr std::array<std::string_view, frameFateCount> fateNames{
    "sip-message",       "sip-part",    "keep-alive", "other-payload", "hep-other",
    "hep-malformed",     "tcp-control", "repeated",   "incomplete",    "other-protocol",
    "unknown-link-type", "malformed",   "tcp-gap",    "undecryptable", "lost-from-file",
};

constexpr std::array<std::string_view, frameFateCount> fateSentences{
    "SIP message",
    "part of a SIP message",
    "keep-alive",
    "other payload",
    "HEP without SIP",
    "broken HEP",
    "TCP without data",
    "repeated",
    "incomplete",
    "other protocol",
    "unknown link type or EtherType",
    "malformed",
    "SIP over TCP behind a gap",
    "encrypted",
    "lost from the damaged file",
};

constexpr std::array ranking{
    FrameFate::SipMessage,    FrameFate::SipPart,         FrameFate::HepOther,      FrameFate::HepMalformed,
    FrameFate::KeepAlive,     FrameFate::OtherPayload,    FrameFate::Undecryptable, FrameFate::Malformed,
    FrameFate::TcpGap,        FrameFate::Incomplete,      FrameFate::Repeated,      FrameFate::TcpControl,
    FrameFate::OtherProtocol, FrameFate::UnknownLinkType, FrameFate::LostFromFile,
};
static_assert(ranking.size() == frameFateCount);

} // namespace

std::string_view name(FrameFate fate)
{
    const auto index = static_cast<std::size_t>(fate);
    return index < fateNames.size() ? fateNames.at(index) : std::string_view{"unknown"};
}

std::string_view sentence(FrameFate fate)
{
    const auto index = static_cast<std::size_t>(fate);
    return index < fateSentences.size() ? fateSentences.at(index) : std::string_view{"unknown"};
}

int rank(FrameFate fate)
{
    return static_cast<int>(std::find(ranking.begin(), ranking.end(), fate) - ranking.begin());
}

bool isNotUnderstood(FrameFate fate)
{
    return fate == FrameFate::UnknownLinkType || fate == FrameFate::Malformed ||
           fate == FrameFate::HepMalformed;
}

std::uint64_t SourceRow::count(FrameFate fate) const
{
    std::uint64_t sum = 0;
    for (const FrameTally& tally : tallies)
        sum += tally.fate == fate ? tally.frames : 0;
    return sum;
}

std::uint64_t SourceRow::accounted() const
{
    std::uint64_t sum = droppedByQueue + refused;
    for (const FrameTally& tally : tallies)
        sum += tally.frames;
    return sum;
}

} // namespace core::session
