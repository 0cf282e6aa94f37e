// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/call/registration_record.h"
#include "core/filter/field.h"

#include <array>
#include <vector>

namespace core::filter {

[[nodiscard]] constexpr bool isOfRegistrations(FieldId id)
{
    return id >= FieldId::RegistrationId && id <= FieldId::RegistrationGruu;
}

/// A field of registrations as one of calls: a value per binding whose newest REGISTER is of the call.
constexpr Field registrationField(FieldId id, std::string_view name, ValueType type,
                                  std::string_view description)
{
    return Field{id, Scope::Call, name, type, description, "", true, false, false};
}

/// In the order of their ids; the names behind the dot are the columns of `rhapsode-cli registrations`.
inline constexpr std::array registrationFields{
    registrationField(FieldId::RegistrationId, "registration.id", ValueType::Integer,
                      "Number of each registration of the call"),
    registrationField(FieldId::RegistrationTime, "registration.time", ValueType::Time,
                      "When each registration was first asked for"),
    registrationField(FieldId::RegistrationState, "registration.state", ValueType::Text,
                      "What became of each registration"),
    registrationField(FieldId::RegistrationAor, "registration.aor", ValueType::Text,
                      "Address of record of each registration: who is registered"),
    registrationField(FieldId::RegistrationContact, "registration.contact", ValueType::Text,
                      "Contact of each registration: where"),
    registrationField(FieldId::RegistrationUserAgent, "registration.user_agent", ValueType::Text,
                      "User-Agent of the client of each registration"),
    registrationField(FieldId::RegistrationSource, "registration.src", ValueType::Endpoint,
                      "Address and port of the client of each registration"),
    registrationField(FieldId::RegistrationDestination, "registration.dst", ValueType::Endpoint,
                      "Address and port of the registrar of each registration, or of the proxy before it"),
    registrationField(FieldId::RegistrationExpires, "registration.expires", ValueType::Time,
                      "When each registration expires, or expired"),
    registrationField(FieldId::RegistrationInterval, "registration.interval", ValueType::Duration,
                      "Time that was granted for each registration the last time"),
    registrationField(FieldId::RegistrationRefreshed, "registration.refreshed", ValueType::Time,
                      "When each registration was granted the last time"),
    registrationField(FieldId::RegistrationLastTime, "registration.last_time", ValueType::Time,
                      "When the newest message about each registration was captured"),
    registrationField(FieldId::RegistrationRefreshes, "registration.refreshes", ValueType::Integer,
                      "How often each registration was granted again while it was in force"),
    registrationField(
        FieldId::RegistrationAttempts, "registration.attempts", ValueType::Integer,
        "How often each registration was asked for; a challenge and its answer belong to one attempt"),
    registrationField(FieldId::RegistrationFailedAttempts, "registration.failed_attempts", ValueType::Integer,
                      "Attempts at each registration that came to nothing"),
    registrationField(FieldId::RegistrationFailures, "registration.failures", ValueType::Text,
                      "Kinds of what went wrong in attempts at each registration"),
    registrationField(FieldId::RegistrationLastFailure, "registration.last_failure", ValueType::Text,
                      "Kind of the newest failure of each registration"),
    registrationField(FieldId::RegistrationLastStatus, "registration.last_status", ValueType::Integer,
                      "Status of the newest failure of each registration; absent when there was no answer"),
    registrationField(FieldId::RegistrationRemovals, "registration.removals", ValueType::Integer,
                      "How often each registration was removed by the client"),
    registrationField(FieldId::RegistrationExpirations, "registration.expirations", ValueType::Integer,
                      "How often each registration ran out without a refresh"),
    registrationField(FieldId::RegistrationContactChanges, "registration.contact_changes", ValueType::Integer,
                      "How often the client of each registration replaced its contact"),
    registrationField(FieldId::RegistrationFlapping, "registration.flapping", ValueType::Boolean,
                      "Its contact changed or it came back after a removal three times within five minutes"),
    registrationField(FieldId::RegistrationInstance, "registration.instance", ValueType::Text,
                      "Instance of the client of each registration (RFC 5626)"),
    registrationField(FieldId::RegistrationRegId, "registration.reg_id", ValueType::Integer,
                      "Number of the flow of each registration (RFC 5626)"),
    registrationField(FieldId::RegistrationGruu, "registration.gruu", ValueType::Text,
                      "Public GRUU that the registrar gave each registration (RFC 5627)"),
};
static_assert(registrationFields.size() == static_cast<std::size_t>(FieldId::RegistrationGruu) -
                                               static_cast<std::size_t>(FieldId::RegistrationId) + 1);

/// Appends what a binding has: one value or none, of failures one per kind. Texts are views of the record.
void addValues(std::vector<Value>& values, FieldId id, const call::RegistrationRecord& binding);

} // namespace core::filter
