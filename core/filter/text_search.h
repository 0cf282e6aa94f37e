// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace core::filter {

/// Finds a text within others, ASCII letters in any case. Bytes above 0x7F match only themselves.
class TextSearch {
public:
    explicit TextSearch(std::string_view needle);

    [[nodiscard]] bool isIn(std::string_view text) const;

private:
    std::string m_needle; ///< lower case
};

} // namespace core::filter
