// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/call/packed_text.h"

#include <algorithm>
#include <cstring>

namespace core::call {
namespace {

/// Room for the remote tag and the final reason, which come after the rest.
constexpr std::size_t slack = 48;
constexpr std::size_t largestKeptText = 512;

} // namespace

std::string_view PackedText::get(CallText which) const
{
    const auto index = static_cast<std::size_t>(which);
    return {m_bytes.get() + begin(index), m_ends[index] - begin(index)};
}

void PackedText::set(CallText which, std::string_view text)
{
    const auto index = static_cast<std::size_t>(which);
    const std::size_t from = begin(index);
    const std::size_t oldEnd = m_ends[index];
    const std::size_t newEnd = from + text.size();
    const std::size_t oldSize = m_ends.back();
    reserve(oldSize - oldEnd + newEnd);
    if (oldSize > oldEnd)
        std::memmove(m_bytes.get() + newEnd, m_bytes.get() + oldEnd, oldSize - oldEnd);
    if (!text.empty())
        std::memcpy(m_bytes.get() + from, text.data(), text.size());
    for (std::size_t later = index; later < count; ++later)
        m_ends[later] = static_cast<std::uint32_t>(m_ends[later] - oldEnd + newEnd);
}

void PackedText::setAll(const std::array<std::string_view, count>& texts)
{
    std::size_t size = 0;
    for (const std::string_view text : texts)
        size += text.size();
    m_ends.fill(0);
    reserve(size + slack);
    std::size_t end = 0;
    for (std::size_t index = 0; index < count; ++index) {
        end = static_cast<std::size_t>(
            std::copy(texts[index].begin(), texts[index].end(), m_bytes.get() + end) - m_bytes.get());
        m_ends[index] = static_cast<std::uint32_t>(end);
    }
}

void PackedText::clear()
{
    m_ends.fill(0);
    if (m_capacity > largestKeptText) {
        m_bytes.reset();
        m_capacity = 0;
    }
}

void PackedText::reserve(std::size_t size)
{
    if (size <= m_capacity)
        return;
    std::unique_ptr<char[]> bytes{new char[size]};
    std::copy_n(m_bytes.get(), m_ends.back(), bytes.get());
    m_bytes = std::move(bytes);
    m_capacity = static_cast<std::uint32_t>(size);
}

} // namespace core::call
