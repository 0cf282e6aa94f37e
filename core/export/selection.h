// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/export/exporter.h"

#include <functional>
#include <span>
#include <stop_token>
#include <vector>

namespace core::exporting {

/// What one export works with: where it reads, how it reports, and when it stops.
struct Job {
    session::SessionReader& reader;
    const ExportOptions& options;
    const std::function<void(const ExportProgress&)>& progress;
    std::stop_token stop;

    /// Cancelled when the user wants no more. Reports progress now and then.
    [[nodiscard]] base::Status advance(std::uint64_t done, std::uint64_t total) const;
};

/// The messages of the selection, each once.
[[nodiscard]] base::Result<std::vector<base::MessageId>> selectedMessages(const Job& job);

/// Calls `visit` with each message's record and, when `withBytes`, its bytes (else empty).
base::Status forEachMessage(
    const Job& job, std::span<const base::MessageId> messages, bool withBytes,
    const std::function<base::Status(const call::MessageRecord&, std::span<const std::byte>)>& visit);

/// Names of the sources, by id - 1.
[[nodiscard]] std::vector<std::string> sourceNames(std::span<const session::SourceRow> sources);

} // namespace core::exporting
