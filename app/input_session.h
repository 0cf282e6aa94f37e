// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/terminal.h"
#include "core/base/result.h"
#include "core/engine/store_policy.h"
#include "core/engine/tls_secrets.h"
#include "core/session/session_reader.h"

#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace app {

struct ImportOutcome {
    std::uint64_t received = 0;
    std::uint64_t stored = 0;
    std::uint64_t messages = 0;
    /// Damage in the input, one sentence each.
    std::vector<std::string> warnings;
};

/// Imports captures, merged by time ("-" is stdin), into a new session at `session`, with progress on a
/// terminal. Nothing is left behind when it fails or is interrupted; ErrorCode::Cancelled then.
[[nodiscard]] core::base::Result<ImportOutcome> importCaptures(const std::vector<std::string>& captures,
                                                               const std::filesystem::path& session,
                                                               const core::engine::RecorderOptions& options,
                                                               bool append, std::stop_token stop,
                                                               const core::engine::TlsOptions& tls = {});

/// A SESSION|CAPTURE argument, told apart by content. A capture is imported into a private folder that
/// goes away with this object.
class InputSession {
public:
    /// `tls` decrypts a capture; for a session it is refused, because decrypting changes it.
    [[nodiscard]] static core::base::Result<InputSession>
    open(const std::string& argument, std::stop_token stop, const core::engine::TlsOptions& tls = {});
    InputSession(InputSession&& other) noexcept;
    InputSession& operator=(InputSession&&) = delete;
    ~InputSession();

    [[nodiscard]] const std::filesystem::path& session() const { return m_session; }

    /// Damage in a capture; the command then ends with ExitCode::Damaged.
    [[nodiscard]] const std::vector<std::string>& warnings() const { return m_warnings; }

private:
    InputSession() = default;

    std::filesystem::path m_session;
    std::filesystem::path m_folder; // empty for a session
    std::vector<std::string> m_warnings;
};

/// A SESSION|CAPTURE argument that is open for reading.
class InputReader {
public:
    [[nodiscard]] static core::base::Result<InputReader>
    open(const std::string& argument, std::stop_token stop, const core::engine::TlsOptions& tls = {});

    [[nodiscard]] const InputSession& session() const { return m_session; }

    [[nodiscard]] core::session::SessionReader& reader() const { return *m_reader; }

private:
    InputReader(InputSession session, std::unique_ptr<core::session::SessionReader> reader);

    InputSession m_session;
    std::unique_ptr<core::session::SessionReader> m_reader; // closed before a private folder goes away
};

/// Says what was damaged in the input, and gives the exit code that goes with it.
[[nodiscard]] ExitCode finishInput(const InputSession& input);

} // namespace app
