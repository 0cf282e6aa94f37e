// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/filter/wireshark_comparison.h"

#include "core/base/ascii.h"
#include "core/base/timestamp.h"
#include "core/sip/header_name.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdio>
#include <vector>

namespace core::filter {
namespace {

/// A field with one name in Wireshark.
struct Name {
    FieldId field;
    std::string_view wireshark;
    bool isExact = true;
};

constexpr std::array wiresharkNames{
    Name{FieldId::MessageTime, "frame.time_epoch"},
    Name{FieldId::Method, "sip.Method"},
    Name{FieldId::Status, "sip.Status-Code"},
    Name{FieldId::CallId, "sip.Call-ID"},
    Name{FieldId::CSeqNumber, "sip.CSeq.seq"},
    Name{FieldId::CSeqMethod, "sip.CSeq.method"},
    Name{FieldId::FromUser, "sip.from.user"},
    Name{FieldId::FromHost, "sip.from.host"},
    Name{FieldId::FromTag, "sip.from.tag"},
    Name{FieldId::ToUser, "sip.to.user"},
    Name{FieldId::ToHost, "sip.to.host"},
    Name{FieldId::ToTag, "sip.to.tag"},
    Name{FieldId::RequestUri, "sip.r-uri"},
    Name{FieldId::Branch, "sip.Via.branch", false}, // of any Via
    Name{FieldId::FrameNumber, "frame.number"},
    Name{FieldId::Vlan, "vlan.id", false}, // of any tag
    Name{FieldId::SdpMedia, "sdp.media.media"},
    Name{FieldId::SdpAddress, "sdp.connection_info.address"},
    Name{FieldId::SdpPort, "sdp.media.port"},
    Name{FieldId::SdpProtocol, "sdp.media.proto"},
};

/// `text` with everything escaped that means something in a regular expression or a display filter.
std::string literally(std::string_view text)
{
    std::string escaped;
    for (const char c : text) {
        if (base::isAlpha(c) || base::isDigit(c)) {
            escaped += c;
            continue;
        }
        std::array<char, 8> code{};
        std::snprintf(code.data(), code.size(), "\\x%02x", unsigned{static_cast<unsigned char>(c)});
        escaped += code.data();
    }
    return escaped;
}

/// A raw string, so that backslashes are those of the expression.
std::optional<std::string> rawQuoted(std::string_view expression)
{
    if (expression.find('"') != std::string_view::npos)
        return std::nullopt;
    return "r\"" + std::string{expression} + '"';
}

std::string_view signOf(Operator op)
{
    switch (op) {
    case Operator::NotEqual:
        return " != ";
    case Operator::Less:
        return " < ";
    case Operator::LessOrEqual:
        return " <= ";
    case Operator::Greater:
        return " > ";
    case Operator::GreaterOrEqual:
        return " >= ";
    default:
        return " == ";
    }
}

std::string numberText(std::int64_t number, ValueType type)
{
    return type == ValueType::Time ? base::formatEpoch(base::fromNanoseconds(number))
                                   : std::to_string(number);
}

/// Prefix length when the range is a network.
std::optional<unsigned> prefixOf(const AddressRange& range)
{
    const auto first = range.first.bytes();
    const auto last = range.last.bytes();
    unsigned prefix = 0;
    bool isHost = false;
    for (std::size_t i = 0; i < first.size(); ++i) {
        const auto from = std::to_integer<unsigned>(first[i]);
        const auto to = std::to_integer<unsigned>(last[i]);
        const unsigned differing = from ^ to;
        if (isHost ? from != 0 || to != 0xFF : (differing & (differing + 1)) != 0 || (from & differing) != 0)
            return std::nullopt;
        if (!isHost)
            prefix += 8U - static_cast<unsigned>(std::bit_width(differing));
        isHost = isHost || differing != 0;
    }
    return prefix;
}

/// One value as it stands on the right; nothing when Wireshark cannot take it there.
std::optional<std::string> valueText(const Literal& literal, Operator op, ValueType type)
{
    if (const auto* text = std::get_if<std::string>(&literal))
        return inWiresharkQuotes(*text);
    if (const auto* range = std::get_if<NumberRange>(&literal)) {
        const bool fromFirst = op == Operator::Less || op == Operator::GreaterOrEqual;
        return numberText(fromFirst ? range->first : range->last, type);
    }
    const auto* range = std::get_if<AddressRange>(&literal);
    if (range == nullptr)
        return std::nullopt;
    const bool isOrder = op != Operator::Equal && op != Operator::NotEqual && op != Operator::In;
    if (isOrder) {
        const bool fromFirst = op == Operator::Less || op == Operator::GreaterOrEqual;
        return (fromFirst ? range->first : range->last).toString();
    }
    const auto prefix = prefixOf(*range);
    if (range->first == range->last)
        return range->first.toString();
    return prefix ? std::optional{range->first.toString() + '/' + std::to_string(*prefix)} : std::nullopt;
}

bool isSpan(const Literal& literal)
{
    const auto* range = std::get_if<NumberRange>(&literal);
    return range != nullptr && range->first != range->last;
}

/// `name` equal to one value: a span of numbers is one of a set.
std::optional<std::string> equalText(const std::string& name, const Literal& literal, ValueType type)
{
    if (isSpan(literal)) {
        const auto& range = std::get<NumberRange>(literal);
        return name + " in {" + numberText(range.first, type) + " .. " + numberText(range.last, type) + "}";
    }
    if (const auto* range = std::get_if<AddressRange>(&literal); range != nullptr && !prefixOf(*range))
        return name + " in {" + range->first.toString() + " .. " + range->last.toString() + "}";
    const auto value = valueText(literal, Operator::Equal, type);
    return value ? std::optional{name + " == " + *value} : std::nullopt;
}

/// Any of the values, each as `one` writes it.
template <typename One>
std::optional<std::string> anyOf(const std::vector<Literal>& literals, One one)
{
    std::string text;
    for (const Literal& literal : literals) {
        const auto part = one(literal);
        if (!part)
            return std::nullopt;
        text += (text.empty() ? "" : " || ") + *part;
    }
    return literals.size() > 1 ? "(" + text + ")" : text;
}

/// The test of one Wireshark field, whatever it is called. "!=" is written out where it is no sign.
std::optional<std::string> testOf(const std::string& name, const Comparison& comparison)
{
    const ValueType type = typeOf(comparison.reference);
    const bool isAny = comparison.values == Values::Any;
    const bool isAll = comparison.values == Values::All;
    const std::string named = (isAll ? "all " : isAny ? "any " : "") + name;
    switch (comparison.op) {
    case Operator::Exists:
        return name;
    case Operator::Contains:
        // Wireshark's own "contains" minds the case.
        return named + " matches r\"" + literally(std::get<std::string>(comparison.literals.front())) + '"';
    case Operator::Matches: {
        const auto quoted = rawQuoted(comparison.pattern->expression());
        return quoted ? std::optional{named + " matches " + *quoted} : std::nullopt;
    }
    case Operator::In:
        return isAll ? std::nullopt : anyOf(comparison.literals, [&](const Literal& literal) {
            return equalText(name, literal, type);
        });
    case Operator::Equal:
        if (!isAll)
            return equalText(name, comparison.literals.front(), type);
        break;
    default:
        break;
    }
    const Literal& literal = comparison.literals.front();
    if (comparison.op == Operator::NotEqual && isSpan(literal)) {
        const auto equal = equalText(name, literal, type);
        return isAny || !equal ? std::nullopt : std::optional{"(" + name + " && !(" + *equal + "))"};
    }
    const auto value = valueText(literal, comparison.op, type);
    return value && (!isSpan(literal) || comparison.op != Operator::Equal)
               ? std::optional{named + std::string{signOf(comparison.op)} + *value}
               : std::nullopt;
}

/// Of a field that is several in Wireshark: any of them passes. For "!=" none is equal and one is there.
std::optional<std::string> testOfAny(const std::vector<std::string>& fields, const Comparison& comparison)
{
    if (comparison.values != Values::Usual && fields.size() > 1)
        return std::nullopt;
    if (fields.size() == 1)
        return testOf(fields.front(), comparison);
    Comparison positive = comparison;
    if (comparison.op == Operator::NotEqual)
        positive.op = Operator::Equal;
    std::string tests;
    std::string presence;
    for (const std::string& name : fields) {
        const auto test = testOf(name, positive);
        if (!test)
            return std::nullopt;
        tests += (tests.empty() ? "" : " || ") + *test;
        presence += (presence.empty() ? "" : " || ") + name;
    }
    if (comparison.op == Operator::NotEqual)
        return "((" + presence + ") && !(" + tests + "))";
    return "(" + tests + ")";
}

/// Addresses are of two kinds in Wireshark, and a filter with a value of the other kind is refused there.
std::optional<std::string> testOfAddress(std::string_view which, const Comparison& comparison)
{
    const std::string four = "ip." + std::string{which};
    const std::string six = "ipv6." + std::string{which};
    if (comparison.reference.guard == Guard::Ipv4)
        return testOf(four, comparison);
    if (comparison.reference.guard == Guard::Ipv6)
        return testOf(six, comparison);
    if (comparison.op == Operator::Exists)
        return "(" + four + " || " + six + ")";
    const bool isSet = comparison.op == Operator::Equal || comparison.op == Operator::NotEqual ||
                       comparison.op == Operator::In;
    if (!isSet || comparison.values != Values::Usual)
        return std::nullopt;
    const auto equal = anyOf(comparison.literals, [&](const Literal& literal) -> std::optional<std::string> {
        const auto* range = std::get_if<AddressRange>(&literal);
        if (range == nullptr)
            return std::nullopt;
        return equalText(range->first.isIpv6() ? six : four, literal, ValueType::Address);
    });
    if (!equal || comparison.op != Operator::NotEqual)
        return equal;
    return "((" + four + " || " + six + ") && !(" + *equal + "))";
}

std::optional<std::string> testOfPort(std::string_view which, const Comparison& comparison)
{
    const auto over = [&](std::initializer_list<const char*> transports) {
        std::vector<std::string> list;
        for (const char* transport : transports)
            list.push_back(std::string{transport} + '.' + std::string{which});
        return list;
    };
    switch (comparison.reference.guard) {
    case Guard::Udp:
        return testOfAny(over({"udp"}), comparison);
    case Guard::Tcp:
        return testOfAny(over({"tcp"}), comparison);
    default:
        return testOfAny(over({"udp", "tcp", "sctp"}), comparison);
    }
}

/// A field of two values, of which each is the presence of something in Wireshark.
std::optional<std::string> testOfChoice(const Comparison& comparison, std::string_view first,
                                        std::string_view firstTest, std::string_view secondTest)
{
    const bool isEqual = comparison.op == Operator::Equal;
    if (comparison.op == Operator::Exists)
        return "(" + std::string{firstTest} + " || " + std::string{secondTest} + ")";
    if (!isEqual && comparison.op != Operator::NotEqual)
        return std::nullopt;
    const Literal& literal = comparison.literals.front();
    const auto* number = std::get_if<NumberRange>(&literal);
    const bool isFirst = number != nullptr ? number->first != 0 : std::get<std::string>(literal) == first;
    return std::string{isFirst == isEqual ? firstTest : secondTest};
}

/// The header as it is written in the message: Wireshark names only those that it knows.
std::optional<std::string> testOfHeader(const Comparison& comparison)
{
    const sip::HeaderName known = sip::headerName(comparison.reference.headerName);
    const std::string name = known == sip::HeaderName::Other ? comparison.reference.headerName
                                                             : std::string{sip::canonicalName(known)};
    const std::string begin = R"(sip.msg_hdr matches r"(?:^|\n))" + literally(name) + R"([ \t]*:[ \t]*)";
    const std::string blank = R"([ \t]*(?:\r?\n(?![ \t])|$))";
    if (comparison.values != Values::Usual)
        return std::nullopt;
    switch (comparison.op) {
    case Operator::Exists:
        return begin + R"([^ \t\r\n]")";
    case Operator::Equal:
    case Operator::In:
        return anyOf(comparison.literals, [&](const Literal& literal) {
            // Upper and lower case matter to "==".
            return std::optional{begin + "(?-i)" + literally(std::get<std::string>(literal)) + "(?i)" +
                                 blank + '"'};
        });
    case Operator::Contains:
        return begin + "[^\\r\\n]*" + literally(std::get<std::string>(comparison.literals.front())) + '"';
    default:
        return std::nullopt;
    }
}

std::optional<WiresharkComparison> exact(std::optional<std::string> text)
{
    return text ? std::optional{WiresharkComparison{*std::move(text), true}} : std::nullopt;
}

std::optional<std::string> testOfTransport(const Comparison& comparison)
{
    if (comparison.op != Operator::Equal)
        return std::nullopt;
    const auto& transport = std::get<std::string>(comparison.literals.front());
    if (transport == "udp" || transport == "sctp")
        return transport;
    if (transport == "tcp")
        return "(tcp && !tls && !websocket)";
    if (transport == "tls")
        return "(tls && !websocket)";
    return std::nullopt;
}

} // namespace

std::string inWiresharkQuotes(std::string_view text)
{
    std::string quoted = "\"";
    for (const char c : text) {
        const bool isPlain = c >= ' ' && c < '\x7F' && c != '"' && c != '\\';
        if (isPlain) {
            quoted += c;
            continue;
        }
        std::array<char, 8> code{};
        std::snprintf(code.data(), code.size(), "\\x%02x", unsigned{static_cast<unsigned char>(c)});
        quoted += code.data();
    }
    return quoted + '"';
}

std::optional<WiresharkComparison> asWireshark(const Comparison& comparison)
{
    if (comparison.reference.guard == Guard::Presence)
        return std::nullopt; // each program has its own idea of what was sent again
    switch (const FieldId id = comparison.reference.field->id) {
    case FieldId::SourceAddress:
        return exact(testOfAddress("src", comparison));
    case FieldId::DestinationAddress:
        return exact(testOfAddress("dst", comparison));
    case FieldId::AnyAddress:
        return exact(testOfAddress("addr", comparison));
    case FieldId::SourcePort:
        return exact(testOfPort("srcport", comparison));
    case FieldId::DestinationPort:
        return exact(testOfPort("dstport", comparison));
    case FieldId::AnyPort:
        return exact(testOfPort("port", comparison));
    case FieldId::Transport:
        return exact(testOfTransport(comparison));
    case FieldId::Kind:
        return exact(testOfChoice(comparison, "request", "sip.Request-Line", "sip.Status-Line"));
    case FieldId::HasSdp:
        return exact(testOfChoice(comparison, {}, "sdp", "!sdp"));
    case FieldId::AnyText:
        return exact(testOf("sip", comparison));
    case FieldId::AnyHeader:
        return exact(testOfHeader(comparison));
    default:
        for (const Name& name : wiresharkNames) {
            if (name.field != id)
                continue;
            auto text = testOf(std::string{name.wireshark}, comparison);
            // A test that must fail for all others would hide what the first value matches.
            const bool mayHide = !name.isExact && comparison.op == Operator::NotEqual;
            return text && !mayHide ? std::optional{WiresharkComparison{*std::move(text), name.isExact}}
                                    : std::nullopt;
        }
        return std::nullopt;
    }
}

} // namespace core::filter
