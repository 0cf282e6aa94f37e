// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/hep_gate.h"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <openssl/crypto.h>

namespace core::capture {
namespace {

constexpr std::size_t longestKey = 4096;
constexpr std::chrono::milliseconds reportEvery{250};

} // namespace

base::Result<std::string> readHepKey(const std::filesystem::path& path)
{
    errno = 0;
    std::ifstream file{path, std::ios::binary};
    std::string key(longestKey + 1, '\0');
    if (!file)
        return base::errnoError(errno, path.string());
    file.read(key.data(), static_cast<std::streamsize>(key.size()));
    if (file.bad())
        return base::errnoError(errno, path.string());
    key.resize(static_cast<std::size_t>(file.gcount()));
    key.resize(std::min(key.find_first_of("\r\n"), key.size()));
    if (key.empty() || key.size() > longestKey)
        return base::Error{base::ErrorCode::OptionInvalid, path.string(),
                           key.empty() ? "no key in the first line" : "the key is longer than 4096 bytes"};
    return key;
}

bool isSameKey(std::string_view given, std::string_view expected)
{
    const bool isSameLength = given.size() == expected.size();
    const std::string_view other = isSameLength ? expected : given;
    return CRYPTO_memcmp(given.data(), other.data(), given.size()) == 0 && isSameLength;
}

bool HepGate::letsIn(const net::IpAddress& sender, base::Timestamp now)
{
    const auto& allowed = m_admission.allowed;
    if (allowed.empty() || std::ranges::any_of(allowed, [&sender](const net::IpNetwork& network) {
            return network.contains(sender);
        }))
        return true;
    refuse(sender, hep::HepDenial::SenderNotAllowed, now);
    return false;
}

bool HepGate::letsIn(const net::IpAddress& sender, const hep::HepDecoding& decoding, base::Timestamp now)
{
    if (!m_admission.key)
        return true;
    const std::string_view given = decoding.packet ? decoding.packet->authenticationKey : std::string_view{};
    if (!given.empty() && isSameKey(given, *m_admission.key))
        return true;
    refuse(sender, given.empty() ? hep::HepDenial::KeyMissing : hep::HepDenial::KeyWrong, now);
    return false;
}

void HepGate::report(FrameSink& sink, base::SourceId source, bool isLast)
{
    const Clock::time_point now = Clock::now();
    if (!isLast && now - m_lastReport < reportEvery)
        return;
    m_lastReport = now;
    const std::vector<SenderRefusals> changes = m_senders.takeChanges();
    if (!changes.empty())
        sink.reportRefusals(source, changes);
}

} // namespace core::capture
