// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/leg/evidence.h"

#include "core/base/filled_text.h"

#include <array>

namespace core::leg {
namespace {

/// In the order of EvidenceForm.
constexpr std::array<std::string_view, evidenceFormCount> evidenceSentences{
    "",
    "%1 in message %2 names %3",
    "%1 %2 in messages %3 and %4",
    "the Call-ID %1 is made of %2",
    "messages %1 and %2 call %4 for %3",
    "messages %1 and %2 call %4 for %3, the second from where the first went",
    "%1 in message %2 names %4, whom message %5 calls for %3",
    "%1 in message %2 names %4, whom message %5 calls for %3, the second from where the first went",
    "SDP origin %1 in messages %2 and %3",
    "SDP origin %1 in messages %2 and %3, the second from where the first went",
    "media at %1 in messages %2 and %3",
    "media at %1 in messages %2 and %3, the second from where the first went",
    "SSRC %1 in streams %2 and %3",
    "SSRC %1 in streams %2 and %3, the second from where the first went",
    "accepted by hand; no message says so any more",
    "rejected by hand",
    "made by hand",
    "the session has no such call any more",
};

} // namespace

std::string_view sentence(EvidenceForm form)
{
    return evidenceSentences.at(static_cast<std::size_t>(form));
}

std::string sentence(const Evidence& evidence)
{
    return base::filled(sentence(evidence.form), evidence.arguments);
}

} // namespace core::leg
