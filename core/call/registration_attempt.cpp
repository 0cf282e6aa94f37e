// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/call/registration_attempt.h"

#include "core/base/ascii.h"
#include "core/base/keyed_hash.h"
#include "core/call/message_digest.h"

#include <algorithm>

namespace core::call {

std::uint64_t textDigest(std::string_view text)
{
    MessageDigest digest;
    digest.add(text);
    return digest.value();
}

std::string aorOf(const sip::Message& message)
{
    const auto to = sip::NameAddr::parse(message.to());
    if (!to || to->uri.scheme.empty())
        return std::string{base::trimmed(message.to())};
    std::string aor;
    for (const char c : to->uri.scheme)
        aor += base::toLower(c);
    aor += ':';
    aor += to->uri.user;
    if (to->uri.host.empty())
        return aor;
    aor += to->uri.user.empty() ? "" : "@";
    const bool isIpv6 = to->uri.host.find(':') != std::string_view::npos;
    aor += isIpv6 ? "[" : "";
    for (const char c : to->uri.host)
        aor += base::toLower(c);
    return aor += isIpv6 ? "]" : "";
}

std::uint64_t attemptKey(const sip::Message& message, std::string_view aor)
{
    std::string text{message.callId()};
    text += '\0';
    text += aor;
    return base::keyedHash(base::processHashKey(), text);
}

std::vector<RegistrationAttempt::Challenge> fingerprintsOf(const std::vector<sip::Digest>& digests)
{
    std::vector<RegistrationAttempt::Challenge> prints;
    for (const sip::Digest& digest : digests) {
        if (prints.size() < mostContacts)
            prints.push_back({textDigest(digest.realm), textDigest(digest.nonce)});
    }
    return prints;
}

namespace {

const RegistrationAttempt::Challenge*
ofSameRealm(const std::vector<RegistrationAttempt::Challenge>& challenges, std::uint64_t realm)
{
    const auto found = std::find_if(challenges.begin(), challenges.end(),
                                    [realm](const auto& challenge) { return challenge.realm == realm; });
    return found == challenges.end() ? nullptr : &*found;
}

} // namespace

std::optional<RegistrationFailure> kindOfChallenge(const RegistrationAttempt& attempt,
                                                   const std::vector<sip::Digest>& challenges)
{
    if (attempt.credentials.empty())
        return std::nullopt;
    std::optional<RegistrationFailure> kind;
    for (const sip::Digest& challenge : challenges) {
        const std::uint64_t realm = textDigest(challenge.realm);
        const auto* const before = ofSameRealm(attempt.challenges, realm);
        const auto* const sent = ofSameRealm(attempt.credentials, realm);
        if (sent != nullptr && challenge.isStale)
            return RegistrationFailure::StaleNonce;
        if (before != nullptr && sent == nullptr)
            kind = RegistrationFailure::WrongRealm;
        else if (before != nullptr && sent->nonce == before->nonce)
            kind = RegistrationFailure::WrongCredentials;
    }
    return kind;
}

RegistrationFailure kindOfFailure(unsigned status)
{
    switch (status) {
    case 403:
        return RegistrationFailure::Forbidden;
    case 404:
    case 604:
        return RegistrationFailure::WrongUser;
    case 423:
        return RegistrationFailure::IntervalTooBrief;
    default:
        return RegistrationFailure::Other;
    }
}

bool isRepair(const RegistrationAttempt& attempt, const sip::Message& request)
{
    if (attempt.phase != RegistrationAttempt::Phase::Repair)
        return false;
    const bool isChallenged = !attempt.challenges.empty();
    return !isChallenged || request.hasHeader(sip::HeaderName::Authorization) ||
           request.hasHeader(sip::HeaderName::ProxyAuthorization);
}

} // namespace core::call
