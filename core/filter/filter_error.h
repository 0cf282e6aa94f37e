// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/filter/field.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace core::filter {

/// What can be wrong with a filter, so that others can say it in another language.
enum class FilterErrorCode : std::uint8_t {
    // how it is put together
    TooLong,
    TooDeep,
    QuoteNotClosed,
    EmptyQuotes,
    BracketNotOpened,
    BracketNotClosed,
    BraceNotClosed,
    EmptyBrackets,
    EmptyBraces, ///< expects
    FieldOrTextExpected,
    FieldOrTextExpectedBefore,
    FieldExpectedBefore,
    SomethingExpectedAfter,
    OperatorExpectedAfter,
    JointExpectedBefore,
    CommaExpectedBefore,
    SingleEquals,
    SingleSign,
    // fields and operators
    UnknownField,
    UnknownFieldLikeOne,
    UnknownFieldLikeTwo,
    UnknownFieldLikeThree,
    OperatorForTexts, ///< expects
    OrderOfBoolean,
    FieldAsValue,
    // values
    ValueExpectedAfter, ///< expects
    ExpressionExpectedAfter,
    ExpressionInvalid,
    NotAStatus,
    NotAnInteger,
    NotANumber,
    NotATime,
    NotADuration,
    NotAnAddress,
    NotAnEndpoint,
    NotABoolean,
    Ipv4Only,
    Ipv6Only,
    UnknownValue,
    UnknownValueLike,
    UnknownValueOneOf,
    RangeReversed,
    RangeMixed,
    RangeImpossible,
    // while it is applied
    StepsSpent,
    TimeSpent,
};

/// All codes in the order above.
[[nodiscard]] std::span<const FilterErrorCode> allFilterErrorCodes();

/// English sentence with places for the particulars: "%1" to "%4" for `arguments`, "%e" for what was
/// expected: "%e is expected after %1".
[[nodiscard]] std::string_view form(FilterErrorCode code);

/// What a value of this type is called: "a number".
[[nodiscard]] std::string_view expectation(ValueType type);

/// A mistake without its place.
struct FilterMistake {
    FilterErrorCode code{};
    /// Parts of the filter in quotes, names of fields, lists of values.
    std::vector<std::string> arguments;
    /// For codes that expect a value of some type.
    std::optional<ValueType> expected;
};

/// `form` with the particulars of the mistake; `expected` stands at "%e".
[[nodiscard]] std::string fill(std::string_view form, const FilterMistake& mistake,
                               std::string_view expected);

/// Where and why a filter is wrong. Places are byte positions in its text.
struct FilterError {
    std::size_t offset = 0;
    std::size_t length = 0;
    FilterMistake mistake;

    /// First column is 1, as people count.
    [[nodiscard]] std::size_t column() const { return offset + 1; }

    /// English: "a number is expected after '>='".
    [[nodiscard]] std::string sentence() const;
};

} // namespace core::filter
