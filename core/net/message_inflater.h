// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

namespace core::net {

/// Undoes the compression of WebSocket messages (RFC 7692 section 7.2.2). Keeps its window from message to
/// message, which also suits senders that do not.
class MessageInflater {
public:
    MessageInflater();
    ~MessageInflater();
    MessageInflater(const MessageInflater&) = delete;
    MessageInflater& operator=(const MessageInflater&) = delete;

    /// Replaces `plain` by the message, or by the part of it that could be read (at most `maximumSize`
    /// bytes); false then.
    [[nodiscard]] bool inflate(std::span<const std::byte> packed, std::size_t maximumSize,
                               std::vector<std::byte>& plain);

private:
    struct Stream;

    /// False when the data are damaged or too long.
    [[nodiscard]] bool feed(std::span<const std::byte> packed, std::size_t maximumSize,
                            std::vector<std::byte>& plain);

    std::unique_ptr<Stream> m_stream;
};

} // namespace core::net
