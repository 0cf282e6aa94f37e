// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/core/filter/record_data.h"

namespace tests {

/// Thirteen messages in four calls, which the tests of the filter language ask about:
///
///      1 INVITE  alice -> bob      10.0.0.1:5060 -> 10.0.0.2:5060 udp   call 1, completed
///      2 100     3 180     4 200    5 ACK    6 BYE    7 200
///      8 REGISTER carol            [2001:db8::5]:5070 -> [2001:db8::1]:5060 tcp   call 2, unregistered
///      9 401
///     10 INVITE  dave -> 1001      192.0.2.7:5061 -> 10.0.0.2:5061 tls  call 3, rejected
///     11 486
///     12 OPTIONS eve -> (no user)  10.1.2.3:5080 -> 10.0.0.2:80 ws      call 4, answered; 13 repeats it
///
/// Call 1 has two RTP streams, PCMA without loss and G722 with a lot of it, and call 3 one of which nobody
/// says the codec. Call 2 has two registrations: one expired after 60 s and flapping, one that was never
/// granted. Two things are wrong with call 3 and one with call 4.
void fillWithSampleTraffic(RecordData& data);

} // namespace tests
