// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sip/message.h"

#include <string_view>
#include <vector>

namespace core::sip {

/// What a challenge or the credentials that answer it say (RFC 3261 section 22, RFC 7616). Views of the
/// message.
struct Digest {
    std::string_view realm;
    std::string_view nonce;
    bool isStale = false;
};

/// The Digest values of Authorization and Proxy-Authorization.
[[nodiscard]] std::vector<Digest> credentialsOf(const Message& request);

/// The Digest values of WWW-Authenticate and Proxy-Authenticate.
[[nodiscard]] std::vector<Digest> challengesOf(const Message& response);

/// The first one of the realm; null when there is none.
[[nodiscard]] const Digest* ofRealm(const std::vector<Digest>& digests, std::string_view realm);

} // namespace core::sip
