// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/export/row_format.h"
#include "core/session/session_table.h"

#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

namespace app {

/// Adds to calls what no row of the session has: legs, findings, measures, registrations and what is said of
/// streams. Only what is asked for, because each of these costs reading many messages. Not longer than its
/// table.
class CallCompleter {
public:
    explicit CallCompleter(core::session::SessionTable& table) : m_table(table), m_reader(table.reader()) {}

    /// What is asked for from now on.
    core::base::Status prepare(std::span<const core::exporting::NamedField> fields);

    core::base::Status complete(core::call::CallRecord& call, const std::stop_token& stop);

private:
    core::base::Status countLegs();
    core::base::Status measure();
    core::base::Status readRegistrations();
    core::base::Status findIn(core::call::CallRecord& call, const std::stop_token& stop);

    core::session::SessionTable& m_table;
    core::session::SessionReader& m_reader;
    core::session::IdRuns m_callKeys;
    std::vector<std::int64_t> m_legs; ///< by row of the call
    core::session::MeasuredCalls m_measures;
    std::vector<core::call::RegistrationRecord> m_registrations; ///< by calls
    /// When the session ends; with it, findings are asked for.
    std::optional<core::base::Timestamp> m_observedUntil;
};

} // namespace app
