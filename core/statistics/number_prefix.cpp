// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/number_prefix.h"

namespace core::statistics {

std::string prefixOf(const std::string& user, std::size_t length)
{
    const std::size_t start = user.starts_with('+') ? 1U : 0U;
    const bool isNumber =
        user.size() > start && user.find_first_not_of("0123456789", start) == std::string::npos;
    return isNumber && user.size() >= length ? user.substr(0, length) : std::string{};
}

std::string prefixCondition(const std::string& prefix)
{
    const std::string digits = prefix.starts_with('+') ? "[+]" + prefix.substr(1) : prefix;
    // Only numbers: alice4930 is none.
    return "to.user matches \"^" + digits + "[0-9]*$\"";
}

} // namespace core::statistics
