// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/call/fingerprint.h"

#include "core/call/message_digest.h"
#include "core/sip/via.h"

namespace core::call {
namespace {

void add(MessageDigest& digest, const net::Endpoint& endpoint)
{
    digest.add(endpoint.address.bytes());
    digest.add(std::uint64_t{endpoint.port});
}

} // namespace

Fingerprint fingerprintOf(const sip::Message& message, const net::Path& path)
{
    MessageDigest identity;
    add(identity, path.source);
    add(identity, path.destination);
    const bool isRequest = message.isRequest();
    identity.add(std::uint64_t{message.status()} << 40U | std::uint64_t{message.cseq().number} << 8U |
                 static_cast<std::uint64_t>(path.transport));
    identity.add(isRequest ? message.method() : message.cseq().method);
    const bool usesUri = isRequest && !message.branch().starts_with(sip::branchCookie);
    identity.add(usesUri ? message.requestUri() : message.branch());
    identity.add(message.fromTag());
    identity.add(message.toTag());

    MessageDigest bytes;
    bytes.add(message.bytes());
    return {.identity = identity.value(),
            .bytes = static_cast<std::uint32_t>(bytes.value()),
            .needsSameBytes = !isRequest};
}

} // namespace core::call
