// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/call/registration_record.h"

#include "core/base/ascii.h"

#include <algorithm>

namespace core::call {
namespace {

constexpr std::array<std::string_view, registrationStateCount> registrationStates{
    "trying", "registered", "unregistered", "expired", "failed"};
constexpr std::array<std::string_view, registrationFailureCount> registrationFailures{
    "wrong-user",           "forbidden",   "wrong-credentials",
    "wrong-realm",          "stale-nonce", "too-brief",
    "challenge-unanswered", "no-answer",   "other"};

} // namespace

std::string_view name(RegistrationState state)
{
    return registrationStates[static_cast<std::size_t>(state)];
}

std::string_view name(RegistrationFailure failure)
{
    return registrationFailures[static_cast<std::size_t>(failure)];
}

std::string RegistrationRecord::failuresText() const
{
    std::string text;
    for (std::size_t kind = 0; kind < failures.size(); ++kind) {
        if (failures[kind] == 0)
            continue;
        text += text.empty() ? "" : ",";
        text += registrationFailures[kind];
        text += ':' + std::to_string(failures[kind]);
    }
    return text;
}

void RegistrationRecord::readFailures(std::string_view text)
{
    while (!text.empty()) {
        const std::string_view part = text.substr(0, text.find(','));
        text.remove_prefix(std::min(text.size(), part.size() + 1));
        const std::size_t colon = std::min(part.find(':'), part.size());
        const auto kind =
            std::find(registrationFailures.begin(), registrationFailures.end(), part.substr(0, colon));
        const auto count = base::parseDecimal<std::uint32_t>(part.substr(std::min(part.size(), colon + 1)));
        if (kind != registrationFailures.end() && count)
            failures[static_cast<std::size_t>(kind - registrationFailures.begin())] = *count;
    }
}

} // namespace core::call
