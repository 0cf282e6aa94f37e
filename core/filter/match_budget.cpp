// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/filter/match_budget.h"

#include "core/filter/filter_error.h"

#include <chrono>

namespace core::filter {

bool MatchBudget::find(const Pattern& pattern, std::string_view text)
{
    if (isSpent())
        return false;
    const auto begin = std::chrono::steady_clock::now();
    const Pattern::Outcome outcome = pattern.find(text);
    const base::Duration taken = std::chrono::steady_clock::now() - begin;
    if (outcome == Pattern::Outcome::TooManySteps)
        spend(Reason::Steps, pattern);
    const std::int64_t cost = taken.count() - m_perText;
    if (m_left.fetch_sub(cost, std::memory_order_relaxed) < cost)
        spend(Reason::Time, pattern);
    return outcome == Pattern::Outcome::Yes;
}

/// The first reason counts.
void MatchBudget::spend(Reason reason, const Pattern& pattern)
{
    Reason none = Reason::None;
    if (!m_reason.compare_exchange_strong(none, reason))
        return;
    m_expression = pattern.expression();
    m_isSpent.store(true, std::memory_order_release);
}

base::Status MatchBudget::status() const
{
    if (!m_isSpent.load(std::memory_order_acquire))
        return {};
    const auto code =
        m_reason.load() == Reason::Steps ? FilterErrorCode::StepsSpent : FilterErrorCode::TimeSpent;
    return base::Error{base::ErrorCode::FilterTooSlow, m_expression, std::string{form(code)}};
}

} // namespace core::filter
