// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/statistics_command.h"

#include "app/commands/row_options.h"
#include "app/commands/statistics_schema.h"
#include "app/commands/tls_options.h"
#include "app/input_session.h"
#include "core/flow/kinds_found.h"
#include "core/leg/leg_counts.h"
#include "core/statistics/call_measures.h"
#include "core/statistics/statistics.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cstdio>
#include <memory>
#include <string>

namespace app {
namespace {

namespace statistics = core::statistics;
using Json = nlohmann::ordered_json;

struct StatisticsOptions {
    std::string input;
    core::engine::TlsOptions tls;
    statistics::Options wanted;
    std::string format = "text";
    std::string by;
    bool schema = false;
};

/// The words of --by, beside "delay".
constexpr std::array groupNames{
    std::pair{"peer", statistics::GroupBy::Peer}, std::pair{"caller", statistics::GroupBy::Caller},
    std::pair{"prefix", statistics::GroupBy::Prefix}, std::pair{"agent", statistics::GroupBy::UserAgent},
    std::pair{"time", statistics::GroupBy::Time}};

constexpr const char* histogram = "delay_histogram";

Json rowJson(const statistics::Section& section, const statistics::Row& row)
{
    Json json{{"name", row.name}};
    for (std::size_t i = 0; i < row.values.size(); ++i) {
        Json& value = json[section.columns[i].key];
        if (!row.values[i])
            value = nullptr;
        else if (section.columns[i].unit == statistics::Unit::Count)
            value = static_cast<std::uint64_t>(*row.values[i]);
        else
            value = *row.values[i];
    }
    json["list"] = row.list == core::filter::Scope::Call ? "calls" : "messages";
    json["rows"] = row.count;
    json["filter"] = row.filter;
    return json;
}

/// Keys are documented in the manual page: they are an interface for scripts.
std::string reportJson(const statistics::Report& report)
{
    Json json{{"filter", report.filter}, {"messages", report.messages}, {"calls", report.calls}};
    for (const statistics::Section& section : report.sections) {
        Json rows = Json::array();
        for (const statistics::Row& row : section.rows)
            rows.push_back(rowJson(section, row));
        json[section.key] = std::move(rows);
    }
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string valueText(const std::optional<double>& value, statistics::Unit unit)
{
    if (!value)
        return "-";
    if (unit == statistics::Unit::Count)
        return grouped(static_cast<std::uint64_t>(*value));
    std::array<char, 64> text{};
    const char* form = unit == statistics::Unit::Percent   ? "%.1f %%"
                       : unit == statistics::Unit::Seconds ? "%.3f s"
                                                           : "%.2f";
    std::snprintf(text.data(), text.size(), form, *value);
    return text.data();
}

std::string padded(const std::string& text, std::size_t width, bool isNumber)
{
    const std::size_t missing = width - std::min(width, text.size());
    return isNumber ? std::string(missing, ' ') + text : text + std::string(missing, ' ');
}

/// For a terminal: a stranger's text moves no cursor, and stays within its column.
std::string nameText(std::string name, std::size_t width)
{
    std::replace_if(
        name.begin(), name.end(), [](char c) { return c < ' ' || c == '\x7F'; }, '?');
    return name.size() <= width ? name : name.substr(0, width - 3) + "...";
}

constexpr std::size_t valueWidth = 12;
constexpr std::size_t lineWidth = 108;

/// The columns from `first` to before `end`.
std::string columnsText(const statistics::Section& section, std::size_t first, std::size_t end)
{
    const std::size_t nameWidth = std::min<std::size_t>(44, lineWidth - valueWidth * (end - first));
    std::string text = "\n" + padded(section.title, nameWidth, false);
    for (std::size_t i = first; i < end; ++i)
        text += padded(section.columns[i].title, valueWidth, true);
    text += "\n";
    for (const statistics::Row& row : section.rows) {
        text += padded("  " + nameText(row.name, nameWidth - 3), nameWidth, false);
        for (std::size_t i = first; i < end; ++i)
            text += padded(valueText(row.values[i], section.columns[i].unit), valueWidth, true);
        text += "\n";
    }
    return text;
}

/// More columns than a line has room for go below each other. Their numbers are even, so that a mean and the
/// number of its samples stay together.
std::string sectionText(const statistics::Section& section)
{
    constexpr std::size_t mostColumns = 7;
    constexpr std::size_t columnsOfPart = 6;
    if (section.columns.size() <= mostColumns)
        return columnsText(section, 0, section.columns.size());
    std::string text;
    for (std::size_t first = 0; first < section.columns.size(); first += columnsOfPart)
        text += columnsText(section, first, std::min(first + columnsOfPart, section.columns.size()));
    return text;
}

std::string reportText(const statistics::Report& report, bool hasHistogram)
{
    std::string text = grouped(report.messages) + " SIP messages, " + grouped(report.calls) + " calls";
    text += report.filter.empty() ? "\n" : " match " + report.filter + "\n";
    for (const statistics::Section& section : report.sections) {
        if (!section.rows.empty() && (hasHistogram || section.key != histogram))
            text += sectionText(section);
    }
    return text;
}

/// What --by asks for.
statistics::Options wantedOf(const StatisticsOptions& options)
{
    statistics::Options wanted = options.wanted;
    for (const auto& [name, group] : groupNames) {
        if (options.by != name)
            continue;
        wanted.groups = {group};
        wanted.isOnlyGroups = true;
    }
    return wanted;
}

/// The report as --by wants it.
void keepWanted(statistics::Report& report, const StatisticsOptions& options)
{
    if (options.by == "delay")
        std::erase_if(report.sections, [](const auto& section) { return section.key != histogram; });
}

ExitCode printSchema(const StatisticsOptions& options)
{
    auto report = statistics::emptyReport(wantedOf(options));
    if (!report)
        return fail(report.error());
    keepWanted(*report, options);
    Output output;
    output.write(statisticsSchema(*report));
    return ExitCode::Done;
}

ExitCode runStatistics(const StatisticsOptions& options, Interruption& interruption)
{
    // A wrong filter is told before a large capture is read.
    const auto parsed = core::filter::Filter::parse(options.wanted.filter, core::filter::Scope::Call);
    if (const auto* wrong = std::get_if<core::filter::FilterError>(&parsed))
        return fail({core::base::ErrorCode::FilterInvalid, options.wanted.filter,
                     "column " + std::to_string(wrong->column()) + ": " + wrong->sentence()});
    const auto input = InputSession::open(options.input, interruption.token(), options.tls);
    if (!input)
        return fail(input.error());
    auto table = core::session::SessionTable::open(input->session());
    if (!table)
        return fail(table.error());
    (*table)->setLegs(core::leg::countUsualLegs);
    (*table)->setMeasures(core::statistics::measureCalls);
    (*table)->setFindings(core::flow::kindsFoundIn);
    auto report = statistics::compute(**table, wantedOf(options), interruption.token());
    if (!report)
        return fail(report.error());
    keepWanted(*report, options);
    Output output;
    output.write(options.format == "json" ? reportJson(*report) : reportText(*report, !options.by.empty()));
    return finishInput(*input);
}

} // namespace

void registerStatistics(CommandContext& context)
{
    auto options = std::make_shared<StatisticsOptions>();
    CLI::App* command = context.parser.add_subcommand(
        "statistics", "Count messages and calls, and measure delays and success");
    addListInput(*command, options->input, options->schema);
    addTlsOptions(*command, options->tls);
    command->add_option("--filter", options->wanted.filter, "Only of what matches")->option_text("EXPR");
    command
        ->add_option(
            "--by", options->by,
            "Only the measures of each peer (called host), calling host, prefix of the called number, "
            "user agent or span of time; or the distribution of the delays")
        ->check(CLI::IsMember({"peer", "caller", "prefix", "agent", "time", "delay"}))
        ->option_text("peer|caller|prefix|agent|time|delay");
    command->add_option("--top", options->wanted.top, "Lines of each list of the most frequent, 10")
        ->option_text("N");
    command
        ->add_option("--prefix-length", options->wanted.prefixLength, "Characters of a prefix of a number, 4")
        ->check(CLI::Range(1, 32))
        ->option_text("N");
    command->add_option("--format", options->format, "text, or json with documented keys")
        ->check(CLI::IsMember({"text", "json"}))
        ->option_text("text|json");
    command->callback([&context, options] {
        context.run = [&context, options] {
            return options->schema ? printSchema(*options) : runStatistics(*options, context.interruption);
        };
    });
}

} // namespace app
