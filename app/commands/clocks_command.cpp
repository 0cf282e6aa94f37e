// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/clocks_command.h"

#include "app/commands/listed_cells.h"
#include "app/commands/listed_columns.h"
#include "app/commands/row_options.h"
#include "app/input_session.h"
#include "core/export/row_format.h"
#include "core/flow/clock_offsets.h"
#include "core/session/clock_corrections.h"
#include "core/session/session_table.h"

#include <cmath>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace app {
namespace {

using core::base::ErrorCode;
using core::flow::CapturePoint;
namespace base = core::base;
namespace exporting = core::exporting;
namespace session = core::session;

enum class ClockAction : std::uint8_t { List, Correct, Clear };

struct ClockOptions {
    std::string input;
    ClockAction action = ClockAction::List;
    std::size_t point = 0; ///< 0: all
    std::optional<double> offset;
    exporting::RowFormat format = exporting::RowFormat::Tsv;
    bool schema = false;
};

exporting::Cell optionalSpan(const std::optional<base::Duration>& span)
{
    return span ? durationCell(*span) : exporting::Cell{};
}

session::ClockCorrection correctionOf(const CapturePoint& point, base::Duration offset)
{
    return {point.source, point.agentId, point.agentName, offset};
}

std::optional<base::Duration> keptFor(const CapturePoint& point,
                                      const std::vector<session::ClockCorrection>& corrections)
{
    for (const session::ClockCorrection& kept : corrections) {
        if (kept == correctionOf(point, kept.offset))
            return kept.offset;
    }
    return std::nullopt;
}

ExitCode listClocks(const ClockOptions& options, Interruption& interruption)
{
    const auto input = InputSession::open(options.input, interruption.token());
    if (!input)
        return fail(input.error());
    auto table = session::SessionTable::open(input->session());
    if (!table)
        return fail(table.error());
    const auto points = core::flow::estimateClocks(**table, interruption.token());
    if (!points)
        return fail(points.error());
    const auto corrections = (*table)->reader().clockCorrections();
    if (!corrections)
        return fail(corrections.error());
    const exporting::RowFormatter formatter{options.format, namesOf(clockColumns())};
    Output output;
    output.write(formatter.header());
    for (std::size_t i = 0; i < points->size(); ++i) {
        const CapturePoint& point = (*points)[i];
        const std::vector<exporting::Cell> cells{countCell(i + 1),
                                                 textCell(point.source),
                                                 point.agentId != 0 ? countCell(point.agentId)
                                                                    : exporting::Cell{},
                                                 textCell(point.agentName),
                                                 countCell(point.messages),
                                                 countCell(point.shared),
                                                 optionalSpan(point.delay),
                                                 optionalSpan(point.offset),
                                                 optionalSpan(point.uncertainty),
                                                 textCell(name(point.basis)),
                                                 optionalSpan(keptFor(point, *corrections))};
        std::string line;
        formatter.append(line, cells);
        output.write(line);
    }
    return finishInput(*input);
}

/// What to keep: of the point that was named, or of all whose clocks could be compared.
base::Result<std::vector<session::ClockCorrection>> wantedCorrections(const ClockOptions& options,
                                                                      const std::stop_token& stop)
{
    const auto table = session::SessionTable::open(options.input);
    if (!table)
        return table.error();
    const auto points = core::flow::estimateClocks(**table, stop);
    if (!points)
        return points.error();
    if (options.point > points->size())
        return base::Error{ErrorCode::OptionInvalid, "--point", "'rhapsode-cli clocks' lists them"};
    std::vector<session::ClockCorrection> wanted;
    for (std::size_t i = 0; i < points->size(); ++i) {
        const CapturePoint& point = (*points)[i];
        if (options.point != 0 && options.point != i + 1)
            continue;
        if (options.action == ClockAction::Clear)
            wanted.push_back(correctionOf(point, {}));
        else if (options.offset)
            wanted.push_back(correctionOf(point, base::Duration{std::llround(*options.offset * 1e9)}));
        else if (point.offset)
            wanted.push_back(correctionOf(point, *point.offset));
    }
    return wanted;
}

ExitCode changeClocks(const ClockOptions& options, Interruption& interruption)
{
    const auto wanted = wantedCorrections(options, interruption.token());
    if (!wanted)
        return fail(wanted.error());
    if (const auto kept = session::setClockCorrections(options.input, *wanted); !kept)
        return fail(kept.error());
    Output output;
    output.write(options.action == ClockAction::Clear ? "clocks as they are\n" : "clocks corrected\n");
    return ExitCode::Done;
}

ExitCode runClocks(const ClockOptions& options, Interruption& interruption)
{
    if (options.schema) {
        Output output;
        output.write(
            exporting::jsonSchema("A clock: a line of 'rhapsode-cli clocks --format json'", clockColumns()));
        return ExitCode::Done;
    }
    if (options.offset && (options.action != ClockAction::Correct || options.point == 0))
        return fail({ErrorCode::OptionInvalid, "--offset", "it goes with 'correct' and --point"});
    return options.action == ClockAction::List ? listClocks(options, interruption)
                                               : changeClocks(options, interruption);
}

} // namespace

void registerClocks(CommandContext& context)
{
    auto options = std::make_shared<ClockOptions>();
    CLI::App* command = context.parser.add_subcommand(
        "clocks", "Compare the clocks of capture points by packets that several saw, and correct them");
    addListInput(*command, options->input, options->schema);
    command->add_option("action", options->action, "What to do with clocks; list when left out")
        ->transform(CLI::CheckedTransformer(std::map<std::string, ClockAction>{
            {"list", ClockAction::List}, {"correct", ClockAction::Correct}, {"clear", ClockAction::Clear}}))
        ->option_text("list|correct|clear");
    command->add_option("--point", options->point, "Only the capture point with this number")
        ->check(CLI::PositiveNumber)
        ->option_text("N");
    command
        ->add_option("--offset", options->offset,
                     "Its clock is ahead by so many seconds, instead of the estimate")
        ->check(CLI::Range(-1e9, 1e9))
        ->option_text("S");
    addRowFormat(*command, options->format);
    command->callback([&context, options] {
        context.run = [&context, options] { return runClocks(*options, context.interruption); };
    });
}

} // namespace app
