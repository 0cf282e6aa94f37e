// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

namespace core::call {

/// The texts of a call that the tracker keeps.
enum class CallText : std::uint8_t {
    CallId,
    Method,
    FromUser,
    FromHost,
    ToUser,
    ToHost,
    FromTag,
    RemoteTag,
    FinalReason,
};

/// All texts of one call in one allocation: hundreds of thousands of calls are in memory at a time, and nine
/// std::string would cost more than all the rest of a call.
class PackedText {
public:
    static constexpr std::size_t count = 9;

    [[nodiscard]] std::string_view get(CallText which) const;
    /// Views handed out before are void afterwards; `text` must not be one of them.
    void set(CallText which, std::string_view text);
    void setAll(const std::array<std::string_view, count>& texts);
    /// Keeps a small buffer for the next call.
    void clear();

    /// Bytes in use.
    [[nodiscard]] std::size_t footprint() const { return m_ends.back(); }

private:
    [[nodiscard]] std::size_t begin(std::size_t index) const { return index == 0 ? 0 : m_ends[index - 1]; }

    void reserve(std::size_t size);

    std::unique_ptr<char[]> m_bytes;
    std::uint32_t m_capacity = 0;
    std::array<std::uint32_t, count> m_ends{};
};

} // namespace core::call
