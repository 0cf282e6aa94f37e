// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace core::base {

/// What our own operation failed at. Broken traffic is no Error: see core/sip/defect.h.
/// Each code has a stable name, an English sentence and an advice in error.cpp; a test checks that the
/// table is complete.
enum class ErrorCode : std::uint8_t {
    // files
    FileNotFound,
    FileNotReadable,
    FileExists,
    FolderNotWritable,
    WriteFailed,
    DiskFull,
    IoFailed,
    // captures
    NotACapture,
    CaptureTruncated,
    CaptureCorrupt,
    CompressionUnsupported,
    // sessions
    NotASession,
    SessionNewer,
    SessionOlder,
    SessionDamaged,
    SessionBusy,
    DatabaseFailed,
    // interfaces and sockets
    InterfaceNotFound,
    InterfaceDown,
    InterfaceVanished,
    CaptureNotPermitted,
    CaptureFilterInvalid,
    AddressInUse,
    AddressUnavailable,
    PortNotPermitted,
    ReceiveBufferSmall,
    CaptureBufferSmall,
    UrlInvalid,
    HostNotFound,
    CollectorUnreachable,
    CertificateNotVerified,
    SendNotPermitted,
    // questions
    FilterInvalid,
    FilterTooSlow,
    FieldUnknown,
    MessageUnknown,
    CallUnknown,
    OptionInvalid,
    ProgramNotFound,
    KeyInvalid,
    CertificateUnusable,
    // course of things
    Cancelled,
};

/// `subject` is the file, address or interface concerned; `detail` is data (what the system or the
/// library said, a column, an offset), never prose of ours: the sentence is made from the code.
struct Error {
    ErrorCode code = ErrorCode::IoFailed;
    std::string subject;
    std::string detail;

    bool operator==(const Error&) const = default;
};

/// Stable identifier for scripts, for instance "file-not-found".
[[nodiscard]] std::string_view name(ErrorCode code);

/// What happened, in English, without subject and detail: "The file does not exist".
[[nodiscard]] std::string_view sentence(ErrorCode code);

/// What the user can do, in English; empty when nothing but the obvious.
[[nodiscard]] std::string_view advice(ErrorCode code);

/// Whether this tells only what may come: nothing is lost, damaged or refused yet.
[[nodiscard]] bool isForewarning(ErrorCode code);

/// One line for stderr: sentence, subject, detail, advice.
[[nodiscard]] std::string describe(const Error& error);

[[nodiscard]] std::span<const ErrorCode> allErrorCodes();

/// Error from errno for an operation on `subject`; EACCES, ENOENT, ENOSPC and the like get their own
/// codes, anything else `fallback`.
[[nodiscard]] Error errnoError(int errorNumber, std::string subject,
                               ErrorCode fallback = ErrorCode::IoFailed);

} // namespace core::base
