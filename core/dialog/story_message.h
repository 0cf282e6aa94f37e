// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/strong_id.h"
#include "core/base/timestamp.h"
#include "core/net/address.h"
#include "core/sip/message.h"

#include <cstddef>
#include <limits>

namespace core::dialog {

/// Position in one of the lists of a CallStory.
using Index = std::size_t;
inline constexpr Index nothing = std::numeric_limits<Index>::max();

/// One message of a call, as whoever loads the call hands it over.
struct StoryMessage {
    base::MessageId id;
    /// Capture time.
    base::Timestamp time;
    net::Path path;
    /// Set when another capture point had reported the same packet; the story is told without it.
    base::MessageId duplicateOf;
    /// Those of the parser, and what only the decoder knew (gaps, truncation).
    sip::DefectSet defects;
    /// Never null; lives as long as the story.
    const sip::Message* message = nullptr;
};

} // namespace core::dialog
