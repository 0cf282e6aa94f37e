// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/export/row_format.h"
#include "core/session/session_reader.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace core::exporting {

enum class ExportFormat : std::uint8_t { Pcap, Pcapng, Text, Csv, Json };

/// By the ending of the file name: .pcap, .pcapng, .txt, .csv, .json in any case.
[[nodiscard]] std::optional<ExportFormat> formatOf(const std::filesystem::path& path);

struct ExportOptions {
    std::filesystem::path file;
    ExportFormat format = ExportFormat::Pcapng;
    bool overwrite = false;
    /// Texts and rows come in this order; frames always in the order of their numbers.
    std::vector<base::MessageId> messages;
    /// All messages of these calls, after `messages`; each message once.
    std::vector<base::CallKey> calls;
    /// Csv and Json: whether a row is a message, or one of `calls`.
    filter::Scope rows = filter::Scope::Message;
    /// Columns of Csv and Json; the default fields when empty.
    std::vector<NamedField> fields;
    /// Pcap and pcapng: also what the session holds of the RTP and RTCP of the calls of these messages.
    bool withRtp = false;
    /// Pcapng: of messages that came over TLS the frames of their connections as captured, and the secrets
    /// that decrypt them. Whoever has the file can then read all that these connections carried.
    bool withTlsSecrets = false;
    /// "rhapsode-cli 0.1.0", for pcapng.
    std::string application;
    /// Comment on the whole file, for pcapng.
    std::string comment;
};

struct ExportProgress {
    std::uint64_t done = 0;
    std::uint64_t total = 0;
};

struct ExportSummary {
    /// Messages (or rows of calls) in the file.
    std::uint64_t rows = 0;
    /// Packets in the file; 0 for texts and rows.
    std::uint64_t packets = 0;
    std::uint64_t bytes = 0;
    /// Frames that are not in the file: not stored, damaged, or without a form in this file format.
    std::uint64_t framesLeftOut = 0;
    /// English sentences about what is not as it was captured. Empty when all is.
    std::vector<std::string> notes;
};

/// Writes a selection of messages or calls to a file, which appears whole or not at all. Captures hold the
/// frames that carried the messages, as captured, each once, with their times and lengths, and the
/// keep-alives between them. Messages that no frame shows as they are get packets of their own (see
/// PacketMaker). A pcap file has one link type, so that frames of several are all brought to Ethernet there
/// (see asEthernet); a pcapng file keeps each. FileExists, FolderNotWritable, DiskFull, WriteFailed,
/// Cancelled, and what the session reports.
[[nodiscard]] base::Result<ExportSummary>
exportSelection(session::SessionReader& reader, const ExportOptions& options,
                const std::function<void(const ExportProgress&)>& progress = {}, std::stop_token stop = {});

} // namespace core::exporting
