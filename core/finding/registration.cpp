// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ascii.h"
#include "core/dialog/options.h"
#include "core/finding/facts.h"
#include "core/finding/rule.h"
#include "core/sip/name_addr.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

namespace core::finding {
namespace {

using dialog::Index;

constexpr Kind registrationLapsed{
    "registration-lapsed", Severity::Warning,
    "%1 was granted %2 s, and the next REGISTER under this Call-ID came after %3 s: %4 s after the "
    "registration had "
    "expired.",
    "RFC 3261 section 10.2.4",
    "Let the client refresh earlier; did its refreshes get lost or refused in between?"};
constexpr std::array registrationKinds{&registrationLapsed};

/// A refresh that comes this late may have left in time.
constexpr base::Duration tolerance = std::chrono::seconds{2};

struct Binding {
    Index granted = dialog::nothing;
    std::uint32_t expires = 0;
};

std::optional<std::uint32_t> secondsIn(std::string_view text)
{
    return base::parseDecimal<std::uint32_t>(base::trimmed(text));
}

/// Seconds that the answer grants the contact (RFC 3261 section 10.3 step 8); nothing when it names no time.
std::optional<std::uint32_t> grantedTo(const sip::Message& answer, std::string_view uri)
{
    std::optional<std::uint32_t> granted;
    dialog::forEachValue(answer, sip::HeaderName::Contact, [&](std::string_view value) {
        const auto contact = sip::NameAddr::parse(value);
        if (!contact || contact->uriText != uri)
            return;
        granted = secondsIn(contact->parameter("expires").value_or(std::string_view{}));
        if (!granted)
            granted = secondsIn(answer.header(sip::HeaderName::Expires));
    });
    return granted;
}

/// The only contact of the request; nothing when it has several or "*".
std::optional<std::string_view> contactOf(const sip::Message& request)
{
    std::vector<std::string_view> values;
    dialog::forEachValue(request, sip::HeaderName::Contact,
                         [&values](std::string_view value) { values.push_back(value); });
    if (values.size() != 1)
        return std::nullopt;
    const auto contact = sip::NameAddr::parse(values.front());
    return contact ? std::optional{contact->uriText} : std::nullopt;
}

void judgeRefresh(const dialog::CallStory& story, const Binding& before, Index request,
                  std::string_view contact, Report& report)
{
    const base::Duration lasts = std::chrono::seconds{before.expires};
    const base::Duration after = story.between(before.granted, request);
    if (before.expires == 0 || after <= lasts + tolerance)
        return;
    report.add(registrationLapsed,
               {std::string{contact}, std::to_string(before.expires), secondsText(after),
                secondsText(after - lasts)},
               {story.id(before.granted), story.id(request)}, std::string{contact});
}

void checkRegistration(const dialog::CallStory& story, Report& report)
{
    // The latest grant of each contact, on whichever hop.
    std::map<std::string_view, Binding> bindings;
    for (const dialog::Transaction& transaction : story.transactions) {
        if (transaction.method != call::Method::Register || !transaction.hasRequest())
            continue;
        const auto contact = contactOf(story.message(transaction.request()));
        if (!contact)
            continue;
        if (const auto known = bindings.find(*contact); known != bindings.end()) {
            judgeRefresh(story, known->second, transaction.request(), *contact, report);
            // Whatever becomes of this refresh, the lapse has been told.
            if (story.between(known->second.granted, transaction.request()) >
                std::chrono::seconds{known->second.expires})
                bindings.erase(known);
        }
        const dialog::Response* const answer = transaction.finalResponse();
        if (answer == nullptr || !answer->isSuccess())
            continue;
        const auto granted = grantedTo(story.message(answer->first()), *contact);
        bindings[*contact] = {answer->first(), granted.value_or(0)};
    }
}

} // namespace

const Rule registrationRule{registrationKinds, &checkRegistration};

} // namespace core::finding
