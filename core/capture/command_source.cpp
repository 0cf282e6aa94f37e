// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/command_source.h"

#include "core/capture/program_stream.h"

#include <algorithm>
#include <charconv>
#include <csignal>
#include <optional>
#include <string_view>

namespace core::capture {
namespace {

using base::ErrorCode;

/// Of "12 packets dropped by kernel", which tcpdump says at its end.
std::optional<std::uint64_t> droppedByTcpdump(const std::vector<std::string>& lines)
{
    for (const std::string& line : lines) {
        std::uint64_t count = 0;
        const auto [end, problem] = std::from_chars(line.data(), line.data() + line.size(), count);
        const std::string_view rest{end, static_cast<std::size_t>(line.data() + line.size() - end)};
        if (problem == std::errc{} &&
            (rest.starts_with(" packets dropped by kernel") || rest.starts_with(" packet dropped by kernel")))
            return count;
    }
    return std::nullopt;
}

/// It wrote something else, and ended because we read no further.
bool isEndedForUs(const ProcessEnd& end)
{
    constexpr int bySignal = 128; // as a shell tells that its command was ended by a signal
    return end.signal != 0 || end.exitStatus == bySignal + SIGPIPE || end.exitStatus == bySignal + SIGTERM;
}

/// One line, as it stands in lists and messages.
std::string nameOf(std::string command)
{
    std::replace_if(
        command.begin(), command.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
    return command;
}

} // namespace

base::Status CommandSource::run(std::stop_token stop, FrameSink& sink)
{
    const std::string name = nameOf(m_command);
    StreamDelivery delivery{sink, {SourceKind::Command, name, {}, net::LinkType::Ethernet}};
    const ProgramOutcome outcome = readProgram(
        {"/bin/sh", "-c", m_command}, name, delivery,
        [&](const auto&) { sink.ready({}, "capturing " + name); }, std::move(stop));
    if (const auto dropped = droppedByTcpdump(outcome.lastWords))
        delivery.setDropped(*dropped);
    const ErrorCode problem = outcome.reading ? ErrorCode::Cancelled : outcome.reading.error().code;
    const bool isDamaged = problem == ErrorCode::CaptureTruncated || problem == ErrorCode::CaptureCorrupt ||
                           problem == ErrorCode::CompressionUnsupported;
    if (outcome.wasStopped) {
        // Where we cut it off is no damage.
        if (isDamaged && problem != ErrorCode::CaptureTruncated)
            delivery.warn(outcome.reading.error());
        delivery.finish();
        return {};
    }
    if (isDamaged)
        delivery.warn(outcome.reading.error());
    delivery.finish();
    const bool endedForUs = problem == ErrorCode::NotACapture && isEndedForUs(outcome.end);
    if (!outcome.end.isSuccess() && !endedForUs)
        return base::Error{ErrorCode::IoFailed, name, outcome.toString()};
    return isDamaged ? base::Status{} : outcome.reading;
}

} // namespace core::capture
