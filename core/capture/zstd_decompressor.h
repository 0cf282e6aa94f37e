// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/decompressor.h"

namespace core::capture {

/// Zstandard (RFC 8878), in one or several frames, skippable ones among them.
class ZstdDecompressor final : public Decompressor {
public:
    ZstdDecompressor();
    ~ZstdDecompressor() override;

private:
    struct Context;

    Step decompress(std::span<const std::byte> input, std::span<std::byte> output) override;

    std::unique_ptr<Context> m_context;
};

} // namespace core::capture
