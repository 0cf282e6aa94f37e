// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/timestamp.h"
#include "core/filter/pattern.h"

#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>

namespace core::filter {

/// How long the regular expressions of one question may take, over all texts and threads together. What grows
/// with the number of texts lets an expression of usual cost run over a session of any size; one that is slow
/// on every text is stopped.
struct MatchLimits {
    base::Duration total = std::chrono::seconds{10};
    /// More of it for each text.
    base::Duration perText = std::chrono::microseconds{20};
};

/// What is left of that. Once it is spent, or one text needed too many steps, nothing matches any more and
/// the answer is none: see status(). Any thread.
class MatchBudget {
public:
    explicit MatchBudget(MatchLimits limits = {})
        : m_perText(limits.perText.count()), m_left(limits.total.count())
    {
    }

    [[nodiscard]] bool find(const Pattern& pattern, std::string_view text);

    [[nodiscard]] bool isSpent() const { return m_isSpent.load(std::memory_order_relaxed); }

    /// ErrorCode::FilterTooSlow with the expression, and the sentence of StepsSpent or TimeSpent
    /// (filter_error.h).
    [[nodiscard]] base::Status status() const;

private:
    enum class Reason : std::uint8_t { None, Steps, Time };

    void spend(Reason reason, const Pattern& pattern);

    std::int64_t m_perText;
    std::atomic<std::int64_t> m_left;
    std::atomic<Reason> m_reason = Reason::None;
    std::atomic<bool> m_isSpent = false;
    std::string m_expression; ///< written before m_isSpent is set
};

} // namespace core::filter
