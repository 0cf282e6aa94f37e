// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/filter/filter.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <utility>
#include <vector>

namespace core::session {

class SessionTable;

/// How many calls belong together with each call, itself too, by row. Uses the table but does not select or
/// refresh. This folder knows of no links: who does gives a table this function.
using CountLegs =
    std::function<base::Result<std::vector<std::int64_t>>(SessionTable& table, const std::stop_token& stop)>;

/// The numbers of legs of all calls, counted when they are first asked for. One thread.
class KnownLegs {
public:
    void setSource(CountLegs count)
    {
        m_count = std::move(count);
        forget();
    }

    /// Without a source no call has a value. The column lives until forget().
    base::Result<filter::Column> column(SessionTable& table, std::size_t rows, const std::stop_token& stop);

    /// Messages, calls or decisions about links came.
    void forget() { m_legs.reset(); }

private:
    CountLegs m_count;
    std::optional<std::vector<std::int64_t>> m_legs;
};

} // namespace core::session
