// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/filter/registration_fields.h"

#include <utility>

namespace core::filter {
namespace {

Value textOrNothing(std::string_view text)
{
    return text.empty() ? Value{} : Value{text};
}

Value timeOrNothing(const std::optional<base::Timestamp>& time)
{
    return time ? Value{base::toNanoseconds(*time)} : Value{};
}

Value endpointOrNothing(const net::Endpoint& endpoint)
{
    return endpoint == net::Endpoint{} ? Value{} : Value{endpoint};
}

Value valueOf(FieldId id, const call::RegistrationRecord& binding)
{
    switch (id) {
    case FieldId::RegistrationId:
        return binding.id;
    case FieldId::RegistrationTime:
        return base::toNanoseconds(binding.firstTime);
    case FieldId::RegistrationState:
        return name(binding.state);
    case FieldId::RegistrationAor:
        return textOrNothing(binding.aor);
    case FieldId::RegistrationContact:
        return textOrNothing(binding.contact);
    case FieldId::RegistrationUserAgent:
        return textOrNothing(binding.userAgent);
    case FieldId::RegistrationSource:
        return endpointOrNothing(binding.path.source);
    case FieldId::RegistrationDestination:
        return endpointOrNothing(binding.path.destination);
    case FieldId::RegistrationExpires:
        return timeOrNothing(binding.expires);
    case FieldId::RegistrationInterval:
        return binding.interval ? Value{binding.interval->count()} : Value{};
    case FieldId::RegistrationRefreshed:
        return timeOrNothing(binding.refreshed);
    case FieldId::RegistrationLastTime:
        return base::toNanoseconds(binding.lastTime);
    case FieldId::RegistrationRefreshes:
        return std::int64_t{binding.refreshes};
    case FieldId::RegistrationAttempts:
        return std::int64_t{binding.attempts};
    case FieldId::RegistrationFailedAttempts:
        return std::int64_t{binding.failedAttempts};
    case FieldId::RegistrationLastFailure:
        return binding.lastFailure ? Value{name(*binding.lastFailure)} : Value{};
    case FieldId::RegistrationLastStatus:
        return binding.lastFailure && binding.lastFailureStatus != 0
                   ? Value{std::int64_t{binding.lastFailureStatus}}
                   : Value{};
    case FieldId::RegistrationRemovals:
        return std::int64_t{binding.removals};
    case FieldId::RegistrationExpirations:
        return std::int64_t{binding.expirations};
    case FieldId::RegistrationContactChanges:
        return std::int64_t{binding.contactChanges};
    case FieldId::RegistrationFlapping:
        return std::int64_t{binding.isFlapping};
    case FieldId::RegistrationInstance:
        return textOrNothing(binding.instance);
    case FieldId::RegistrationRegId:
        return binding.regId ? Value{std::int64_t{*binding.regId}} : Value{};
    case FieldId::RegistrationGruu:
        return textOrNothing(binding.gruu);
    default:
        return {};
    }
}

} // namespace

void addValues(std::vector<Value>& values, FieldId id, const call::RegistrationRecord& binding)
{
    if (id == FieldId::RegistrationFailures) {
        for (std::size_t kind = 0; kind < binding.failures.size(); ++kind) {
            if (binding.failures[kind] != 0)
                values.emplace_back(name(static_cast<call::RegistrationFailure>(kind)));
        }
        return;
    }
    if (Value value = valueOf(id, binding); !std::holds_alternative<std::monostate>(value))
        values.push_back(std::move(value));
}

} // namespace core::filter
