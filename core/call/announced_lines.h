// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/media/announcement.h"
#include "core/sip/sdp.h"

#include <vector>

namespace core::call {

/// What one m-line says to a table of media streams.
struct AnnouncedLine {
    media::MediaKind kind = media::MediaKind::Other;
    media::FaxExpectation fax = media::FaxExpectation::None;
    bool isEncrypted = false;
    media::AnnouncedParty party;
};

/// One for each m-line, in order, rejected ones too (port 0). Host names are not resolved: such a line has no
/// receiver. More lines than a call has (64) are left out.
[[nodiscard]] std::vector<AnnouncedLine> announcedLines(const sip::SessionDescription& description);

} // namespace core::call
