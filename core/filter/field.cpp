// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/filter/field.h"

#include "core/base/ascii.h"
#include "core/filter/registration_fields.h"
#include "core/filter/stream_fields.h"

#include <algorithm>
#include <array>
#include <bit>
#include <numeric>
#include <optional>
#include <utility>

namespace core::filter {
namespace {

constexpr std::array namedFields{
    Field{FieldId::MessageId, Scope::Message, "id", ValueType::Integer,
          "Number of the message in order of arrival, from 1", ""},
    Field{FieldId::MessageTime, Scope::Message, "time", ValueType::Time, "When the message was captured",
          "frame.time_epoch,frame.time"},
    Field{FieldId::MessageSource, Scope::Message, "source", ValueType::Text,
          "Capture file, interface or listener that it came from", ""},
    Field{FieldId::SourceAddress, Scope::Message, "src.ip", ValueType::Address, "Address of the sender", ""},
    Field{FieldId::SourcePort, Scope::Message, "src.port", ValueType::Integer, "Port of the sender", ""},
    Field{FieldId::DestinationAddress, Scope::Message, "dst.ip", ValueType::Address,
          "Address of the receiver", ""},
    Field{FieldId::DestinationPort, Scope::Message, "dst.port", ValueType::Integer, "Port of the receiver",
          ""},
    Field{FieldId::Transport, Scope::Message, "transport", ValueType::Text,
          "What carried the message: udp, tcp, tls, sctp, ws, wss", ""},
    Field{FieldId::Kind, Scope::Message, "kind", ValueType::Text, "Request or response", ""},
    Field{FieldId::Method, Scope::Message, "method", ValueType::Text, "Method of a request", "sip.Method"},
    Field{FieldId::Status, Scope::Message, "status", ValueType::Integer, "Status code of a response",
          "sip.Status-Code"},
    Field{FieldId::Reason, Scope::Message, "reason", ValueType::Text, "Reason phrase of a response", ""},
    Field{FieldId::CallId, Scope::Message, "call_id", ValueType::Text, "Call-ID", "sip.Call-ID"},
    Field{FieldId::CSeqNumber, Scope::Message, "cseq", ValueType::Integer, "Sequence number of CSeq",
          "sip.CSeq.seq"},
    Field{FieldId::CSeqMethod, Scope::Message, "cseq.method", ValueType::Text, "Method of CSeq",
          "sip.CSeq.method"},
    Field{FieldId::FromUser, Scope::Message, "from.user", ValueType::Text, "User of the URI in From",
          "sip.from.user"},
    Field{FieldId::FromHost, Scope::Message, "from.host", ValueType::Text, "Host of the URI in From",
          "sip.from.host"},
    Field{FieldId::FromTag, Scope::Message, "from.tag", ValueType::Text, "Tag of From", "sip.from.tag", false,
          true, true},
    Field{FieldId::ToUser, Scope::Message, "to.user", ValueType::Text, "User of the URI in To",
          "sip.to.user"},
    Field{FieldId::ToHost, Scope::Message, "to.host", ValueType::Text, "Host of the URI in To",
          "sip.to.host"},
    Field{FieldId::ToTag, Scope::Message, "to.tag", ValueType::Text, "Tag of To", "sip.to.tag", false, true,
          true},
    Field{FieldId::RequestUri, Scope::Message, "request_uri", ValueType::Text, "Request-URI of a request",
          "sip.r-uri", false, true, true},
    Field{FieldId::Contact, Scope::Message, "contact", ValueType::Text, "First value of Contact", "", false,
          true, true},
    Field{FieldId::UserAgent, Scope::Message, "user_agent", ValueType::Text,
          "User-Agent of requests, Server of responses", ""},
    Field{FieldId::Branch, Scope::Message, "branch", ValueType::Text, "Branch of the top Via",
          "sip.Via.branch", false, true, true},
    Field{FieldId::Size, Scope::Message, "size", ValueType::Integer, "Length of the message in bytes", ""},
    Field{FieldId::AgentId, Scope::Message, "agent.id", ValueType::Integer, "Capture id of the HEP agent",
          ""},
    Field{FieldId::AgentName, Scope::Message, "agent.name", ValueType::Text, "Name of the HEP agent", ""},
    Field{FieldId::CorrelationId, Scope::Message, "correlation_id", ValueType::Text,
          "Correlation id that the HEP agent gave", ""},
    Field{FieldId::Retransmission, Scope::Message, "retransmission", ValueType::Integer,
          "Id of the message that the sender sent again", ""},
    Field{FieldId::Duplicate, Scope::Message, "duplicate", ValueType::Integer,
          "Id of the same packet seen at another capture point", ""},
    Field{FieldId::Defects, Scope::Message, "defects", ValueType::Text, "What is wrong with the message", "",
          true},
    Field{FieldId::HasSdp, Scope::Message, "has_sdp", ValueType::Boolean, "The body is or contains SDP",
          "sdp", false, false},
    Field{FieldId::FrameNumber, Scope::Message, "frame", ValueType::Integer,
          "Number of the frame that completes the message", "frame.number", false, false},
    Field{FieldId::Tunnel, Scope::Message, "tunnel", ValueType::Text,
          "Headers in front of the message when it came in a tunnel or VLAN: eth/vlan 100/ip/gre/ip", "",
          false, false},
    Field{FieldId::Vlan, Scope::Message, "vlan", ValueType::Integer,
          "VLAN that the message was in, of several tags the innermost", "vlan.id", false, false},
    Field{FieldId::AnyHeader, Scope::Message, "sip.NAME", ValueType::Text, "First header of that name", "",
          false, false, true},
    Field{FieldId::AnyText, Scope::Message, "text", ValueType::Text, "The whole message", "", false, false,
          true},
    Field{FieldId::AnyAddress, Scope::Message, "ip", ValueType::Address,
          "Address of the sender or the receiver", "", true, false},
    Field{FieldId::AnyPort, Scope::Message, "port", ValueType::Integer, "Port of the sender or the receiver",
          "", true, false},
    Field{FieldId::SdpMedia, Scope::Message, "sdp.media_type", ValueType::Text,
          "Media of each m-line: audio, video, image", "sdp.media.media", true, false, true},
    Field{FieldId::SdpCodec, Scope::Message, "sdp.codec", ValueType::Text,
          "Codecs that each m-line offers, static payload types by their names", "", true, false, true},
    Field{FieldId::SdpAddress, Scope::Message, "sdp.address", ValueType::Text,
          "Address where media is wanted, of each c-line", "sdp.connection_info.address", true, false, true},
    Field{FieldId::SdpPort, Scope::Message, "sdp.port", ValueType::Integer,
          "Port of each m-line; 0 where it is refused", "sdp.media.port", true, false, true},
    Field{FieldId::SdpProtocol, Scope::Message, "sdp.protocol", ValueType::Text,
          "Transport of each m-line: RTP/AVP", "sdp.media.proto", true, false, true},
    Field{FieldId::SdpDirection, Scope::Message, "sdp.direction", ValueType::Text,
          "Direction of each m-line: sendrecv, sendonly, recvonly, inactive", "", true, false, true},

    Field{FieldId::CallKey, Scope::Call, "id", ValueType::Integer,
          "Number of the call in order of arrival, from 1", ""},
    Field{FieldId::CallTime, Scope::Call, "time", ValueType::Time, "When the first message was captured", ""},
    Field{FieldId::CallDuration, Scope::Call, "duration", ValueType::Duration,
          "Time from the first to the last message", ""},
    Field{FieldId::CallType, Scope::Call, "type", ValueType::Text, "What the first request wanted", ""},
    Field{FieldId::CallState, Scope::Call, "state", ValueType::Text, "How far the call got", ""},
    Field{FieldId::CallCallId, Scope::Call, "call_id", ValueType::Text, "Call-ID", ""},
    Field{FieldId::CallFromUser, Scope::Call, "from.user", ValueType::Text, "User of the URI in From", ""},
    Field{FieldId::CallFromHost, Scope::Call, "from.host", ValueType::Text, "Host of the URI in From", ""},
    Field{FieldId::CallToUser, Scope::Call, "to.user", ValueType::Text, "User of the URI in To", ""},
    Field{FieldId::CallToHost, Scope::Call, "to.host", ValueType::Text, "Host of the URI in To", ""},
    Field{FieldId::CallSource, Scope::Call, "src", ValueType::Endpoint,
          "Address and port that sent the first request", ""},
    Field{FieldId::CallDestination, Scope::Call, "dst", ValueType::Endpoint,
          "Address and port that the first request went to", ""},
    Field{FieldId::CallMessages, Scope::Call, "messages", ValueType::Integer, "Number of messages", ""},
    Field{FieldId::CallRequests, Scope::Call, "requests", ValueType::Integer, "Number of requests", ""},
    Field{FieldId::CallRetransmissions, Scope::Call, "retransmissions", ValueType::Integer,
          "Number of messages that were sent again", ""},
    Field{FieldId::CallMethod, Scope::Call, "method", ValueType::Text, "Method of the first request", ""},
    Field{FieldId::CallFinalStatus, Scope::Call, "final_status", ValueType::Integer,
          "Status code that ended the attempt that counts: the last one after challenges and redirections",
          ""},
    Field{FieldId::CallPdd, Scope::Call, "pdd", ValueType::Duration, "Post-dial delay: INVITE to first 18x",
          ""},
    Field{FieldId::CallSetup, Scope::Call, "setup", ValueType::Duration, "INVITE to 200", ""},
    Field{FieldId::CallRing, Scope::Call, "ring", ValueType::Duration, "First 180 to 200", ""},
    Field{FieldId::CallTalk, Scope::Call, "talk", ValueType::Duration, "200 to BYE", ""},
    Field{FieldId::CallEndedBy, Scope::Call, "ended_by", ValueType::Text, "Who ended the call", ""},
    Field{FieldId::CallLegs, Scope::Call, "legs", ValueType::Integer, "Number of calls of the same scenario",
          ""},
    Field{FieldId::CallStreams, Scope::Call, "streams", ValueType::Integer,
          "Number of RTP streams that its SDP announced", ""},
    Field{FieldId::CallMos, Scope::Call, "mos", ValueType::Decimal,
          "Lowest estimated MOS of its RTP streams, assuming 150 ms of one-way delay", ""},
    Field{FieldId::CallFindings, Scope::Call, "findings", ValueType::Text, "What was found to be wrong",
          "finding", true},
    Field{FieldId::CallMarked, Scope::Call, "marked", ValueType::Boolean,
          "Somebody marked the call to keep it", "", false, false},
    Field{FieldId::CallLostStart, Scope::Call, "lost_start", ValueType::Boolean,
          "The ring has let the first messages of the call go", "", false, false},
    Field{FieldId::CallRequestDelay, Scope::Call, "srd", ValueType::Duration,
          "Session request delay (RFC 6076 4.3): INVITE to the first answer other than 100", "", true, false},
    Field{FieldId::CallDisconnectDelay, Scope::Call, "sdd", ValueType::Duration,
          "Session disconnect delay (RFC 6076 4.4): BYE to its 2xx", "", true, false},
    Field{FieldId::CallSessionDuration, Scope::Call, "sdt", ValueType::Duration,
          "Session duration (RFC 6076 4.5): 200 to BYE, and 32 s when nobody answered the BYE", "", true,
          false},
    Field{FieldId::CallRegistrationDelay, Scope::Call, "rrd", ValueType::Duration,
          "Registration request delay (RFC 6076 4.1): REGISTER to its 200", "", true, false},
};

constexpr auto table = [] {
    std::array<Field, namedFields.size() + streamFields.size() + registrationFields.size()> all{};
    auto* next = std::ranges::copy(namedFields, all.begin()).out;
    next = std::ranges::copy(streamFields, next).out;
    std::ranges::copy(registrationFields, next);
    return all;
}();

constexpr bool isInOrderOfIds()
{
    for (std::size_t i = 0; i < table.size(); ++i) {
        if (static_cast<std::size_t>(table[i].id) != i)
            return false;
    }
    return true;
}

static_assert(isInOrderOfIds());

struct GuardedName {
    std::string_view name;
    FieldId field;
    Guard guard;
};

/// Wireshark's names that exist on some rows only.
constexpr std::array guardedNames{
    GuardedName{"ip.addr", FieldId::AnyAddress, Guard::Ipv4},
    GuardedName{"ip.src", FieldId::SourceAddress, Guard::Ipv4},
    GuardedName{"ip.dst", FieldId::DestinationAddress, Guard::Ipv4},
    GuardedName{"ipv6.addr", FieldId::AnyAddress, Guard::Ipv6},
    GuardedName{"ipv6.src", FieldId::SourceAddress, Guard::Ipv6},
    GuardedName{"ipv6.dst", FieldId::DestinationAddress, Guard::Ipv6},
    GuardedName{"udp.port", FieldId::AnyPort, Guard::Udp},
    GuardedName{"udp.srcport", FieldId::SourcePort, Guard::Udp},
    GuardedName{"udp.dstport", FieldId::DestinationPort, Guard::Udp},
    GuardedName{"tcp.port", FieldId::AnyPort, Guard::Tcp},
    GuardedName{"tcp.srcport", FieldId::SourcePort, Guard::Tcp},
    GuardedName{"tcp.dstport", FieldId::DestinationPort, Guard::Tcp},
    GuardedName{"sip.resend", FieldId::Retransmission, Guard::Presence},
};

bool isAliasOf(std::string_view name, const Field& field)
{
    std::string_view rest = field.aliases;
    while (!rest.empty()) {
        const std::size_t comma = std::min(rest.find(','), rest.size());
        if (base::equalsIgnoringCase(rest.substr(0, comma), name))
            return true;
        rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
    return false;
}

std::optional<FieldReference> findWiresharkName(std::string_view name)
{
    for (const GuardedName& guarded : guardedNames) {
        if (base::equalsIgnoringCase(guarded.name, name))
            return FieldReference{&field(guarded.field), {}, guarded.guard};
    }
    for (const Field& candidate : table) {
        if (candidate.scope == Scope::Message && isAliasOf(name, candidate))
            return FieldReference{&candidate, {}, Guard::None};
    }
    return std::nullopt;
}

/// RFC 3261 section 25.1: token. A dot is legal there too, but no header has one, and every mistyped
/// sip.from.user would become a header.
bool isHeaderName(std::string_view text)
{
    constexpr std::string_view marks = "-!%*_+`'~";
    return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
        return base::isAlpha(c) || base::isDigit(c) || marks.find(c) != std::string_view::npos;
    });
}

FieldReference findHeader(std::string_view name)
{
    constexpr std::string_view prefix = "sip.";
    if (!base::startsWithIgnoringCase(name, prefix) || !isHeaderName(name.substr(prefix.size())))
        return {};
    return {&field(FieldId::AnyHeader), std::string{name.substr(prefix.size())}, Guard::None};
}

std::optional<Scope> takeScope(std::string_view& name)
{
    for (const auto& [prefix, scope] : {std::pair{std::string_view{"msg."}, Scope::Message},
                                        std::pair{std::string_view{"call."}, Scope::Call}}) {
        if (base::startsWithIgnoringCase(name, prefix)) {
            name.remove_prefix(prefix.size());
            return scope;
        }
    }
    return std::nullopt;
}

/// Levenshtein distance, any case.
std::size_t distance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i + 1);
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t change = diagonal + (base::toLower(a[i]) == base::toLower(b[j]) ? 0U : 1U);
            diagonal = row[j + 1];
            row[j + 1] = std::min({row[j] + 1, row[j + 1] + 1, change});
        }
    }
    return row.back();
}

template <typename Enumeration>
std::vector<std::string_view> namesOf(Enumeration first, Enumeration last)
{
    std::vector<std::string_view> names;
    for (auto i = static_cast<unsigned>(first); i <= static_cast<unsigned>(last); ++i)
        names.push_back(name(static_cast<Enumeration>(i)));
    return names;
}

} // namespace

std::span<const Field> allFields()
{
    return table;
}

const Field& field(FieldId id)
{
    return table[static_cast<std::size_t>(id)];
}

const Field* findByName(std::string_view name, Scope scope)
{
    const auto* found = std::find_if(table.begin(), table.end(), [&](const Field& candidate) {
        return candidate.scope == scope && candidate.id != FieldId::AnyHeader &&
               (base::equalsIgnoringCase(candidate.name, name) ||
                (scope == Scope::Call && isAliasOf(name, candidate)));
    });
    return found == table.end() ? nullptr : found;
}

FieldReference findField(std::string_view name, Scope listed)
{
    const std::optional<Scope> asked = takeScope(name);
    if (const Field* found = findByName(name, asked.value_or(listed)))
        return {found, {}, Guard::None};
    if (!asked) {
        if (const Field* found = findByName(name, otherThan(listed)))
            return {found, {}, Guard::None};
    }
    if (asked == Scope::Call)
        return {};
    if (auto found = findWiresharkName(name))
        return *std::move(found);
    return findHeader(name);
}

std::vector<std::string> nearestFields(std::string_view name, Scope listed)
{
    constexpr std::size_t longestUsefulName = 40;
    if (name.size() > longestUsefulName)
        return {};
    std::string_view bare = name;
    const std::optional<Scope> asked = takeScope(bare);
    const std::string prefix{name.substr(0, name.size() - bare.size())};

    std::vector<std::pair<std::size_t, std::string>> found;
    const auto consider = [&](std::string_view candidate, std::string shown) {
        const bool isPart = bare.size() >= 3 && candidate.find(bare) != std::string_view::npos;
        const std::size_t far = isPart ? 1 : distance(bare, candidate);
        const bool isKnown =
            std::any_of(found.begin(), found.end(), [&](const auto& f) { return f.second == shown; });
        if (far <= std::max<std::size_t>(1, bare.size() / 3) && !isKnown)
            found.emplace_back(far, std::move(shown));
    };
    for (const Scope scope : {asked.value_or(listed), asked.value_or(otherThan(listed))}) {
        for (const Field& candidate : table) {
            if (candidate.scope != scope || candidate.id == FieldId::AnyHeader)
                continue;
            consider(candidate.name, prefix + std::string{candidate.name});
            if (!asked && !candidate.aliases.empty() && candidate.aliases.find(',') == std::string_view::npos)
                consider(candidate.aliases, std::string{candidate.aliases});
        }
    }
    for (const GuardedName& guarded : guardedNames) {
        if (!asked)
            consider(guarded.name, std::string{guarded.name});
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });

    constexpr std::size_t mostShown = 3;
    std::vector<std::string> names;
    for (auto& [far, shown] : found) {
        if (names.size() < mostShown)
            names.push_back(std::move(shown));
    }
    return names;
}

std::span<const std::string_view> enumeratedValues(FieldId id)
{
    static const auto transports = namesOf(net::Transport::Unknown, net::Transport::Wss);
    static const auto types = namesOf(call::CallType::Other, call::CallType::Publication);
    static const auto states = namesOf(call::CallState::Unknown, call::CallState::Answered);
    static const auto enders = namesOf(call::EndedBy::Caller, call::EndedBy::Timeout);
    static const auto bindings = namesOf(call::RegistrationState::Trying, call::RegistrationState::Failed);
    static const auto bindingFailures =
        namesOf(call::RegistrationFailure::WrongUser, call::RegistrationFailure::Other);
    static const auto defects = namesOf(sip::Defect{0}, static_cast<sip::Defect>(sip::defectCount - 1));
    static constexpr std::array<std::string_view, 2> kinds{"request", "response"};
    switch (id) {
    case FieldId::Transport:
        return transports;
    case FieldId::Kind:
        return kinds;
    case FieldId::CallType:
        return types;
    case FieldId::CallState:
        return states;
    case FieldId::CallEndedBy:
        return enders;
    case FieldId::Defects:
        return defects;
    case FieldId::RegistrationState:
        return bindings;
    case FieldId::RegistrationFailures:
    case FieldId::RegistrationLastFailure:
        return bindingFailures;
    default:
        return {};
    }
}

ValueType typeOf(const FieldReference& reference)
{
    return reference.guard == Guard::Presence ? ValueType::Boolean : reference.field->type;
}

} // namespace core::filter
