// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <span>

namespace core::capture {

/// Undoes gzip (RFC 1952), also when several members follow each other. One thread.
class GzipInflater {
public:
    enum class State {
        Running,        ///< wants more input, or has more output
        BetweenMembers, ///< a member is complete; the file may end here
        Finished,       ///< what follows the last member is padding
        Damaged,
    };

    struct Step {
        std::size_t consumed = 0;
        std::size_t produced = 0;
        State state = State::Running;
    };

    GzipInflater();
    ~GzipInflater();
    GzipInflater(GzipInflater&&) noexcept;
    GzipInflater& operator=(GzipInflater&&) noexcept;

    /// Inflates from `input` into `output` until one of them is used up or the state changes.
    Step step(std::span<const std::byte> input, std::span<std::byte> output);

private:
    struct Stream;

    std::unique_ptr<Stream> m_stream;
    State m_state = State::BetweenMembers;
    bool m_hadMember = false;
};

} // namespace core::capture
