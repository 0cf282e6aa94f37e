// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string_view>

namespace ui::adapt {

/// Why a TLS connection could or could not be decrypted, in the language of the user: the sentence of
/// core::tls::describe() without the version and the cipher suite before it.
[[nodiscard]] QString tlsReason(std::string_view sentence);

} // namespace ui::adapt
