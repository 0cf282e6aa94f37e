// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/sender_table.h"

#include <algorithm>
#include <utility>

namespace core::capture {

void SenderTable::count(const net::IpAddress& sender, hep::HepDenial denial, base::Timestamp now)
{
    const auto place = m_places.find(sender);
    if (place != m_places.end()) {
        m_rows.splice(m_rows.begin(), m_rows, place->second);
    } else {
        if (m_rows.size() == maximumSenders)
            forgetOldest();
        Row& added = m_rows.emplace_front();
        added.refusals.sender = sender;
        added.refusals.first = now;
        m_places.emplace(sender, m_rows.begin());
    }
    Row& row = m_rows.front();
    ++row.refusals.packets[static_cast<std::size_t>(denial)];
    row.refusals.last = now;
    row.isChanged = true;
}

void SenderTable::forgetOldest()
{
    SenderRefusals& oldest = m_rows.back().refusals;
    SenderRefusals& others = m_others.refusals;
    for (std::size_t i = 0; i < others.packets.size(); ++i)
        others.packets[i] += oldest.packets[i];
    others.first = m_othersCount == 0 ? oldest.first : std::min(others.first, oldest.first);
    others.last = std::max(others.last, oldest.last);
    others.senders = ++m_othersCount;
    m_others.isChanged = true;
    oldest.isForgotten = true;
    // What was never told need not be taken back, so a flood of addresses does not pile up here.
    if (m_rows.back().isTold)
        m_forgotten.push_back(oldest);
    m_places.erase(*oldest.sender);
    m_rows.pop_back();
}

std::vector<SenderRefusals> SenderTable::takeChanges()
{
    std::vector<SenderRefusals> changes = std::exchange(m_forgotten, {});
    const auto take = [&changes](Row& row) {
        if (!std::exchange(row.isChanged, false))
            return;
        row.isTold = true;
        changes.push_back(row.refusals);
    };
    for (Row& row : m_rows)
        take(row);
    take(m_others);
    return changes;
}

} // namespace core::capture
