// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dialog/sip_fragment.h"

#include "core/base/ascii.h"

namespace core::dialog {

std::uint16_t statusOfFragment(const sip::Message& notify)
{
    constexpr std::string_view version = "SIP/2.0 ";
    if (!base::startsWithIgnoringCase(notify.header(sip::HeaderName::ContentType), "message/sipfrag"))
        return 0;
    const std::string_view body = base::trimmed(notify.body());
    if (!body.starts_with(version) || body.size() < version.size() + 3)
        return 0;
    const auto status = base::parseDecimal<std::uint16_t>(body.substr(version.size(), 3));
    return status && *status >= 100 && *status < 700 ? *status : std::uint16_t{0};
}

} // namespace core::dialog
