// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/call_filter.h"

#include <limits>
#include <utility>

namespace core::session {
namespace {

/// A filter is not worth making anew for less.
constexpr std::uint64_t leastForgotten = 65'536;

} // namespace

CallFilter::CallFilter(sqlite::Database& database)
    : m_hashes(database, "SELECT hash FROM call_hashes"),
      // With the primary key, in a millisecond.
      m_hashesBehind(database, "SELECT hash FROM call_hashes WHERE hash > ? ORDER BY hash LIMIT 4096")
{
}

base::Status CallFilter::read()
{
    while (m_hashes.next())
        m_known.add(static_cast<std::uint64_t>(m_hashes.integer(0)));
    auto status = m_hashes.status();
    m_hashes.reset();
    return status;
}

void CallFilter::add(std::uint64_t hash)
{
    m_known.add(hash);
    if (m_next)
        m_next->add(hash);
}

void CallFilter::addAgain(std::uint64_t hash)
{
    if (!m_known.mayContain(hash))
        m_known.add(hash);
    if (m_next && !m_next->mayContain(hash))
        m_next->add(hash);
}

void CallFilter::renew(std::uint64_t calls, std::uint64_t filling, std::uint64_t written)
{
    if (!m_next) {
        if (m_known.entries() <= 2 * calls + leastForgotten)
            return;
        m_next.emplace();
        m_begunWith = filling;
        m_lastHash = std::numeric_limits<std::int64_t>::min();
        return;
    }
    if (written >= m_begunWith)
        takeIn();
}

/// The next ones in the order of the hashes. What comes into the file behind our back has been added to the
/// next filter already.
void CallFilter::takeIn()
{
    bool isAtEnd = true;
    for (m_hashesBehind.query(m_lastHash); m_hashesBehind.next(); isAtEnd = false) {
        m_lastHash = m_hashesBehind.integer(0);
        m_next->add(static_cast<std::uint64_t>(m_lastHash));
    }
    const bool failed = !m_hashesBehind.status();
    m_hashesBehind.reset();
    if (failed)
        m_next.reset();
    else if (isAtEnd)
        m_known = *std::exchange(m_next, std::nullopt);
}

} // namespace core::session
