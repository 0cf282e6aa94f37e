// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"

#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

namespace core::base {
namespace {

struct Entry {
    ErrorCode code;
    std::string_view name;
    std::string_view sentence;
    std::string_view advice;
};

constexpr std::array table{
    Entry{ErrorCode::FileNotFound, "file-not-found", "The file does not exist", "Check the path."},
    Entry{ErrorCode::FileNotReadable, "file-not-readable", "The file cannot be read",
          "Check its permissions."},
    Entry{ErrorCode::FileExists, "file-exists", "The file exists already",
          "Choose another name, or use --append or --overwrite."},
    Entry{ErrorCode::FolderNotWritable, "folder-not-writable", "The folder cannot be written to",
          "Choose another folder, or change its permissions."},
    Entry{ErrorCode::WriteFailed, "write-failed", "Writing failed", "Check the disk and try again."},
    Entry{ErrorCode::DiskFull, "disk-full", "There is no space left on the disk",
          "Free some space, then try again."},
    Entry{ErrorCode::IoFailed, "io-failed", "Reading or writing failed", ""},
    Entry{ErrorCode::NotACapture, "not-a-capture", "This is neither a capture nor a session",
          "Rhapsode reads pcap and pcapng, also compressed (gzip, zstd, lz4, xz), and its own sessions."},
    Entry{ErrorCode::CaptureTruncated, "capture-truncated", "The capture ends in the middle of a packet",
          "Everything before that was read."},
    Entry{ErrorCode::CaptureCorrupt, "capture-corrupt", "The capture is damaged",
          "Everything that could be read was kept."},
    Entry{ErrorCode::CompressionUnsupported, "compression-unsupported",
          "The file is compressed in a way that Rhapsode does not read", "Decompress it first."},
    Entry{ErrorCode::NotASession, "not-a-session", "This is not a Rhapsode session",
          "Captures are opened with import."},
    Entry{ErrorCode::SessionNewer, "session-newer", "The session was written by a newer Rhapsode",
          "Update Rhapsode to open it."},
    Entry{ErrorCode::SessionOlder, "session-older", "The session was written by an older Rhapsode",
          "Run 'rhapsode-cli reindex' on it."},
    Entry{ErrorCode::SessionDamaged, "session-damaged", "The session file is damaged",
          "Run 'rhapsode-cli reindex' to save what is readable."},
    Entry{ErrorCode::SessionBusy, "session-busy", "Another program is writing to the session",
          "Close it there first."},
    Entry{ErrorCode::DatabaseFailed, "database-failed", "The session database reported an error", ""},
    Entry{ErrorCode::InterfaceNotFound, "interface-not-found", "There is no such interface",
          "'rhapsode-cli interfaces' lists them."},
    Entry{ErrorCode::InterfaceDown, "interface-down", "The interface is down",
          "Bring it up with 'sudo ip link set NAME up', then try again."},
    Entry{ErrorCode::InterfaceVanished, "interface-vanished", "The interface disappeared during the capture",
          "What had arrived is kept."},
    Entry{ErrorCode::CaptureNotPermitted, "capture-not-permitted",
          "This user is not allowed to capture on the interface",
          "Run as root, or get the right with the command in brackets; a new group counts after the next "
          "login."},
    Entry{ErrorCode::CaptureFilterInvalid, "capture-filter-invalid", "The capture filter (BPF) is not valid",
          "See 'man pcap-filter'."},
    Entry{ErrorCode::AddressInUse, "address-in-use", "Another program already listens on this address",
          "Stop it, or choose another port."},
    Entry{ErrorCode::AddressUnavailable, "address-unavailable", "This machine does not have this address",
          "Use an address of this machine, or 0.0.0.0 or [::] for all."},
    Entry{ErrorCode::PortNotPermitted, "port-not-permitted", "This user may not listen on this port",
          "Choose a port above 1023."},
    Entry{
        ErrorCode::ReceiveBufferSmall, "receive-buffer-small",
        "The system grants a smaller receive buffer than Rhapsode asks for",
        "Bursts may be lost; allow more with 'sudo sysctl -w net.core.rmem_max=33554432', then start again."},
    Entry{ErrorCode::CaptureBufferSmall, "capture-buffer-small",
          "The system has less memory for a capture buffer than Rhapsode asks for",
          "Bursts may be lost; free some memory, or capture less with a filter (BPF), then start again."},
    Entry{ErrorCode::UrlInvalid, "url-invalid", "This is not a HEP address",
          "Write for instance hep+udp://0.0.0.0:9060."},
    Entry{ErrorCode::HostNotFound, "host-not-found", "The collector's host name cannot be resolved",
          "Check the name, or give an address."},
    Entry{ErrorCode::CollectorUnreachable, "collector-unreachable", "The collector cannot be reached",
          "Check that it runs and listens there."},
    Entry{ErrorCode::CertificateNotVerified, "certificate-not-verified",
          "The collector's certificate could not be verified, and messages are sent all the same",
          "Give its authority's certificate with --tls-ca to send to nobody else."},
    Entry{ErrorCode::SendNotPermitted, "send-not-permitted", "This user is not allowed to send IP-in-IP",
          "Run as root, or give this program the right once with the command in brackets."},
    Entry{ErrorCode::FilterInvalid, "filter-invalid", "The filter is not valid", ""},
    Entry{ErrorCode::FilterTooSlow, "filter-too-slow", "The filter takes too long", ""},
    Entry{ErrorCode::FieldUnknown, "field-unknown", "There is no such field", ""},
    Entry{ErrorCode::MessageUnknown, "message-unknown", "There is no such message in the session",
          "'rhapsode-cli messages' lists them."},
    Entry{ErrorCode::CallUnknown, "call-unknown", "There is no such call in the session",
          "'rhapsode-cli calls' lists them."},
    Entry{ErrorCode::OptionInvalid, "option-invalid", "The option is not valid", ""},
    Entry{ErrorCode::ProgramNotFound, "program-not-found", "The program is not installed",
          "Install it, then try again."},
    Entry{ErrorCode::KeyInvalid, "key-invalid", "The file holds no private RSA key that can be read",
          "It has to be an RSA key in PEM without a passphrase."},
    Entry{ErrorCode::CertificateUnusable, "certificate-unusable",
          "The certificate or its private key cannot be used",
          "Both have to be PEM files that belong together, the key without a passphrase."},
    Entry{ErrorCode::Cancelled, "cancelled", "Cancelled", ""},
};

const Entry& entry(ErrorCode code)
{
    for (const Entry& candidate : table) {
        if (candidate.code == code)
            return candidate;
    }
    return table.front();
}

} // namespace

std::string_view name(ErrorCode code)
{
    return entry(code).name;
}

std::string_view sentence(ErrorCode code)
{
    return entry(code).sentence;
}

std::string_view advice(ErrorCode code)
{
    return entry(code).advice;
}

bool isForewarning(ErrorCode code)
{
    return code == ErrorCode::ReceiveBufferSmall || code == ErrorCode::CaptureBufferSmall;
}

std::string describe(const Error& error)
{
    std::string text{sentence(error.code)};
    if (!error.subject.empty())
        text += ": " + error.subject;
    if (!error.detail.empty())
        text += " (" + error.detail + ")";
    text += '.';
    if (const auto hint = advice(error.code); !hint.empty())
        text.append(" ").append(hint);
    return text;
}

std::span<const ErrorCode> allErrorCodes()
{
    static const auto codes = [] {
        std::array<ErrorCode, table.size()> all{};
        for (std::size_t i = 0; i < table.size(); ++i)
            all[i] = table[i].code;
        return all;
    }();
    return codes;
}

Error errnoError(int errorNumber, std::string subject, ErrorCode fallback)
{
    const auto code = [&] {
        switch (errorNumber) {
        case ENOENT:
        case ENOTDIR:
            return ErrorCode::FileNotFound;
        case EACCES:
        case EPERM:
            return fallback == ErrorCode::WriteFailed ? ErrorCode::FolderNotWritable
                                                      : ErrorCode::FileNotReadable;
        case EROFS:
            return ErrorCode::FolderNotWritable;
        case ENOSPC:
        case EDQUOT:
            return ErrorCode::DiskFull;
        case EEXIST:
            return ErrorCode::FileExists;
        case EADDRINUSE:
            return ErrorCode::AddressInUse;
        case EADDRNOTAVAIL:
            return ErrorCode::AddressUnavailable;
        default:
            return fallback;
        }
    }();
    return {code, std::move(subject), std::generic_category().message(errorNumber)};
}

} // namespace core::base
