// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/call/call_record.h"

#include <array>
#include <cstddef>

namespace core::call {
namespace {

// Position is the stored number.
constexpr std::array<std::string_view, callTypeCount> typeNames{
    "other", "call", "registration", "subscription", "message", "options", "publication",
};

constexpr std::array<std::string_view, callStateCount> stateNames{
    "unknown",  "calling", "ringing",    "in-call",      "completed", "cancelled", "rejected",   "failed",
    "diverted", "trying",  "registered", "unregistered", "expired",   "active",    "terminated", "answered",
};

// Nobody has no name: lists leave the field empty.
constexpr std::array<std::string_view, endedByCount> endedByNames{"", "caller", "called", "timeout"};

template <typename Enum, std::size_t count>
std::string_view nameIn(const std::array<std::string_view, count>& names, Enum value)
{
    const auto index = static_cast<std::size_t>(value);
    return index < count ? names[index] : std::string_view{};
}

template <typename Enum, std::size_t count>
std::optional<Enum> parseIn(const std::array<std::string_view, count>& names, std::string_view text)
{
    for (std::size_t index = 0; index < count; ++index) {
        if (names[index] == text)
            return static_cast<Enum>(index);
    }
    return std::nullopt;
}

} // namespace

std::string_view name(CallType type)
{
    return nameIn(typeNames, type);
}

std::optional<CallType> parseCallType(std::string_view name)
{
    return parseIn<CallType>(typeNames, name);
}

std::string_view name(CallState state)
{
    return nameIn(stateNames, state);
}

std::optional<CallState> parseCallState(std::string_view name)
{
    return parseIn<CallState>(stateNames, name);
}

std::string_view name(EndedBy endedBy)
{
    return nameIn(endedByNames, endedBy);
}

std::optional<EndedBy> parseEndedBy(std::string_view name)
{
    return parseIn<EndedBy>(endedByNames, name);
}

bool isFinished(CallState state)
{
    switch (state) {
    case CallState::Unknown:
    case CallState::Calling:
    case CallState::Ringing:
    case CallState::InCall:
    case CallState::Trying:
    case CallState::Registered:
    case CallState::Active:
        return false;
    case CallState::Completed:
    case CallState::Cancelled:
    case CallState::Rejected:
    case CallState::Failed:
    case CallState::Diverted:
    case CallState::Unregistered:
    case CallState::Expired:
    case CallState::Terminated:
    case CallState::Answered:
        break;
    }
    return true;
}

} // namespace core::call
