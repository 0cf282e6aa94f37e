// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tls/secret.h"

#include "core/base/ascii.h"

#include <algorithm>

namespace core::tls {
namespace {

constexpr std::size_t smallestSecret = 32;
/// The largest hash of a cipher suite has 48 bytes; nothing rightful is longer than a SHA-512.
constexpr std::size_t largestSecret = 64;

constexpr std::array<std::string_view, 6> labels{"CLIENT_RANDOM",
                                                 "CLIENT_EARLY_TRAFFIC_SECRET",
                                                 "CLIENT_HANDSHAKE_TRAFFIC_SECRET",
                                                 "SERVER_HANDSHAKE_TRAFFIC_SECRET",
                                                 "CLIENT_TRAFFIC_SECRET_0",
                                                 "SERVER_TRAFFIC_SECRET_0"};

constexpr std::array<std::string_view, 3> origins{"key log", "capture", "RSA key"};

std::optional<unsigned> hexDigit(char c)
{
    if (base::isDigit(c))
        return static_cast<unsigned>(c - '0');
    const char lower = base::toLower(c);
    if (lower >= 'a' && lower <= 'f')
        return static_cast<unsigned>(lower - 'a') + 10;
    return std::nullopt;
}

/// False when `text` is not exactly as many hexadecimal bytes as fit.
bool readHex(std::string_view text, std::span<std::byte> bytes)
{
    if (text.size() != 2 * bytes.size())
        return false;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const auto high = hexDigit(text[2 * i]);
        const auto low = hexDigit(text[2 * i + 1]);
        if (!high || !low)
            return false;
        bytes[i] = static_cast<std::byte>(*high << 4U | *low);
    }
    return true;
}

std::string_view nextWord(std::string_view& line)
{
    const auto end = std::min(line.find(' '), line.size());
    const auto word = line.substr(0, end);
    line.remove_prefix(std::min(end + 1, line.size()));
    return word;
}

} // namespace

std::string_view name(SecretLabel label)
{
    return labels[static_cast<std::size_t>(label)];
}

std::string_view name(SecretOrigin origin)
{
    return origins[static_cast<std::size_t>(origin)];
}

std::optional<SecretLabel> secretLabel(std::string_view name)
{
    const auto place = std::find(labels.begin(), labels.end(), name);
    return place == labels.end() ? std::nullopt
                                 : std::optional{static_cast<SecretLabel>(place - labels.begin())};
}

std::optional<SecretOrigin> secretOrigin(std::string_view name)
{
    const auto place = std::find(origins.begin(), origins.end(), name);
    return place == origins.end() ? std::nullopt
                                  : std::optional{static_cast<SecretOrigin>(place - origins.begin())};
}

std::optional<Secret> parseKeyLogLine(std::string_view line, SecretOrigin origin)
{
    line = base::trimmed(line);
    const auto label = secretLabel(nextWord(line));
    if (!label)
        return std::nullopt;
    Secret secret;
    secret.label = *label;
    secret.origin = origin;
    if (!readHex(nextWord(line), secret.random))
        return std::nullopt;
    const std::size_t size = line.size() / 2;
    if (size < smallestSecret || size > largestSecret)
        return std::nullopt;
    secret.bytes.resize(size);
    if (!readHex(line, secret.bytes))
        return std::nullopt;
    return secret;
}

std::string toHex(std::span<const std::byte> bytes)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(2 * bytes.size());
    for (const std::byte b : bytes) {
        text += digits[std::to_integer<unsigned>(b) >> 4U];
        text += digits[std::to_integer<unsigned>(b) & 0x0FU];
    }
    return text;
}

} // namespace core::tls
