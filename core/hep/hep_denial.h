// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace core::hep {

/// Why a listener took nothing from a sender. Not to be confused with HepRefusal, which says why bytes are
/// no HEP.
enum class HepDenial : std::uint8_t {
    SenderNotAllowed = 0, ///< its address is not on the list
    KeyMissing = 1,       ///< a key is asked for, and the packet has none
    KeyWrong = 2,
    TooManyConnections = 3,
    TlsFailed = 4, ///< the connection is not TLS, or not as we want it
    NotHep = 5,    ///< the connection was closed because it brought something else
    TooSlow = 6,   ///< the connection was closed because nothing came
};

inline constexpr std::size_t hepDenialCount = 7;

/// Stable names for scripts: "key-wrong".
[[nodiscard]] constexpr std::string_view name(HepDenial denial)
{
    switch (denial) {
    case HepDenial::SenderNotAllowed:
        return "sender-not-allowed";
    case HepDenial::KeyMissing:
        return "key-missing";
    case HepDenial::KeyWrong:
        return "key-wrong";
    case HepDenial::TooManyConnections:
        return "too-many-connections";
    case HepDenial::TlsFailed:
        return "tls-failed";
    case HepDenial::NotHep:
        return "not-hep";
    case HepDenial::TooSlow:
        return "too-slow";
    }
    return "unknown";
}

} // namespace core::hep
