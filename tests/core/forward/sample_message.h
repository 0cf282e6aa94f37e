// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ascii.h"
#include "core/forward/outgoing_message.h"
#include "tests/support/hep_builder.h"

#include <string_view>

namespace tests::forward {

/// TCP 192.0.2.1:5060 -> 198.51.100.7:5080, 1760000000.123456789.
inline core::forward::OutgoingMessage sampleMessage(std::string_view bytes = support::sampleSip)
{
    return {.captured = core::base::fromSecondsAndNanoseconds(1'760'000'000, 123'456'789),
            .path = {.source = {core::net::IpAddress::parse("192.0.2.1").value(), 5060},
                     .destination = {core::net::IpAddress::parse("198.51.100.7").value(), 5080},
                     .transport = core::net::Transport::Tcp},
            .bytes = core::base::asBytes(bytes),
            .captureId = 0,
            .nodeName = {},
            .correlationId = "sample@192.0.2.1"};
}

} // namespace tests::forward
