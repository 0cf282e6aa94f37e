// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/known_findings.h"

#include <algorithm>
#include <utility>

namespace core::session {

void KnownFindings::setSource(FindKinds find)
{
    m_find = std::move(find);
    m_calls.clear();
}

base::Result<filter::Column> KnownFindings::column(SessionReader& reader, const IdRuns& ids,
                                                   const filter::Bitmap& rows, base::Timestamp observedUntil,
                                                   const std::stop_token& stop)
{
    m_codes.clear();
    m_rowOfValue.clear();
    base::Status status;
    if (m_find) {
        rows.forEach([&](std::size_t row) {
            if (!status)
                return;
            const auto known = look(reader, {ids.idAt(row)}, observedUntil, stop);
            if (!known) {
                status = known.error();
                return;
            }
            for (const std::uint32_t code : (*known)->codes) {
                m_codes.push_back(code);
                m_rowOfValue.push_back(static_cast<std::uint32_t>(row));
            }
        });
    }
    if (!status)
        return status.error();
    filter::Column column{
        {}, m_codes, m_names.size(), [this](std::uint32_t code) { return filter::Value{m_names[code]}; }};
    column.rowOfValue = m_rowOfValue;
    return column;
}

base::Result<const KnownFindings::Known*> KnownFindings::look(SessionReader& reader, base::CallKey call,
                                                              base::Timestamp observedUntil,
                                                              const std::stop_token& stop)
{
    if (const auto known = m_calls.find(call); known != m_calls.end())
        return &known->second;
    if (stop.stop_requested())
        return base::Error{base::ErrorCode::Cancelled, {}, {}};
    auto found = m_find(reader, call, observedUntil, stop);
    if (!found && found.error().code != base::ErrorCode::SessionDamaged)
        return found.error();
    Known& known = m_calls.size() < mostKept ? m_calls[call] : m_beyond;
    known = {};
    if (!found)
        return &known;
    known.isFinal = found->isFinal;
    for (const std::string_view name : found->names)
        known.codes.push_back(codeOf(name));
    return &known;
}

std::uint32_t KnownFindings::codeOf(std::string_view name)
{
    const auto place = std::find(m_names.begin(), m_names.end(), name);
    const auto code = static_cast<std::uint32_t>(place - m_names.begin());
    if (place == m_names.end())
        m_names.push_back(name);
    return code;
}

void KnownFindings::forget(std::span<const base::CallKey> changed)
{
    for (const base::CallKey call : changed)
        m_calls.erase(call);
    std::erase_if(m_calls, [](const auto& entry) { return !entry.second.isFinal; });
}

} // namespace core::session
