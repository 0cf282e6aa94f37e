// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/keyed_hash.h"

#include "core/base/ascii.h"

#include <bit>
#include <cstring>
#include <random>

namespace core::base {
namespace {

struct State {
    std::uint64_t v0;
    std::uint64_t v1;
    std::uint64_t v2;
    std::uint64_t v3;

    void round()
    {
        v0 += v1;
        v1 = std::rotl(v1, 13) ^ v0;
        v0 = std::rotl(v0, 32);
        v2 += v3;
        v3 = std::rotl(v3, 16) ^ v2;
        v0 += v3;
        v3 = std::rotl(v3, 21) ^ v0;
        v2 += v1;
        v1 = std::rotl(v1, 17) ^ v2;
        v2 = std::rotl(v2, 32);
    }

    void absorb(std::uint64_t word)
    {
        v3 ^= word;
        round();
        v0 ^= word;
    }
};

std::uint64_t loadLittleEndian(const std::byte* bytes)
{
    std::uint64_t word = 0;
    std::memcpy(&word, bytes, sizeof word);
    if constexpr (std::endian::native == std::endian::big)
        word = __builtin_bswap64(word);
    return word;
}

} // namespace

std::uint64_t keyedHash(const HashKey& key, std::span<const std::byte> bytes)
{
    State state{key[0] ^ 0x736f6d6570736575ULL, key[1] ^ 0x646f72616e646f6dULL,
                key[0] ^ 0x6c7967656e657261ULL, key[1] ^ 0x7465646279746573ULL};
    const std::size_t whole = bytes.size() & ~std::size_t{7};
    for (std::size_t i = 0; i < whole; i += 8)
        state.absorb(loadLittleEndian(bytes.data() + i));
    std::uint64_t last = static_cast<std::uint64_t>(bytes.size()) << 56U;
    for (std::size_t i = whole; i < bytes.size(); ++i)
        last |= std::to_integer<std::uint64_t>(bytes[i]) << (8U * (i - whole));
    state.absorb(last);
    state.v2 ^= 0xff;
    state.round();
    state.round();
    state.round();
    return state.v0 ^ state.v1 ^ state.v2 ^ state.v3;
}

std::uint64_t keyedHash(const HashKey& key, std::string_view text)
{
    return keyedHash(key, asBytes(text));
}

HashKey randomHashKey()
{
    std::random_device source;
    const auto word = [&source] { return static_cast<std::uint64_t>(source()) << 32U | source(); };
    return {word(), word()};
}

const HashKey& processHashKey()
{
    static const HashKey key = randomHashKey();
    return key;
}

} // namespace core::base
