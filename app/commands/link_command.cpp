// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/link_command.h"

#include "app/commands/leg_option.h"
#include "app/commands/listed_cells.h"
#include "app/commands/listed_columns.h"
#include "app/commands/row_options.h"
#include "app/input_session.h"
#include "core/export/row_format.h"
#include "core/leg/link_decider.h"
#include "core/session/link_decisions.h"
#include "core/session/session_table.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace app {
namespace {

using core::base::Error;
using core::base::ErrorCode;
using core::base::Result;
namespace base = core::base;
namespace exporting = core::exporting;
namespace leg = core::leg;
namespace session = core::session;

enum class LinkAction : std::uint8_t { List, Accept, Reject, Add, Remove };

struct LinkOptions {
    std::string input;
    LinkAction action = LinkAction::List;
    std::vector<std::string> calls;
    std::string note;
    leg::LegOptions legs;
    exporting::RowFormat format = exporting::RowFormat::Tsv;
    bool schema = false;
};

/// A link as it is listed: with Call-IDs.
struct LinkRow {
    std::string first;
    std::string second;
    leg::LegLink link;
};

/// The cells look into `row` and `evidence`.
std::vector<exporting::Cell> linkCells(const LinkRow& row, std::string_view evidence)
{
    exporting::Cell messages;
    messages.type = core::filter::ValueType::Integer;
    messages.isList = true;
    for (const base::MessageId message : row.link.messages)
        messages.values.emplace_back(message.value);
    return {textCell(row.first),
            textCell(row.second),
            textCell(name(row.link.state)),
            textCell(name(row.link.kind)),
            countCell(static_cast<std::uint64_t>(row.link.score)),
            textCell(evidence),
            std::move(messages),
            textCell(row.link.note)};
}

/// The links of the call's scenario, or of the session when none is named.
Result<leg::AllLinks> findLinks(session::SessionTable& table, const LinkOptions& options,
                                const std::stop_token& stop)
{
    if (options.calls.empty())
        return leg::findAllLinks(table, options.legs, stop);
    const auto call = table.reader().findCall(options.calls.front());
    if (!call)
        return call.error();
    auto legs = leg::findLegs(table, call->key, options.legs, stop);
    if (!legs)
        return legs.error();
    leg::AllLinks links{std::move(legs->links), legs->isComplete};
    links.links.insert(links.links.end(), legs->rejected.begin(), legs->rejected.end());
    return links;
}

Result<std::vector<LinkRow>> rowsOf(session::SessionReader& reader, std::vector<leg::LegLink> links)
{
    std::map<base::CallKey, std::string> callIds;
    std::vector<base::CallKey> keys;
    for (const leg::LegLink& link : links) {
        keys.push_back(link.first);
        keys.push_back(link.second);
    }
    std::ranges::sort(keys);
    const auto repeated = std::ranges::unique(keys);
    keys.erase(repeated.begin(), repeated.end());
    const auto calls = reader.calls(keys);
    if (!calls)
        return calls.error();
    for (const core::call::CallRecord& call : *calls)
        callIds[call.key] = call.callId;
    std::vector<LinkRow> rows;
    rows.reserve(links.size());
    for (leg::LegLink& link : links)
        rows.push_back({callIds[link.first], callIds[link.second], std::move(link)});
    return rows;
}

/// A ring lets calls go, and keeps what was decided about them.
base::Status addDecisionsOnGoneCalls(session::SessionReader& reader, std::vector<LinkRow>& rows)
{
    const auto decisions = reader.linkDecisions();
    if (!decisions)
        return decisions.error();
    for (const session::LinkDecision& decision : *decisions) {
        if (reader.findCall(decision.first) && reader.findCall(decision.second))
            continue;
        leg::LegLink link = leg::decidedLink(decision.verdict, decision.note);
        link.evidence = {leg::EvidenceForm::NoSuchCall, {}};
        rows.push_back({decision.first, decision.second, std::move(link)});
    }
    return {};
}

ExitCode listLinks(const LinkOptions& options, Interruption& interruption)
{
    const auto input = InputSession::open(options.input, interruption.token());
    if (!input)
        return fail(input.error());
    auto table = session::SessionTable::open(input->session());
    if (!table)
        return fail(table.error());
    auto links = findLinks(**table, options, interruption.token());
    if (!links)
        return fail(links.error());
    auto rows = rowsOf((*table)->reader(), std::move(links->links));
    if (!rows)
        return fail(rows.error());
    if (options.calls.empty()) {
        if (auto added = addDecisionsOnGoneCalls((*table)->reader(), *rows); !added)
            return fail(added.error());
    }
    const exporting::RowFormatter formatter{options.format, namesOf(linkColumns())};
    Output output;
    output.write(formatter.header());
    for (const LinkRow& row : *rows) {
        std::string line;
        formatter.append(line, linkCells(row, sentence(row.link.evidence)));
        output.write(line);
    }
    if (!links->isComplete)
        complain(leg::incompleteLegs);
    return finishInput(*input);
}

/// Who accepts a link wants the one that is there.
base::Status checkIsLinked(const LinkOptions& options, const std::stop_token& stop)
{
    auto table = session::SessionTable::open(options.input);
    if (!table)
        return table.error();
    const auto one = (*table)->reader().findCall(options.calls[0]);
    if (!one)
        return one.error();
    const auto other = (*table)->reader().findCall(options.calls[1]);
    if (!other)
        return other.error();
    if (options.action != LinkAction::Accept)
        return {};
    const auto legs = leg::findLegs(**table, one->key, options.legs, stop);
    if (!legs)
        return legs.error();
    const auto isBetween = [&](const leg::LegLink& link) {
        return link.first != link.second && (link.first == one->key || link.second == one->key) &&
               (link.first == other->key || link.second == other->key);
    };
    if (std::ranges::any_of(legs->links, isBetween) || std::ranges::any_of(legs->rejected, isBetween))
        return {};
    return Error{ErrorCode::CallUnknown, options.calls[1],
                 "nothing links it with " + options.calls[0] + "; 'add' makes a link"};
}

std::string_view doneText(LinkAction action)
{
    switch (action) {
    case LinkAction::Accept:
        return "link accepted\n";
    case LinkAction::Reject:
        return "link rejected\n";
    case LinkAction::Add:
        return "link made\n";
    case LinkAction::Remove:
    case LinkAction::List:
        break;
    }
    return "decision forgotten\n";
}

session::LinkVerdict verdictOf(LinkAction action)
{
    if (action == LinkAction::Accept)
        return session::LinkVerdict::Accepted;
    return action == LinkAction::Reject ? session::LinkVerdict::Rejected : session::LinkVerdict::Made;
}

ExitCode decideLink(const LinkOptions& options, Interruption& interruption)
{
    base::Status decided;
    if (options.action == LinkAction::Remove) {
        decided = session::removeLinkDecision(options.input, options.calls[0], options.calls[1]);
    } else {
        // Its table is closed again: a reader that stays would keep the WAL from being emptied.
        if (auto checked = checkIsLinked(options, interruption.token()); !checked)
            return fail(checked.error());
        decided = session::setLinkDecision(
            options.input, {options.calls[0], options.calls[1], verdictOf(options.action), options.note});
    }
    if (!decided)
        return fail(decided.error());
    Output output;
    output.write(std::string{doneText(options.action)});
    return ExitCode::Done;
}

ExitCode runLink(const LinkOptions& options, Interruption& interruption)
{
    if (options.schema) {
        Output output;
        output.write(exporting::jsonSchema(
            "A link between two calls: a line of 'rhapsode-cli link --format json'", linkColumns()));
        return ExitCode::Done;
    }
    const bool isList = options.action == LinkAction::List;
    if (isList && (options.calls.size() > 1 || !options.note.empty()))
        return fail({ErrorCode::OptionInvalid, "link list", "it takes one --call at most, and no --note"});
    if (!isList && options.calls.size() != 2)
        return fail({ErrorCode::OptionInvalid, "link", "name the two calls, each with --call"});
    if (!isList && options.calls[0] == options.calls[1])
        return fail({ErrorCode::OptionInvalid, "link", "a link is between two calls"});
    return isList ? listLinks(options, interruption) : decideLink(options, interruption);
}

} // namespace

void registerLink(CommandContext& context)
{
    auto options = std::make_shared<LinkOptions>();
    CLI::App* command =
        context.parser.add_subcommand("link", "List what links calls, accept or reject links, make some");
    addListInput(*command, options->input, options->schema);
    command->add_option("action", options->action, "What to do with links; list when left out")
        ->transform(
            CLI::CheckedTransformer(std::map<std::string, LinkAction>{{"list", LinkAction::List},
                                                                      {"accept", LinkAction::Accept},
                                                                      {"reject", LinkAction::Reject},
                                                                      {"add", LinkAction::Add},
                                                                      {"remove", LinkAction::Remove}}))
        ->option_text("list|accept|reject|add|remove");
    command->add_option("--call", options->calls, "A call with this Call-ID: twice, for the two of a link")
        ->option_text("CALL-ID")
        ->allow_extra_args(false);
    command->add_option("--note", options->note, "Keep a remark with the decision")->option_text("TEXT");
    addLegOptions(*command, options->legs);
    addRowFormat(*command, options->format);
    command->callback([&context, options] {
        context.run = [&context, options] { return runLink(*options, context.interruption); };
    });
}

} // namespace app
