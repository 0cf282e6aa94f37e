// SPDX-License-Identifier: GPL-3.0-or-later
// Stands in for what follows calls, registrations and offers of media where an import is measured without it:
// takes every message and makes nothing of it. See bench_import.cpp.
#include "core/call/call_tracker.h"
#include "core/call/media_offers.h"
#include "core/call/registration_tracker.h"

namespace core::call {

class CallTracker::Implementation {};

CallTracker::CallTracker(base::CallKey /*lastUsedKey*/, CallArchive* /*archive*/, TrackerLimits /*limits*/) {}

CallTracker::~CallTracker() = default;
CallTracker::CallTracker(CallTracker&&) noexcept = default;
CallTracker& CallTracker::operator=(CallTracker&&) noexcept = default;

MessageTrack CallTracker::track(const sip::Message& /*message*/, const MessageContext& /*context*/)
{
    return {};
}

void CallTracker::advance(base::Timestamp /*arrived*/) {}

void CallTracker::takeChanged(const std::function<void(const CallRecord&)>& /*visit*/) {}

base::CallKey CallTracker::find(std::string_view /*callId*/) const
{
    return {};
}

void CallTracker::skipThrough(base::CallKey /*key*/) {}

base::CallKey CallTracker::lastKey() const
{
    return {};
}

std::size_t CallTracker::callsInMemory() const
{
    return 0;
}

std::uint64_t CallTracker::callsEvictedEarly() const
{
    return 0;
}

void RegistrationTracker::restore(RegistrationRecord /*record*/) {}

void RegistrationTracker::take(const sip::Message& /*message*/, const MessageTrack& /*track*/,
                               const MessageContext& /*context*/)
{
}

void RegistrationTracker::advance(base::Timestamp /*arrived*/) {}

void MediaOffers::take(const sip::Message& /*message*/, base::CallKey /*key*/) {}

std::optional<std::size_t> MediaOffers::senderOf(const sip::Message& /*message*/, base::CallKey /*key*/) const
{
    return std::nullopt;
}

std::vector<media::AnnouncedMedia> MediaOffers::takeNews()
{
    return {};
}

} // namespace core::call
