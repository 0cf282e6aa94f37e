// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace core::media {

enum class JsonFault : std::uint8_t {
    None,
    NotJson, ///< it does not begin as an object, or something stands where nothing can
    CutShort,
    TooDeep,
    TooLarge,
};

/// Receives what a JSON text says, in its order; keys that come twice come twice. Views into the text.
class JsonVisitor {
public:
    virtual ~JsonVisitor() = default;
    /// An object or array; its key is empty within an array, and for the outermost.
    virtual void onBegin(std::string_view key, bool isObject) = 0;
    virtual void onEnd() = 0;
    /// `value` as it is written, of a string without its quotes: "200", "null".
    virtual void onValue(std::string_view key, std::string_view value) = 0;
};

/// Walks through the JSON that agents put together by hand: quotes and line ends within strings that nobody
/// escaped are taken for text, commas may be missing, and what follows the outermost object does not count.
/// What was handed out before a fault stays good. Without memory of its own, in one pass.
class JsonWalker {
public:
    static constexpr std::size_t mostDepth = 16;
    static constexpr std::size_t largest = 64U << 10U; ///< bytes

    explicit JsonWalker(std::string_view text) : m_text(text) {}

    [[nodiscard]] JsonFault walk(JsonVisitor& visitor);

private:
    [[nodiscard]] bool skipBlank();
    [[nodiscard]] JsonFault step(JsonVisitor& visitor);
    [[nodiscard]] JsonFault takeValue(std::string_view key, JsonVisitor& visitor);
    [[nodiscard]] JsonFault takeKey(std::string_view& key);
    [[nodiscard]] bool takeString(std::string_view& text);
    [[nodiscard]] bool endsString(std::size_t quote) const;
    [[nodiscard]] std::string_view takeWord();

    std::string_view m_text;
    std::size_t m_position = 0;
    std::array<bool, mostDepth> m_isObject{};
    std::size_t m_depth = 0;
};

} // namespace core::media
