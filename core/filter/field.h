// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/call/call_record.h"
#include "core/call/message_record.h"
#include "core/net/address.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace core::filter {

/// Which list a row belongs to.
enum class Scope : std::uint8_t { Message, Call };

[[nodiscard]] constexpr Scope otherThan(Scope scope)
{
    return scope == Scope::Message ? Scope::Call : Scope::Message;
}

enum class ValueType : std::uint8_t {
    Integer,
    Text,
    Time,     ///< nanoseconds since 1970
    Duration, ///< nanoseconds
    Address,
    Endpoint, ///< address and port
    Decimal,  ///< thousandths
    Boolean,
};

/// The names and their order are those of the command line.
enum class FieldId : std::uint16_t {
    // messages
    MessageId,
    MessageTime,
    MessageSource,
    SourceAddress,
    SourcePort,
    DestinationAddress,
    DestinationPort,
    Transport,
    Kind,
    Method,
    Status,
    Reason,
    CallId,
    CSeqNumber,
    CSeqMethod,
    FromUser,
    FromHost,
    FromTag,
    ToUser,
    ToHost,
    ToTag,
    RequestUri,
    Contact,
    UserAgent,
    Branch,
    Size,
    AgentId,
    AgentName,
    CorrelationId,
    Retransmission,
    Duplicate,
    Defects,
    // not among the default fields
    HasSdp,
    FrameNumber,
    Tunnel,
    Vlan,
    AnyHeader,  ///< sip.NAME; the name goes with the operand
    AnyText,    ///< the bytes of the message
    AnyAddress, ///< source and destination, as Wireshark's ip.addr
    AnyPort,    ///< source and destination, as Wireshark's udp.port
    SdpMedia,   ///< of every m-line, as the other fields of SDP
    SdpCodec,
    SdpAddress,
    SdpPort,
    SdpProtocol,
    SdpDirection,
    // calls
    CallKey,
    CallTime,
    CallDuration,
    CallType,
    CallState,
    CallCallId,
    CallFromUser,
    CallFromHost,
    CallToUser,
    CallToHost,
    CallSource,
    CallDestination,
    CallMessages,
    CallRequests,
    CallRetransmissions,
    CallMethod,
    CallFinalStatus,
    CallPdd,
    CallSetup,
    CallRing,
    CallTalk,
    CallEndedBy,
    CallLegs,
    CallStreams,
    CallMos,
    CallFindings,
    // not among the default fields
    CallMarked,
    CallLostStart,
    // what RFC 6076 measures, in the order of call::Measure
    CallRequestDelay,
    CallDisconnectDelay,
    CallSessionDuration,
    CallRegistrationDelay,
    // of the RTP streams of the call, in the order of call::StreamField: see stream_fields.h
    FirstOfStreams,
    LastOfStreams = FirstOfStreams + static_cast<int>(call::streamFieldCount) - 1,
    // of the registrations of the call: see registration_fields.h
    RegistrationId,
    RegistrationTime,
    RegistrationState,
    RegistrationAor,
    RegistrationContact,
    RegistrationUserAgent,
    RegistrationSource,
    RegistrationDestination,
    RegistrationExpires,
    RegistrationInterval,
    RegistrationRefreshed,
    RegistrationLastTime,
    RegistrationRefreshes,
    RegistrationAttempts,
    RegistrationFailedAttempts,
    RegistrationFailures,
    RegistrationLastFailure,
    RegistrationLastStatus,
    RegistrationRemovals,
    RegistrationExpirations,
    RegistrationContactChanges,
    RegistrationFlapping,
    RegistrationInstance,
    RegistrationRegId,
    RegistrationGruu,
};

[[nodiscard]] constexpr bool isMeasure(FieldId id)
{
    return id >= FieldId::CallRequestDelay && id <= FieldId::CallRegistrationDelay;
}

/// Of a field that isMeasure().
[[nodiscard]] constexpr call::Measure measureOf(FieldId id)
{
    return static_cast<call::Measure>(static_cast<unsigned>(id) -
                                      static_cast<unsigned>(FieldId::CallRequestDelay));
}

/// One row of the table that feeds parser, evaluator, completion, columns, command line and help.
struct Field {
    FieldId id = FieldId::MessageId;
    Scope scope = Scope::Message;
    /// As typed, without "msg." or "call.".
    std::string_view name;
    ValueType type = ValueType::Text;
    /// One English sentence.
    std::string_view description;
    /// Other names for the same thing, comma-separated; of messages those of Wireshark: "sip.Method".
    std::string_view aliases;
    /// Several values per row.
    bool isList = false;
    /// Shown by the command line when --fields is not given.
    bool isDefault = true;
    /// Must be read from the message bytes.
    bool isFromBytes = false;
};

/// All fields in the order above.
[[nodiscard]] std::span<const Field> allFields();
[[nodiscard]] const Field& field(FieldId id);

/// The field of this name in one scope, any case; null when there is none.
[[nodiscard]] const Field* findByName(std::string_view name, Scope scope);

/// All values that an enumerated field can have, such as the states of a call; empty for other fields.
[[nodiscard]] std::span<const std::string_view> enumeratedValues(FieldId id);

/// What a Wireshark name demands of a row beyond the value: udp.port exists only where UDP does.
enum class Guard : std::uint8_t {
    None,
    Udp,
    Tcp, ///< also what runs over it: TLS, WS, WSS
    Ipv4,
    Ipv6,
    Presence, ///< the name asks whether there is a value, not which: sip.resend
};

/// A field as a filter or a list of columns names it.
struct FieldReference {
    const Field* field = nullptr;
    /// Of sip.NAME; empty for all other fields.
    std::string headerName;
    Guard guard = Guard::None;

    bool operator==(const FieldReference&) const = default;
};

/// Finds "status", "msg.status", "call.pdd", "sip.Method", "sip.X-Account", in any case; a bare name belongs
/// to `listed`, and to the other scope when only that one has it. Wireshark's names are always message
/// fields. `field` is null when there is none.
[[nodiscard]] FieldReference findField(std::string_view name, Scope listed);

/// Names that `name` may have been meant to be, best first; empty when nothing comes close.
[[nodiscard]] std::vector<std::string> nearestFields(std::string_view name, Scope listed);

/// Type of the values that a reference yields.
[[nodiscard]] ValueType typeOf(const FieldReference& reference);

/// Absent, number (also times, durations, booleans), text, address or endpoint. Texts are views of the
/// record or message, or of constants; only headers that were folded over several lines (RFC 3261 section
/// 7.3.1) are texts of their own, with the folds taken out.
using Value =
    std::variant<std::monostate, std::int64_t, std::string_view, net::IpAddress, net::Endpoint, std::string>;

/// The text of a value that is one; it lives as long as the value and what that views.
[[nodiscard]] inline std::optional<std::string_view> textIn(const Value& value)
{
    if (const auto* view = std::get_if<std::string_view>(&value))
        return *view;
    if (const auto* text = std::get_if<std::string>(&value))
        return std::string_view{*text};
    return std::nullopt;
}

/// Value of a field; of a list the first. Absent are empty texts, unmeasured times, and 0 where 0 means
/// "none": status, final_status, ports, retransmission, duplicate, agent.id, and cseq when there is no
/// cseq.method either. `message` may be null for fields that are not from bytes. `sources` names sources
/// by id - 1.
[[nodiscard]] Value valueOf(const FieldReference& reference, const call::MessageRecord& record,
                            const sip::Message* message, std::span<const std::string> sources);
[[nodiscard]] Value valueOf(const FieldReference& reference, const call::CallRecord& record);

/// All values that are not absent: at most one unless the field is a list. Of sip.NAME all headers of that
/// name, though it is listed as one.
[[nodiscard]] std::vector<Value> valuesOf(const FieldReference& reference, const call::MessageRecord& record,
                                          const sip::Message* message, std::span<const std::string> sources);
[[nodiscard]] std::vector<Value> valuesOf(const FieldReference& reference, const call::CallRecord& record);

/// One value as the command line prints it (before escaping): times as seconds with nine decimals,
/// durations with six, endpoints as "192.0.2.1:5060", booleans as "true"; empty when absent.
[[nodiscard]] std::string formatValue(const Value& value, ValueType type);

/// All values of a row as the command line prints them, comma-joined.
[[nodiscard]] std::string textOf(const FieldReference& reference, const call::MessageRecord& record,
                                 const sip::Message* message, std::span<const std::string> sources);
[[nodiscard]] std::string textOf(const FieldReference& reference, const call::CallRecord& record);

} // namespace core::filter
