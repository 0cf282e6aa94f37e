// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/decompressor.h"

namespace core::capture {

/// The .xz format, in one or several streams with padding between them.
class XzDecompressor final : public Decompressor {
public:
    XzDecompressor();
    ~XzDecompressor() override;

private:
    struct Stream;

    Step decompress(std::span<const std::byte> input, std::span<std::byte> output) override;

    std::unique_ptr<Stream> m_stream;
};

} // namespace core::capture
