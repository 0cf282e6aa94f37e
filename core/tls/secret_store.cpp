// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tls/secret_store.h"

#include <algorithm>
#include <utility>

namespace core::tls {

bool SecretStore::add(const TimedSecret& secret)
{
    const auto [place, isNew] = m_known.try_emplace(secret.secret.random);
    if (isNew) {
        m_knownOrder.push_back(secret.secret.random);
        if (m_knownOrder.size() > maximumRandoms) {
            m_known.erase(m_knownOrder.front());
            m_knownOrder.pop_front();
        }
    }
    auto& secrets = place->second;
    const bool isKnown = std::any_of(secrets.begin(), secrets.end(), [&](const TimedSecret& known) {
        return known.secret.label == secret.secret.label;
    });
    if (!isKnown)
        secrets.push_back(secret);
    return !isKnown;
}

void SecretStore::schedule(TimedSecret secret)
{
    m_schedule.push_back({std::move(secret), false});
    m_isSorted = false;
}

void SecretStore::sortSchedule()
{
    std::stable_sort(
        m_schedule.begin() + static_cast<std::ptrdiff_t>(m_nextScheduled), m_schedule.end(),
        [](const Scheduled& a, const Scheduled& b) { return a.timed.knownBefore < b.timed.knownBefore; });
    m_places.clear();
    for (std::size_t i = m_nextScheduled; i < m_schedule.size(); ++i)
        m_places[m_schedule[i].timed.secret.random].push_back(i);
    m_isSorted = true;
}

std::optional<TimedSecret> SecretStore::takeDue(base::FrameNumber next)
{
    if (!m_isSorted)
        sortSchedule();
    while (m_nextScheduled < m_schedule.size() && m_schedule[m_nextScheduled].timed.knownBefore <= next) {
        Scheduled& due = m_schedule[m_nextScheduled++];
        if (!std::exchange(due.isTaken, true))
            return std::move(due.timed);
    }
    return std::nullopt;
}

std::vector<TimedSecret> SecretStore::takeEarly(const ClientRandom& random)
{
    if (!m_isSorted)
        sortSchedule();
    std::vector<TimedSecret> taken;
    const auto places = m_places.find(random);
    if (places == m_places.end())
        return taken;
    for (const std::size_t place : places->second) {
        if (!std::exchange(m_schedule[place].isTaken, true))
            taken.push_back(m_schedule[place].timed);
    }
    return taken;
}

const Secret* SecretStore::find(const ClientRandom& random, SecretLabel label) const
{
    const auto known = m_known.find(random);
    if (known == m_known.end())
        return nullptr;
    for (const TimedSecret& timed : known->second) {
        if (timed.secret.label == label)
            return &timed.secret;
    }
    return nullptr;
}

std::vector<TimedSecret> SecretStore::want(const ClientRandom& random)
{
    if (m_wanted.insert(random).second) {
        m_wantedOrder.push_back(random);
        if (m_wantedOrder.size() > maximumRandoms) {
            m_wanted.erase(m_wantedOrder.front());
            m_wantedOrder.pop_front();
        }
    }
    const auto known = m_known.find(random);
    return known == m_known.end() ? std::vector<TimedSecret>{} : known->second;
}

} // namespace core::tls
