// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/known_registrations.h"

#include "core/filter/registration_fields.h"
#include "core/session/session_reader.h"

#include <algorithm>

namespace core::session {

using filter::FieldId;
using filter::Value;

base::Status KnownRegistrations::load(SessionReader& reader, const IdRuns& calls)
{
    if (m_areKnown)
        return {};
    auto records = reader.registrations();
    if (!records)
        return records.error();
    std::stable_sort(records->begin(), records->end(),
                     [](const auto& a, const auto& b) { return a.call < b.call; });
    for (const filter::Field& field : filter::registrationFields)
        m_values.try_emplace(field.id);
    for (const call::RegistrationRecord& record : *records) {
        const auto row = calls.rowOf(record.call.value);
        if (!row)
            continue; // a ring let the call go
        Binding binding{record.id, static_cast<std::uint32_t>(*row), 0};
        if (!m_bindings.empty() && m_bindings.back().row == binding.row)
            binding.turn = m_bindings.back().turn + 1;
        m_bindings.push_back(binding);
        add(record);
    }
    m_areKnown = true;
    return {};
}

/// The values of the newest of m_bindings.
void KnownRegistrations::add(const call::RegistrationRecord& record)
{
    std::vector<Value> found;
    for (auto& [id, values] : m_values) {
        found.clear();
        filter::addValues(found, id, record);
        for (const Value& value : found) {
            if (const auto* number = std::get_if<std::int64_t>(&value))
                values.integers.push_back(*number);
            else
                values.codes.push_back(codeOf(value));
            values.rows.push_back(m_bindings.back().row);
            values.bindings.push_back(static_cast<std::uint32_t>(m_bindings.size() - 1));
        }
    }
}

std::uint32_t KnownRegistrations::codeOf(const Value& value)
{
    const auto code = static_cast<std::uint32_t>(m_coded.size());
    if (const auto* endpoint = std::get_if<net::Endpoint>(&value)) {
        const auto [known, isNew] = m_codeOfEndpoint.try_emplace(*endpoint, code);
        if (isNew)
            m_coded.emplace_back(*endpoint);
        return known->second;
    }
    const std::string_view text = filter::textIn(value).value_or(std::string_view{});
    if (const auto known = m_codeOfText.find(text); known != m_codeOfText.end())
        return known->second;
    const std::string_view kept = m_texts.emplace_back(text);
    m_codeOfText.emplace(kept, code);
    m_coded.emplace_back(kept);
    return code;
}

const KnownRegistrations::Values& KnownRegistrations::valuesInTurn(FieldId id)
{
    if (!m_turn)
        return m_values[id];
    const auto [place, isNew] = m_inTurn.try_emplace(id);
    if (!isNew)
        return place->second;
    const Values& all = m_values[id];
    Values& some = place->second;
    for (std::size_t i = 0; i < all.rows.size(); ++i) {
        if (m_bindings[all.bindings[i]].turn != *m_turn)
            continue;
        if (!all.integers.empty())
            some.integers.push_back(all.integers[i]);
        else
            some.codes.push_back(all.codes[i]);
        some.rows.push_back(all.rows[i]);
    }
    return some;
}

filter::Column KnownRegistrations::column(FieldId id)
{
    const Values& values = valuesInTurn(id);
    filter::Column column{values.integers, values.codes, m_coded.size(), [this](std::uint32_t code) {
                              return code < m_coded.size() ? m_coded[code] : Value{};
                          }};
    column.rowOfValue = values.rows;
    return column;
}

void KnownRegistrations::setTurn(std::optional<std::size_t> turn)
{
    m_turn = turn;
    m_inTurn.clear();
}

filter::Bitmap KnownRegistrations::rowsOfTurn(std::size_t calls) const
{
    filter::Bitmap rows{calls};
    for (const Binding& binding : m_bindings) {
        if (m_turn == binding.turn && binding.row < calls)
            rows.set(binding.row);
    }
    return rows;
}

void KnownRegistrations::addIdsOfTurn(const filter::Bitmap& rows, std::vector<std::int64_t>& ids) const
{
    for (const Binding& binding : m_bindings) {
        if (m_turn == binding.turn && binding.row < rows.size() && rows.test(binding.row))
            ids.push_back(binding.id);
    }
}

void KnownRegistrations::forget()
{
    *this = KnownRegistrations{};
}

} // namespace core::session
