// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/call/contact.h"

#include "core/base/ascii.h"

namespace core::call {

std::uint32_t parseSeconds(std::string_view text)
{
    text = base::trimmed(text);
    if (const auto seconds = base::parseDecimal<std::uint32_t>(text))
        return seconds == noExpiry ? noExpiry - 1 : *seconds;
    const bool isNumber = !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
    return isNumber ? noExpiry - 1 : noExpiry;
}

std::uint32_t expiresHeader(const sip::Message& message)
{
    return parseSeconds(message.header(sip::HeaderName::Expires));
}

Contact parseContact(std::string_view value)
{
    if (const auto contact = sip::NameAddr::parse(value))
        return {contact->uriText, parseSeconds(contact->parameter("expires").value_or(std::string_view{})),
                contact->parameters};
    return {base::trimmed(value), noExpiry, {}};
}

} // namespace core::call
