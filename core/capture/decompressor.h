// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <span>

namespace core::capture {

/// Undoes one compression format, also when several members (frames, streams) follow each other. Memory is
/// bounded whatever the input says. One thread.
class Decompressor {
public:
    enum class State {
        Running,        ///< wants more input, or has more output
        BetweenMembers, ///< a member is complete; the file may end here
        Finished,       ///< what follows the last member is padding
        Damaged,
        Unsupported, ///< wants more memory than is granted, or a variant of the format that we do not know
    };

    struct Step {
        std::size_t consumed = 0;
        std::size_t produced = 0;
        State state = State::Running;
    };

    /// What a decoder may take for its window. Presets of zstd and xz need at most 128 MiB and 65 MiB.
    static constexpr std::size_t maximumMemory = std::size_t{128} << 20U;

    virtual ~Decompressor() = default;
    Decompressor(const Decompressor&) = delete;
    Decompressor& operator=(const Decompressor&) = delete;

    /// Decompresses from `input` into `output` until one of them is used up or the state changes.
    Step step(std::span<const std::byte> input, std::span<std::byte> output);

    [[nodiscard]] State state() const { return m_state; }

protected:
    Decompressor() = default;

    /// One call of the library. Neither Finished, Damaged nor Unsupported happened before, `output` has room,
    /// and between members there is input.
    virtual Step decompress(std::span<const std::byte> input, std::span<std::byte> output) = 0;

private:
    State m_state = State::BetweenMembers;
};

/// As many bytes of a file as tell its compression.
inline constexpr std::size_t compressionMagicSize = 6;

/// Told by content: gzip, zstd, lz4 (frame format) or xz. Null when `start` is none of them.
[[nodiscard]] std::unique_ptr<Decompressor> makeDecompressor(std::span<const std::byte> start);

/// bzip2, compress and the like: recognised, but not read.
[[nodiscard]] bool isForeignCompression(std::span<const std::byte> start);

} // namespace core::capture
