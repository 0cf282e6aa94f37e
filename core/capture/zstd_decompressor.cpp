// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/zstd_decompressor.h"

#include <bit>
#include <zstd.h>
#include <zstd_errors.h>

namespace core::capture {

struct ZstdDecompressor::Context {
    Context() : zstd(ZSTD_createDCtx())
    {
        constexpr int windowLog = std::bit_width(maximumMemory) - 1;
        if (zstd != nullptr)
            ZSTD_DCtx_setParameter(zstd, ZSTD_d_windowLogMax, windowLog);
    }

    ~Context() { ZSTD_freeDCtx(zstd); }

    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;

    ZSTD_DCtx* zstd;
};

ZstdDecompressor::ZstdDecompressor() : m_context(std::make_unique<Context>()) {}

ZstdDecompressor::~ZstdDecompressor() = default;

Decompressor::Step ZstdDecompressor::decompress(std::span<const std::byte> input, std::span<std::byte> output)
{
    if (m_context->zstd == nullptr)
        return {0, 0, State::Unsupported};
    ZSTD_inBuffer in{input.data(), input.size(), 0};
    ZSTD_outBuffer out{output.data(), output.size(), 0};
    const std::size_t result = ZSTD_decompressStream(m_context->zstd, &out, &in);
    if (ZSTD_isError(result) == 0)
        return {in.pos, out.pos, result == 0 ? State::BetweenMembers : State::Running};
    switch (ZSTD_getErrorCode(result)) {
    case ZSTD_error_frameParameter_windowTooLarge:
    case ZSTD_error_frameParameter_unsupported:
    case ZSTD_error_version_unsupported:
    case ZSTD_error_dictionary_wrong:
    case ZSTD_error_memory_allocation:
        return {in.pos, out.pos, State::Unsupported};
    default:
        return {in.pos, out.pos, State::Damaged};
    }
}

} // namespace core::capture
