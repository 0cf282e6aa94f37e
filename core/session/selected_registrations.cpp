// SPDX-License-Identifier: GPL-3.0-or-later
// Which registrations a filter of calls takes.
#include "core/filter/registration_fields.h"
#include "core/session/session_table.h"

#include <algorithm>

namespace core::session {

base::Result<std::vector<std::int64_t>> SessionTable::selectRegistrations(const filter::Filter& filter,
                                                                          std::stop_token stop)
{
    m_stop = stop;
    // Whichever column is asked for, all are read.
    if (const auto known = column(filter::field(filter::FieldId::RegistrationId)); !known)
        return known.error();
    // Calls that are asked about no registration give the same answer for each of theirs.
    const bool isAskedAbout = filter.asksAbout(filter::isOfRegistrations);
    const std::size_t calls = rows(filter::Scope::Call);
    std::vector<std::int64_t> ids;
    filter::Bitmap matching;
    base::Status status;
    for (std::size_t turn = 0; status; ++turn) {
        m_registrations.setTurn(turn);
        const filter::Bitmap open = m_registrations.rowsOfTurn(calls);
        if (!open.any())
            break;
        if (turn == 0 || isAskedAbout) {
            auto found = filter.evaluate(*this, open, stop);
            if (found)
                matching = *std::move(found);
            else
                status = found.error();
        }
        if (status)
            m_registrations.addIdsOfTurn(matching, ids);
    }
    m_registrations.setTurn(std::nullopt);
    if (!status)
        return status.error();
    std::sort(ids.begin(), ids.end());
    return ids;
}

} // namespace core::session
