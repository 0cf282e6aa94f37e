// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ascii.h"
#include "core/sip/message.h"
#include "tests/core/sip/text.h"

/// A sound request that tests change.
inline const QByteArray invite =
    "INVITE sip:bob@biloxi.example.com;transport=tcp SIP/2.0\r\n"
    "Via: SIP/2.0/UDP pc33.atlanta.example.com:5060;branch=z9hG4bK776asdhds, "
    "SIP/2.0/TCP a.example.com;branch=z9hG4bKsecond\r\n"
    "Via: SIP/2.0/UDP b.example.com;branch=z9hG4bKthird\r\n"
    "Max-Forwards: 70\r\n"
    "To: Bob <sip:bob@biloxi.example.com>\r\n"
    "From: \"Alice <x>\" <sip:alice@[2001:db8::1]:5070;user=phone>;tag=1928301774\r\n"
    "Call-ID: a84b4c76e66710@pc33.atlanta.example.com\r\n"
    "CSeq: 314159 INVITE\r\n"
    "Contact: <sip:alice@pc33.atlanta.example.com>\r\n"
    "X-Own: first\r\n"
    "x-own: second\r\n"
    "User-Agent: Softphone/1.0\r\n"
    "Content-Type: application/sdp\r\n"
    "Content-Length: 43\r\n"
    "\r\n"
    "v=0\r\no=a 1 1 IN IP4 192.0.2.1\r\ns=-\r\nt=0 0\r\n";

/// Parses or fails the test; the bytes must outlive the message.
inline core::sip::Message parsed(const QByteArray& text,
                                 core::sip::Framing framing = core::sip::Framing::Datagram)
{
    core::sip::Message message;
    if (!message.parse(core::base::asBytes(viewOf(text)), framing))
        qFatal("not recognised as SIP: %s", text.constData());
    return message;
}
