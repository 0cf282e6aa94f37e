// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dialog/options.h"

#include "core/base/ascii.h"
#include "core/sip/name_addr.h"

namespace core::dialog {

void forEachValue(const sip::Message& message, sip::HeaderName name,
                  const std::function<void(std::string_view)>& visit)
{
    for (const sip::HeaderField& field : message.headers()) {
        if (field.name != name)
            continue;
        std::string_view rest = message.valueOf(field);
        std::string_view value;
        while (sip::nextValue(rest, value)) {
            const std::string_view trimmed = base::trimmed(value);
            if (!trimmed.empty())
                visit(trimmed);
        }
    }
}

bool namesOption(const sip::Message& message, sip::HeaderName header, std::string_view option)
{
    bool isNamed = false;
    forEachValue(message, header, [&](std::string_view value) {
        isNamed = isNamed || base::equalsIgnoringCase(value, option);
    });
    return isNamed;
}

} // namespace core::dialog
