// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/filter/text_search.h"

#include "core/base/ascii.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace core::filter {
namespace {

/// Sixteen bytes at once; GCC and Clang turn it into whatever the machine has.
using Bytes = unsigned char __attribute__((vector_size(16)));

Bytes load(const char* from)
{
    Bytes bytes;
    std::memcpy(&bytes, from, sizeof bytes);
    return bytes;
}

Bytes repeated(char c)
{
    return Bytes{} + static_cast<unsigned char>(c);
}

bool anySet(Bytes bytes)
{
    std::uint64_t halves[2];
    std::memcpy(halves, &bytes, sizeof halves);
    return (halves[0] | halves[1]) != 0;
}

/// Bit that makes a letter lower case; for other bytes nothing may be changed.
char caseBit(char lower)
{
    return base::isAlpha(lower) ? ' ' : '\0';
}

bool isAt(const char* text, std::string_view lowerNeedle)
{
    return std::equal(lowerNeedle.begin(), lowerNeedle.end(), text,
                      [](char expected, char c) { return expected == base::toLower(c); });
}

} // namespace

TextSearch::TextSearch(std::string_view needle) : m_needle(needle)
{
    std::transform(m_needle.begin(), m_needle.end(), m_needle.begin(), base::toLower);
}

bool TextSearch::isIn(std::string_view text) const
{
    if (m_needle.empty())
        return true;
    if (text.size() < m_needle.size())
        return false;
    const std::size_t places = text.size() - m_needle.size() + 1;
    const std::size_t toLast = m_needle.size() - 1;
    const Bytes first = repeated(m_needle.front());
    const Bytes last = repeated(m_needle.back());
    const Bytes firstCase = repeated(caseBit(m_needle.front()));
    const Bytes lastCase = repeated(caseBit(m_needle.back()));

    // Places where both the first and the last byte fit are rare; only those are compared in full.
    std::size_t place = 0;
    for (; place + sizeof(Bytes) <= places; place += sizeof(Bytes)) {
        const char* here = text.data() + place;
        const auto hits = ((load(here) | firstCase) == first) & ((load(here + toLast) | lastCase) == last);
        Bytes bytes;
        std::memcpy(&bytes, &hits, sizeof bytes);
        if (!anySet(bytes))
            continue;
        for (std::size_t i = 0; i < sizeof(Bytes); ++i) {
            if (bytes[i] != 0 && isAt(here + i, m_needle))
                return true;
        }
    }
    for (; place < places; ++place) {
        if (isAt(text.data() + place, m_needle))
            return true;
    }
    return false;
}

} // namespace core::filter
