// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/decompressor.h"

namespace core::capture {

/// gzip (RFC 1952).
class GzipDecompressor final : public Decompressor {
public:
    GzipDecompressor();
    ~GzipDecompressor() override;

private:
    struct Stream;

    Step decompress(std::span<const std::byte> input, std::span<std::byte> output) override;

    std::unique_ptr<Stream> m_stream;
    bool m_hadMember = false;
};

} // namespace core::capture
