// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <span>
#include <utility>

namespace core::base {

/// Bytes that are about to be overwritten: what std::vector<std::byte> is, but growing does not fill new
/// bytes with zeros, which on the way of hundreds of megabytes is a pass over memory of its own. Movable
/// only.
class ByteBuffer {
public:
    ByteBuffer() = default;

    ByteBuffer(ByteBuffer&& other) noexcept { swap(other); }

    ByteBuffer& operator=(ByteBuffer&& other) noexcept
    {
        ByteBuffer taken{std::move(other)};
        swap(taken);
        return *this;
    }

    [[nodiscard]] std::byte* data() { return m_bytes.get(); }

    [[nodiscard]] const std::byte* data() const { return m_bytes.get(); }

    [[nodiscard]] std::size_t size() const { return m_size; }

    [[nodiscard]] std::size_t capacity() const { return m_capacity; }

    [[nodiscard]] bool empty() const { return m_size == 0; }

    [[nodiscard]] std::byte* begin() { return data(); }

    [[nodiscard]] std::byte* end() { return data() + m_size; }

    [[nodiscard]] const std::byte* begin() const { return data(); }

    [[nodiscard]] const std::byte* end() const { return data() + m_size; }

    /// Keeps the memory.
    void clear() { m_size = 0; }

    void reserve(std::size_t capacity)
    {
        if (capacity > m_capacity)
            reallocate(capacity);
    }

    /// New bytes have any value.
    void resize(std::size_t size)
    {
        if (size > m_capacity)
            reallocate(std::max(size, m_capacity + m_capacity / 2));
        m_size = size;
    }

    /// `bytes` must not lie in this buffer.
    void append(std::span<const std::byte> bytes)
    {
        if (bytes.empty())
            return;
        const std::size_t before = m_size;
        resize(before + bytes.size());
        std::memcpy(m_bytes.get() + before, bytes.data(), bytes.size());
    }

    /// Removes `count` bytes from the front; there must be so many.
    void removeFront(std::size_t count)
    {
        if (count != 0 && count < m_size)
            std::memmove(m_bytes.get(), m_bytes.get() + count, m_size - count);
        m_size -= count;
    }

private:
    void swap(ByteBuffer& other) noexcept
    {
        std::swap(m_bytes, other.m_bytes);
        std::swap(m_size, other.m_size);
        std::swap(m_capacity, other.m_capacity);
    }

    void reallocate(std::size_t capacity)
    {
        auto bytes = std::make_unique_for_overwrite<std::byte[]>(capacity);
        if (m_size != 0)
            std::memcpy(bytes.get(), m_bytes.get(), m_size);
        m_bytes = std::move(bytes);
        m_capacity = capacity;
    }

    std::unique_ptr<std::byte[]> m_bytes;
    std::size_t m_size = 0;
    std::size_t m_capacity = 0;
};

} // namespace core::base
