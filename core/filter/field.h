// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/call/call_record.h"
#include "core/call/message_record.h"
#include "core/net/address.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace core::filter {

/// Which list a row belongs to.
enum class Scope : std::uint8_t { Message, Call };

enum class ValueType : std::uint8_t {
    Integer,
    Text,
    Time,     ///< nanoseconds since 1970
    Duration, ///< nanoseconds
    Address,
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
    AnyHeader, ///< sip.NAME; the name goes with the operand
    AnyText,   ///< the bytes of the message
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
};

/// One row of the table that feeds parser, evaluator, completion, columns, command line and help.
struct Field {
    FieldId id = FieldId::MessageId;
    Scope scope = Scope::Message;
    /// As typed, without "msg." or "call.".
    std::string_view name;
    ValueType type = ValueType::Text;
    /// One English sentence.
    std::string_view description;
    /// Wireshark's names for the same thing, comma-separated: "sip.Method".
    std::string_view aliases;
    /// Several values per row (defects).
    bool isList = false;
    /// Shown by the command line when --fields is not given.
    bool isDefault = true;
    /// Must be read from the message bytes.
    bool isFromBytes = false;
};

/// All fields in the order above.
[[nodiscard]] std::span<const Field> allFields();
[[nodiscard]] const Field& field(FieldId id);

/// A field together with the header name of sip.NAME.
struct FieldReference {
    const Field* field = nullptr;
    std::string headerName;

    bool operator==(const FieldReference&) const = default;
};

/// Finds "status", "msg.status", "call.pdd", "sip.Method", "sip.X-Account"; a bare name belongs to
/// `listed`, and to the other scope when only that one has it. field is null when there is none.
[[nodiscard]] FieldReference findField(std::string_view name, Scope listed);

/// Absent, number (also times, durations, booleans), text, or address. Texts are views of the record.
using Value = std::variant<std::monostate, std::int64_t, std::string_view, net::IpAddress>;

/// Value of a field that is not a list. `message` may be null for fields that are not from bytes.
/// `sources` names sources by id - 1.
[[nodiscard]] Value valueOf(const FieldReference& reference, const call::MessageRecord& record,
                            const sip::Message* message, std::span<const std::string> sources);
[[nodiscard]] Value valueOf(const FieldReference& reference, const call::CallRecord& record);

/// As the command line prints it (before escaping): times as seconds with nine decimals, durations with
/// six, lists comma-joined, empty when absent.
[[nodiscard]] std::string textOf(const FieldReference& reference, const call::MessageRecord& record,
                                 const sip::Message* message, std::span<const std::string> sources);
[[nodiscard]] std::string textOf(const FieldReference& reference, const call::CallRecord& record);

} // namespace core::filter
