// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/adapt/format.h"
#include "ui/adapt/text.h"
#include "ui/models/cell.h"

#include <cstdint>
#include <string>
#include <utility>

// The cells that the lists of calls and of messages make alike.
namespace ui::models {

[[nodiscard]] inline Cell plain(QString text, Ink ink = Ink::Text)
{
    Cell cell;
    cell.text = std::move(text);
    cell.ink = ink;
    return cell;
}

[[nodiscard]] inline Cell number(std::uint64_t value)
{
    return plain(adapt::count(value));
}

/// User, and host where there is no user: what people call the party.
[[nodiscard]] inline Cell party(const std::string& user, const std::string& host)
{
    return plain(adapt::text(user.empty() ? host : user));
}

} // namespace ui::models
