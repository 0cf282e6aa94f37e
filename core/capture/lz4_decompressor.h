// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/decompressor.h"

namespace core::capture {

/// The frame format of LZ4 (as the lz4 program writes it).
class Lz4Decompressor final : public Decompressor {
public:
    Lz4Decompressor();
    ~Lz4Decompressor() override;

private:
    struct Context;

    Step decompress(std::span<const std::byte> input, std::span<std::byte> output) override;

    std::unique_ptr<Context> m_context;
};

} // namespace core::capture
