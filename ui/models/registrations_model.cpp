// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/registrations_model.h"

#include "ui/adapt/text.h"

#include <QStringList>

#include <array>
#include <cstddef>
#include <optional>
#include <utility>

namespace ui::models {
namespace {

using core::call::RegistrationFailure;
using core::call::RegistrationRecord;
using core::call::RegistrationState;

using R = const RegistrationRecord&;
using Zone = adapt::Zone;
using Number = std::optional<double>;

using BindingColumn = RowColumn<RegistrationRecord>;

QString bindingStateWord(RegistrationState state)
{
    switch (state) {
    case RegistrationState::Trying:
        return RegistrationsModel::tr("trying");
    case RegistrationState::Registered:
        return RegistrationsModel::tr("registered");
    case RegistrationState::Unregistered:
        return RegistrationsModel::tr("unregistered");
    case RegistrationState::Expired:
        return RegistrationsModel::tr("expired");
    case RegistrationState::Failed:
        break;
    }
    return RegistrationsModel::tr("failed");
}

QString failureWord(RegistrationFailure failure)
{
    switch (failure) {
    case RegistrationFailure::WrongUser:
        return RegistrationsModel::tr("wrong user");
    case RegistrationFailure::Forbidden:
        return RegistrationsModel::tr("forbidden");
    case RegistrationFailure::WrongCredentials:
        return RegistrationsModel::tr("wrong credentials");
    case RegistrationFailure::WrongRealm:
        return RegistrationsModel::tr("wrong realm");
    case RegistrationFailure::StaleNonce:
        return RegistrationsModel::tr("stale nonce");
    case RegistrationFailure::IntervalTooBrief:
        return RegistrationsModel::tr("interval too brief");
    case RegistrationFailure::ChallengeUnanswered:
        return RegistrationsModel::tr("challenge unanswered");
    case RegistrationFailure::NoAnswer:
        return RegistrationsModel::tr("no answer");
    case RegistrationFailure::Other:
        break;
    }
    return RegistrationsModel::tr("other");
}

/// "3 × wrong credentials, 1 × stale nonce"
QString failuresOf(R record)
{
    QStringList texts;
    for (std::size_t kind = 0; kind < record.failures.size(); ++kind) {
        if (record.failures[kind] != 0)
            texts.append(QStringLiteral("%1 × %2").arg(adapt::count(record.failures[kind]),
                                                       failureWord(static_cast<RegistrationFailure>(kind))));
    }
    return texts.join(QStringLiteral(", "));
}

Number secondsOf(const std::optional<core::base::Timestamp>& time)
{
    return time ? Number(std::chrono::duration<double>{time->time_since_epoch()}.count()) : std::nullopt;
}

QString timeText(const std::optional<core::base::Timestamp>& time, Zone zone)
{
    return time ? adapt::timeOfDay(*time, zone) : QString();
}

template <auto Member>
Number countOf(R record)
{
    return static_cast<double>(record.*Member);
}

constexpr int bindingStateColumn = 3;

constexpr std::array bindingColumns{
    BindingColumn{QT_TRANSLATE_NOOP("ui::models::RegistrationsModel", "No."), 48,
                  [](R r) -> Number { return static_cast<double>(r.id); }, nullptr},
    BindingColumn{QT_TRANSLATE_NOOP("ui::models::RegistrationsModel", "Address of record"), 190, nullptr,
                  [](R r, Zone) { return adapt::text(r.aor); }},
    BindingColumn{QT_TRANSLATE_NOOP("ui::models::RegistrationsModel", "Contact"), 210, nullptr,
                  [](R r, Zone) { return adapt::text(r.contact); }},
    BindingColumn{QT_TRANSLATE_NOOP("ui::models::RegistrationsModel", "State"), 90, nullptr,
                  [](R r, Zone) { return bindingStateWord(r.state); }},
    BindingColumn{QT_TRANSLATE_NOOP("ui::models::RegistrationsModel", "First seen"), 96,
                  [](R r) { return secondsOf(r.firstTime); },
                  [](R r, Zone zone) { return adapt::timeOfDay(r.firstTime, zone); }, 0, true},
    BindingColumn{QT_TRANSLATE_NOOP("ui::models::RegistrationsModel", "Granted"), 96,
                  [](R r) { return secondsOf(r.refreshed); },
                  [](R r, Zone zone) { return timeText(r.refreshed, zone); }, 0, true},
    BindingColumn{QT_TRANSLATE_NOOP("ui::models::RegistrationsModel", "Expires"), 96,
                  [](R r) { return secondsOf(r.expires); },
                  [](R r, Zone zone) { return timeText(r.expires, zone); }, 0, true},
    BindingColumn{QT_TRANSLATE_NOOP("ui::models::RegistrationsModel", "Interval"), 72,
                  [](R r) {
                      return r.interval ? Number(std::chrono::duration<double>{*r.interval}.count())
                                        : std::nullopt;
                  },
                  [](R r, Zone) { return r.interval ? adapt::longDuration(*r.interval) : QString(); }},
    BindingColumn{QT_TRANSLATE_NOOP("ui::models::RegistrationsModel", "Attempts"), 66,
                  countOf<&RegistrationRecord::attempts>, nullptr},
    BindingColumn{QT_TRANSLATE_NOOP("ui::models::RegistrationsModel", "Failed"), 52,
                  countOf<&RegistrationRecord::failedAttempts>, nullptr},
    BindingColumn{QT_TRANSLATE_NOOP("ui::models::RegistrationsModel", "Why it failed"), 170, nullptr,
                  [](R r, Zone) { return failuresOf(r); }},
    BindingColumn{QT_TRANSLATE_NOOP("ui::models::RegistrationsModel", "Refreshes"), 70,
                  countOf<&RegistrationRecord::refreshes>, nullptr},
    BindingColumn{QT_TRANSLATE_NOOP("ui::models::RegistrationsModel", "Removals"), 68,
                  countOf<&RegistrationRecord::removals>, nullptr},
    BindingColumn{QT_TRANSLATE_NOOP("ui::models::RegistrationsModel", "Ran out"), 60,
                  countOf<&RegistrationRecord::expirations>, nullptr},
    BindingColumn{QT_TRANSLATE_NOOP("ui::models::RegistrationsModel", "New contacts"), 88,
                  countOf<&RegistrationRecord::contactChanges>, nullptr},
    BindingColumn{QT_TRANSLATE_NOOP("ui::models::RegistrationsModel", "Flapping"), 66, nullptr,
                  [](R r, Zone) { return r.isFlapping ? RegistrationsModel::tr("yes") : QString(); }},
    BindingColumn{QT_TRANSLATE_NOOP("ui::models::RegistrationsModel", "Client"), 150, nullptr,
                  [](R r, Zone) { return adapt::endpoint(r.path.source); }},
    BindingColumn{QT_TRANSLATE_NOOP("ui::models::RegistrationsModel", "Registrar"), 150, nullptr,
                  [](R r, Zone) { return adapt::endpoint(r.path.destination); }},
    BindingColumn{QT_TRANSLATE_NOOP("ui::models::RegistrationsModel", "User agent"), 150, nullptr,
                  [](R r, Zone) { return adapt::text(r.userAgent); }},
};

} // namespace

RegistrationsModel::RegistrationsModel(QObject* parent)
    : RowTableModel(
          bindingColumns, [](R r) { return r.id; }, [](R r) { return r.call; }, parent)
{
}

bool RegistrationsModel::isAlarming(R record, int column) const
{
    return column == bindingStateColumn &&
           (record.state == RegistrationState::Failed || record.state == RegistrationState::Expired);
}

} // namespace ui::models
