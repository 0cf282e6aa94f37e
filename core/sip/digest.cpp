// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sip/digest.h"

#include "core/base/ascii.h"

#include <algorithm>

namespace core::sip {
namespace {

/// A parameter of "Digest a="b", c=d".
std::string_view digestParameter(std::string_view value, std::string_view name)
{
    std::string_view rest = value;
    while (!rest.empty()) {
        const std::size_t equals = rest.find('=');
        if (equals == std::string_view::npos)
            return {};
        const std::string_view found = base::trimmed(rest.substr(0, equals));
        rest = base::trimmed(rest.substr(equals + 1));
        const bool isQuoted = !rest.empty() && rest.front() == '"';
        std::size_t end = isQuoted ? rest.find('"', 1) : rest.find(',');
        end = std::min(end, rest.size());
        const std::string_view read = isQuoted ? rest.substr(1, end - 1) : base::trimmed(rest.substr(0, end));
        if (base::equalsIgnoringCase(found, name))
            return read;
        rest.remove_prefix(std::min(rest.find(',', end), rest.size()));
        rest = base::trimmed(rest.substr(std::min<std::size_t>(1, rest.size())));
    }
    return {};
}

/// The Digest values of two headers.
std::vector<Digest> digestsOf(const Message& message, HeaderName one, HeaderName other)
{
    constexpr std::string_view scheme = "Digest ";
    std::vector<Digest> digests;
    for (const HeaderField& field : message.headers()) {
        const std::string_view read = base::trimmed(message.valueOf(field));
        if ((field.name != one && field.name != other) || !base::startsWithIgnoringCase(read, scheme))
            continue;
        const std::string_view parameters = read.substr(scheme.size());
        digests.push_back({digestParameter(parameters, "realm"), digestParameter(parameters, "nonce"),
                           base::equalsIgnoringCase(digestParameter(parameters, "stale"), "true")});
    }
    return digests;
}

} // namespace

std::vector<Digest> credentialsOf(const Message& request)
{
    return digestsOf(request, HeaderName::Authorization, HeaderName::ProxyAuthorization);
}

std::vector<Digest> challengesOf(const Message& response)
{
    return digestsOf(response, HeaderName::WwwAuthenticate, HeaderName::ProxyAuthenticate);
}

const Digest* ofRealm(const std::vector<Digest>& digests, std::string_view realm)
{
    const auto found = std::find_if(digests.begin(), digests.end(),
                                    [realm](const Digest& digest) { return digest.realm == realm; });
    return found == digests.end() ? nullptr : &*found;
}

} // namespace core::sip
