// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/leg_option.h"

#include "core/flow/printable.h"
#include "core/session/session_table.h"

#include <map>
#include <span>
#include <utility>

namespace app {
namespace {

/// A stranger's text, which moves no cursor.
std::string harmless(std::string_view text)
{
    std::string result;
    for (const std::string& cell : core::flow::printableCells(text, core::flow::Characters::Utf8))
        result += cell;
    return result;
}

} // namespace

void addLegOptions(CLI::App& command, core::leg::LegOptions& options)
{
    command
        .add_option_function<std::vector<std::string>>(
            "--leg-header",
            [&options](const std::vector<std::string>& names) {
                options.callIdHeaders.insert(options.callIdHeaders.end(), names.begin(), names.end());
            },
            "Another header that names the other leg, or has one value in both")
        ->option_text("NAME")
        ->allow_extra_args(false);
}

core::base::Result<core::leg::Legs> findLegsOf(const std::filesystem::path& session, core::base::CallKey call,
                                               const core::leg::LegOptions& options, std::stop_token stop)
{
    const auto table = core::session::SessionTable::open(session);
    if (!table)
        return table.error();
    return core::leg::findLegs(**table, call, options, std::move(stop));
}

core::base::Result<std::string> legText(core::session::SessionReader& reader, const core::leg::Legs& legs)
{
    const auto calls = reader.calls(legs.calls);
    if (!calls)
        return calls.error();
    if (calls->size() < 2)
        return std::string{"\nNo legs: nothing links another call with this one.\n"};
    std::map<core::base::CallKey, std::string> callIds;
    for (const core::call::CallRecord& call : *calls)
        callIds[call.key] = harmless(call.callId);
    std::string text = "\nLegs\n";
    for (const core::leg::LegLink& link : legs.links) {
        text += "  " + callIds[link.first] + " and " + callIds[link.second] + "\n";
        text += "      " + std::to_string(link.score) + " %" +
                (link.state == core::leg::LinkState::Accepted ? ", accepted: " : ": ") +
                harmless(sentence(link.evidence)) +
                (link.note.empty() ? "" : " (" + harmless(link.note) + ")") + "\n";
    }
    return text;
}

std::string legWarning(const core::leg::Legs& legs)
{
    return legs.isComplete ? std::string{} : core::leg::incompleteLegs;
}

} // namespace app
