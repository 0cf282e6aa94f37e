// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/lz4_decompressor.h"

#include <lz4frame.h>

namespace core::capture {

struct Lz4Decompressor::Context {
    Context()
    {
        if (LZ4F_isError(LZ4F_createDecompressionContext(&lz4, LZ4F_VERSION)) != 0)
            lz4 = nullptr;
    }

    ~Context() { LZ4F_freeDecompressionContext(lz4); }

    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;

    LZ4F_dctx* lz4 = nullptr;
};

Lz4Decompressor::Lz4Decompressor() : m_context(std::make_unique<Context>()) {}

Lz4Decompressor::~Lz4Decompressor() = default;

/// A block is at most 4 MiB, so the library's memory is bounded by the format.
Decompressor::Step Lz4Decompressor::decompress(std::span<const std::byte> input, std::span<std::byte> output)
{
    if (m_context->lz4 == nullptr)
        return {0, 0, State::Unsupported};
    std::size_t consumed = input.size();
    std::size_t produced = output.size();
    const std::size_t result =
        LZ4F_decompress(m_context->lz4, output.data(), &produced, input.data(), &consumed, nullptr);
    // On an error the library leaves the sizes as they were given.
    if (LZ4F_isError(result) != 0)
        return {0, 0, State::Damaged};
    return {consumed, produced, result == 0 ? State::BetweenMembers : State::Running};
}

} // namespace core::capture
