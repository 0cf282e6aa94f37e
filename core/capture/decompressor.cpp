// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/decompressor.h"

#include "core/base/ascii.h"
#include "core/capture/gzip_decompressor.h"
#include "core/capture/lz4_decompressor.h"
#include "core/capture/xz_decompressor.h"
#include "core/capture/zstd_decompressor.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace core::capture {
namespace {

constexpr std::string_view gzipMagic{"\x1f\x8b", 2};
constexpr std::string_view zstdMagic{"\x28\xb5\x2f\xfd", 4};
constexpr std::string_view lz4Magic{"\x04\x22\x4d\x18", 4};
constexpr std::string_view xzMagic{"\xfd\x37zXZ\x00", 6};
constexpr std::array<std::string_view, 4> foreignMagics{{
    {"BZh", 3},              // bzip2
    {"\x1f\x9d", 2},         // compress
    {"\x02\x21\x4c\x18", 4}, // lz4 before it had frames
    {"LZIP", 4},
}};

/// Parallel zstd writes such a frame first (RFC 8878, 3.1.2): 0x184D2A50 to 0x184D2A5F.
bool beginsWithSkippableFrame(std::string_view start)
{
    return start.size() >= 4 && (static_cast<unsigned char>(start[0]) & 0xf0U) == 0x50U &&
           start.substr(1, 3) == std::string_view{"\x2a\x4d\x18", 3};
}

} // namespace

Decompressor::Step Decompressor::step(std::span<const std::byte> input, std::span<std::byte> output)
{
    const bool isOver = m_state != State::Running && m_state != State::BetweenMembers;
    if (isOver || output.empty() || (m_state == State::BetweenMembers && input.empty()))
        return {0, 0, m_state};
    const Step done = decompress(input, output);
    m_state = done.state;
    return done;
}

std::unique_ptr<Decompressor> makeDecompressor(std::span<const std::byte> start)
{
    const std::string_view text = base::asText(start);
    if (text.starts_with(gzipMagic))
        return std::make_unique<GzipDecompressor>();
    if (text.starts_with(zstdMagic) || beginsWithSkippableFrame(text))
        return std::make_unique<ZstdDecompressor>();
    if (text.starts_with(lz4Magic))
        return std::make_unique<Lz4Decompressor>();
    if (text.starts_with(xzMagic))
        return std::make_unique<XzDecompressor>();
    return nullptr;
}

bool isForeignCompression(std::span<const std::byte> start)
{
    const std::string_view text = base::asText(start);
    return std::any_of(foreignMagics.begin(), foreignMagics.end(),
                       [text](std::string_view magic) { return text.starts_with(magic); });
}

} // namespace core::capture
