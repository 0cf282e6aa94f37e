// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/call/info_digits.h"

#include "core/base/ascii.h"
#include "core/media/audio_meter.h"

#include <algorithm>

namespace core::call {
namespace {

constexpr std::size_t mostCalls = 8'192;

/// "5", "*", or a number of RFC 4733: "11" for "#".
std::optional<char> digitOf(std::string_view signal)
{
    constexpr std::string_view digits = "0123456789*#ABCD";
    if (signal.size() == 1) {
        const char upper = base::toUpper(signal.front());
        return digits.find(upper) == std::string_view::npos ? std::nullopt : std::optional{upper};
    }
    const auto number = base::parseDecimal<std::uint8_t>(signal);
    return number && *number < digits.size() ? std::optional{digits[*number]} : std::nullopt;
}

/// The value behind "Signal" in a body of dtmf-relay.
std::string_view signalIn(std::string_view body)
{
    while (!body.empty()) {
        const std::string_view line = body.substr(0, body.find_first_of("\r\n"));
        const std::size_t equals = line.find('=');
        if (equals != std::string_view::npos &&
            base::equalsIgnoringCase(base::trimmed(line.substr(0, equals)), "signal"))
            return base::trimmed(line.substr(equals + 1));
        body.remove_prefix(std::min(line.size() + 1, body.size()));
    }
    return {};
}

} // namespace

std::optional<char> infoDigit(const sip::Message& message)
{
    if (!message.isRequest() || message.method() != "INFO")
        return std::nullopt;
    std::string_view type = message.header(sip::HeaderName::ContentType);
    type = base::trimmed(type.substr(0, type.find(';')));
    if (base::equalsIgnoringCase(type, "application/dtmf-relay"))
        return digitOf(signalIn(message.body()));
    if (base::equalsIgnoringCase(type, "application/dtmf"))
        return digitOf(base::trimmed(message.body()));
    return std::nullopt;
}

void InfoDigits::take(const sip::Message& message, base::CallKey call, std::size_t side)
{
    const auto digit = infoDigit(message);
    if (!digit)
        return;
    auto known = m_calls.find(call);
    if (known == m_calls.end()) {
        if (m_calls.size() >= mostCalls) {
            m_calls.erase(m_order.front());
            m_order.pop_front();
        }
        m_order.push_back(call);
        known = m_calls.try_emplace(call).first;
    }
    Side& sender = known->second[side];
    const std::uint32_t sequence = message.cseq().number;
    if (!sender.digits.empty() && sequence <= sender.lastSequence)
        return;
    sender.lastSequence = sequence;
    if (sender.digits.size() < media::mostDigits)
        sender.digits += *digit;
}

std::string InfoDigits::digits(base::CallKey call, std::size_t side) const
{
    const auto known = m_calls.find(call);
    return known == m_calls.end() ? std::string{} : known->second[side].digits;
}

} // namespace core::call
