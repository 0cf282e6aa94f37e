// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/call/registration_record.h"
#include "core/filter/filter.h"
#include "core/session/id_runs.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace core::session {

class SessionReader;

/// The registration bindings of all calls as columns of calls, read when they are first asked for. Some 300
/// bytes a binding and every text once. One thread.
class KnownRegistrations {
public:
    /// Reads them unless they are known. `calls` are the rows of calls; bindings of others have no row.
    base::Status load(SessionReader& reader, const IdRuns& calls);

    /// Values of a field, after load(): those of all bindings, or with a turn those of one binding of each
    /// call. Lives until forget() or setTurn().
    [[nodiscard]] filter::Column column(filter::FieldId id);

    /// So that a filter asks each binding for itself: from now on a call has only its binding of that number,
    /// from 0.
    void setTurn(std::optional<std::size_t> turn);

    /// Rows of the calls that have a binding in this turn.
    [[nodiscard]] filter::Bitmap rowsOfTurn(std::size_t calls) const;
    /// Ids of the bindings of these rows in this turn, added to `ids`.
    void addIdsOfTurn(const filter::Bitmap& rows, std::vector<std::int64_t>& ids) const;

    /// Something was recorded.
    void forget();

private:
    struct Binding {
        std::int64_t id = 0;
        std::uint32_t row = 0;
        std::uint32_t turn = 0; ///< number among those of the call
    };

    /// Of all bindings, or of those of a turn.
    struct Values {
        std::vector<std::int64_t> integers;
        std::vector<std::uint32_t> codes; ///< 0 is no value
        std::vector<std::uint32_t> rows;
        std::vector<std::uint32_t> bindings; ///< places in m_bindings
    };

    void add(const call::RegistrationRecord& record);
    [[nodiscard]] std::uint32_t codeOf(const filter::Value& value);
    [[nodiscard]] const Values& valuesInTurn(filter::FieldId id);

    bool m_areKnown = false;
    std::optional<std::size_t> m_turn;
    std::vector<Binding> m_bindings; ///< by rows, and within a row by ids
    std::map<filter::FieldId, Values> m_values;
    std::map<filter::FieldId, Values> m_inTurn;
    std::deque<std::string> m_texts;
    std::map<std::string_view, std::uint32_t> m_codeOfText;
    std::map<net::Endpoint, std::uint32_t> m_codeOfEndpoint;
    std::vector<filter::Value> m_coded{filter::Value{}}; ///< of each code
};

} // namespace core::session
