// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace core::leg {

/// What can be said of why two calls belong together. "OneHost": the second message came from where the first
/// one went.
enum class EvidenceForm : std::uint8_t {
    None,
    HeaderNames,
    HeaderShared,
    CallIdAffix,
    Users,
    UsersOneHost,
    Diversion,
    DiversionOneHost,
    Origin,
    OriginOneHost,
    MediaAddress,
    MediaAddressOneHost,
    RtpSource,
    RtpSourceOneHost,
    AcceptedByHand,
    RejectedByHand,
    MadeByHand,
    NoSuchCall,
};
inline constexpr std::size_t evidenceFormCount = 18;
/// In English, with %1, %2, ... where arguments go: "%1 in message %2 names %3". ui translates it before it
/// fills in the arguments.
[[nodiscard]] std::string_view sentence(EvidenceForm form);

/// Why two calls belong together.
struct Evidence {
    EvidenceForm form = EvidenceForm::None;
    /// As they came from the wire.
    std::vector<std::string> arguments;

    auto operator<=>(const Evidence&) const = default;
};

/// In English: "X-Call-ID in message 12 names the other".
[[nodiscard]] std::string sentence(const Evidence& evidence);

} // namespace core::leg
