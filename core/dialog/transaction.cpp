// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dialog/transaction.h"

#include <algorithm>

namespace core::dialog {

const Response* Transaction::finalResponse() const
{
    const auto found = std::find_if(responses.begin(), responses.end(),
                                    [](const Response& response) { return response.isFinal(); });
    return found == responses.end() ? nullptr : &*found;
}

const Response* Transaction::firstProvisional() const
{
    const auto found = std::find_if(responses.begin(), responses.end(),
                                    [](const Response& response) { return !response.isFinal(); });
    return found == responses.end() ? nullptr : &*found;
}

std::size_t repetitions(const std::vector<Sending>& sendings)
{
    return static_cast<std::size_t>(std::count_if(sendings.begin(), sendings.end(), [](const Sending& one) {
        return one.repeat != Repeat::First && one.repeat != Repeat::Copy;
    }));
}

} // namespace core::dialog
