// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/leg/relay_words.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <vector>

namespace core::leg {

std::uint64_t streamKeyOf(const session::StreamRow& stream)
{
    return RelayCollector::keyOf(RelayRule::RtpSource, std::to_string(stream.ssrc));
}

void RelayWords::want(const RelayPair& pair)
{
    m_said.try_emplace({pair.firstId, pair.key});
    m_said.try_emplace({pair.secondId, pair.key});
}

void RelayWords::read(std::int64_t id, const sip::Message& message)
{
    std::vector<RelayHint> hints;
    findRelayHints(message, hints);
    for (RelayHint& hint : hints) {
        const auto said = m_said.find({id, RelayCollector::keyOf(hint.rule, hint.value)});
        if (said != m_said.end())
            said->second = {std::move(hint.value), std::move(hint.words)};
    }
}

void RelayWords::read(const session::StreamRow& stream)
{
    const auto said = m_said.find({stream.id, streamKeyOf(stream)});
    if (said == m_said.end())
        return;
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "0x%08x", stream.ssrc);
    said->second.words = text.data();
}

RelayWords::Said RelayWords::saidBy(std::int64_t id, std::uint64_t key) const
{
    const auto found = m_said.find({id, key});
    return found == m_said.end() ? Said{} : found->second;
}

Evidence RelayWords::evidenceOf(const RelayPair& pair) const
{
    const std::string first = std::to_string(pair.firstId);
    const std::string second = std::to_string(pair.secondId);
    const auto [value, words] = saidBy(pair.secondId, pair.key);
    const std::string caller = value.substr(0, value.find('\n'));
    const std::string called = value.substr(std::min(caller.size() + 1, value.size()));
    const auto form = [&](EvidenceForm apart, EvidenceForm overOneHost) {
        return pair.isOverOneHost ? overOneHost : apart;
    };
    switch (pair.rule) {
    case RelayRule::Users:
        return {form(EvidenceForm::Users, EvidenceForm::UsersOneHost), {first, second, caller, called}};
    case RelayRule::Diversion:
        return {form(EvidenceForm::Diversion, EvidenceForm::DiversionOneHost),
                {words, second, caller, called, first}};
    case RelayRule::Origin:
    case RelayRule::OriginAndHost:
        return {form(EvidenceForm::Origin, EvidenceForm::OriginOneHost), {words, first, second}};
    case RelayRule::MediaAddress:
        return {form(EvidenceForm::MediaAddress, EvidenceForm::MediaAddressOneHost), {words, first, second}};
    case RelayRule::RtpSource:
        break;
    }
    return {form(EvidenceForm::RtpSource, EvidenceForm::RtpSourceOneHost), {words, first, second}};
}

} // namespace core::leg
