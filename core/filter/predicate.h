// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/filter/expression.h"
#include "core/filter/match_budget.h"
#include "core/filter/text_search.h"

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace core::filter {

/// One test of one value, made ready to be asked a million times. Absent values never pass. Any thread.
class Predicate {
public:
    /// Every value passes.
    Predicate() = default;
    /// `op` is not NotEqual, which is no test of a single value.
    Predicate(Operator op, const Comparison& comparison);

    struct Anything {};

    /// Sorted, neither touching nor overlapping.
    struct Numbers {
        std::vector<NumberRange> ranges;
    };

    struct Texts {
        std::vector<std::string> sorted;
    };

    template <typename T>
    struct Order {
        Operator op = Operator::Less;
        T bound;
    };

    struct Addresses {
        std::vector<AddressRange> ranges;
        std::vector<net::Endpoint> endpoints;
    };

    explicit Predicate(Numbers numbers) : m_test(std::move(numbers)) {}

    explicit Predicate(Texts texts) : m_test(std::move(texts)) {}

    explicit Predicate(Addresses addresses) : m_test(std::move(addresses)) {}

    /// Passes the values that this one does not; absent values still never pass.
    [[nodiscard]] Predicate opposite() const;

    /// False when a regular expression has no budget left.
    [[nodiscard]] bool matches(const Value& value, MatchBudget& budget) const;

    /// False: no text that was taken out of these bytes passes. Costs less than taking it out.
    [[nodiscard]] bool mayPassWithin(std::string_view bytes) const
    {
        return !m_needed || m_needed->isIn(bytes);
    }

    [[nodiscard]] bool isAnything() const
    {
        return !m_isOpposite && std::holds_alternative<Anything>(m_test);
    }

    /// For loops over columns of numbers; null when the test is another one.
    [[nodiscard]] const Numbers* numbers() const
    {
        return m_isOpposite ? nullptr : std::get_if<Numbers>(&m_test);
    }

private:
    using Test = std::variant<Anything, Numbers, Texts, Order<std::string>, TextSearch, Pattern, Addresses,
                              Order<net::IpAddress>, Order<net::Endpoint>>;
    static Test testFor(Operator op, const Comparison& comparison);

    Test m_test;
    bool m_isOpposite = false;
    /// What stands in every text that passes.
    std::optional<TextSearch> m_needed;
};

} // namespace core::filter
