// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/call/call_stream.h"
#include "core/session/sqlite/database.h"
#include "core/session/stream_rows.h"

#include <cstdint>
#include <functional>

namespace core::session {

/// What the filter language says of a stream. Nothing for StreamField::LowestMos: its intervals know.
[[nodiscard]] call::StreamValue valueOf(call::StreamField field, const StreamRow& stream);

/// Calls `take` with the field of every stream that a call announced, in the order of their ids. Reads many
/// streams at a time in transactions of their own: what is committed meanwhile may be among them.
base::Status readStreamValues(sqlite::Database& database, call::StreamField field,
                              const std::function<void(std::int64_t stream, call::StreamValue value)>& take);

} // namespace core::session
