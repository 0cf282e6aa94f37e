// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/filter/filter.h"
#include "core/filter/plan.h"

#include <stop_token>
#include <utility>

namespace core::filter {

/// Answers a plan from columns. Whatever the columns can decide is decided first; the bytes of messages are
/// read once, for the rows that are still open.
class Evaluator {
public:
    Evaluator(FilterData& data, std::stop_token stop, MatchLimits limits = {})
        : m_data(data), m_stop(std::move(stop)), m_budget(limits)
    {
    }

    /// Those of `candidates` that the plan takes.
    [[nodiscard]] base::Result<Bitmap> rows(const Plan& plan, Scope scope, const Bitmap& candidates);

private:
    struct Node;
    struct Bounds;
    struct Row;

    base::Result<Bitmap> exact(const Plan& plan, Scope scope, const Bitmap& candidates);
    base::Result<Bitmap> cheap(const Plan& plan, Scope scope, const Bitmap& candidates);
    base::Result<Bitmap> matching(const Plan& plan, Scope scope, const Bitmap& candidates);
    base::Result<Bitmap> other(const Plan& part, Scope scope, const Bitmap& candidates);
    base::Result<Bounds> bounds(Node& node, Scope scope, const Bitmap& candidates);
    base::Status resolveOtherScopes(Node& node, Scope scope, const Bitmap& undecided);
    base::Result<Bitmap> decided(const Node& node, Scope scope, const Bitmap& undecided);
    bool isTrue(const Node& node, Row& row);

    [[nodiscard]] base::Status check() const;

    FilterData& m_data;
    std::stop_token m_stop;
    MatchBudget m_budget;
};

} // namespace core::filter
