// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/input_session.h"

#include "core/capture/file_source.h"
#include "core/engine/capture_engine.h"

#include <cstdlib>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace app {
namespace {

using core::base::Error;
using core::base::ErrorCode;
using core::base::Result;

std::string progressText(const core::engine::EngineProgress& progress)
{
    std::string text = grouped(progress.messages) + " messages";
    if (progress.bytesTotal != 0)
        text += ", " + std::to_string(progress.bytesRead * 100 / progress.bytesTotal) + " % of " +
                sizeText(progress.bytesTotal);
    else
        text += ", " + sizeText(progress.bytesRead);
    return text;
}

} // namespace

Result<ImportOutcome> importCaptures(const std::vector<std::string>& captures,
                                     const std::filesystem::path& session,
                                     const core::engine::RecorderOptions& options, bool append,
                                     std::stop_token stop, const core::engine::TlsOptions& tls)
{
    using namespace core;
    auto engine = engine::CaptureEngine::create(
        {.session = session,
         .writer = {session::Durability::Import,
                    append ? session::WhenPresent::Append : session::WhenPresent::Fail, "rhapsode-cli",
                    !append},
         .recorder = options,
         .tls = tls});
    if (!engine)
        return engine.error();
    (*engine)->addSource(std::make_unique<capture::FileSource>(captures));

    ProgressLine line;
    while (!(*engine)->waitForSources(std::chrono::milliseconds{50}) && !stop.stop_requested())
        line.show(progressText((*engine)->progress()));
    const base::Status closed = (*engine)->stop();
    line.clear();

    const engine::EngineProgress progress = (*engine)->progress();
    const auto failure = [&]() -> base::Status {
        if (stop.stop_requested())
            return Error{ErrorCode::Cancelled, session.string(), "nothing was kept"};
        if (!closed)
            return closed;
        return progress.failures.empty() ? base::Status{} : base::Status{progress.failures.front()};
    }();
    if (!failure) {
        if (!append)
            static_cast<void>(session::removeSession(session));
        return failure.error();
    }
    ImportOutcome outcome{progress.framesReceived, progress.framesStored, progress.messages, {}};
    for (const Error& warning : progress.warnings)
        outcome.warnings.push_back(base::describe(warning));
    return outcome;
}

Result<InputSession> InputSession::open(const std::string& argument, std::stop_token stop,
                                        const core::engine::TlsOptions& tls)
{
    InputSession input;
    if (argument != "-" && core::session::looksLikeSession(argument)) {
        if (!tls.keyLogs.empty() || !tls.rsaKeys.empty())
            return Error{ErrorCode::OptionInvalid, argument,
                         "a session takes its keys with 'rhapsode-cli reindex --keylog FILE'"};
        input.m_session = argument;
        return input;
    }
    std::error_code problem;
    std::string folder = (std::filesystem::temp_directory_path(problem) / "rhapsode-XXXXXX").string();
    if (problem || ::mkdtemp(folder.data()) == nullptr)
        return Error{ErrorCode::FolderNotWritable, folder, "for a temporary session"};
    input.m_folder = folder;
    input.m_session = input.m_folder / "input.rhapsode";
    auto outcome = importCaptures({argument}, input.m_session, {}, false, std::move(stop), tls);
    if (!outcome)
        return outcome.error();
    input.m_warnings = std::move(outcome->warnings);
    return input;
}

InputSession::InputSession(InputSession&& other) noexcept
    : m_session(std::move(other.m_session)), m_folder(std::exchange(other.m_folder, {})),
      m_warnings(std::move(other.m_warnings))
{
}

InputSession::~InputSession()
{
    if (m_folder.empty())
        return;
    std::error_code ignored; // nothing useful can be done about a temporary folder that stays
    std::filesystem::remove_all(m_folder, ignored);
}

InputReader::InputReader(InputSession session, std::unique_ptr<core::session::SessionReader> reader)
    : m_session(std::move(session)), m_reader(std::move(reader))
{
}

Result<InputReader> InputReader::open(const std::string& argument, std::stop_token stop,
                                      const core::engine::TlsOptions& tls)
{
    auto session = InputSession::open(argument, std::move(stop), tls);
    if (!session)
        return session.error();
    auto reader = core::session::SessionReader::open(session->session());
    if (!reader)
        return reader.error();
    return InputReader{std::move(*session), std::move(*reader)};
}

ExitCode finishInput(const InputSession& input)
{
    for (const std::string& warning : input.warnings())
        complain(warning);
    return input.warnings().empty() ? ExitCode::Done : ExitCode::Damaged;
}

} // namespace app
