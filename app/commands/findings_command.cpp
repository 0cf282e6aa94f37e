// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/findings_command.h"

#include "app/commands/column_rows.h"
#include "app/commands/listed_columns.h"
#include "app/commands/row_options.h"
#include "app/commands/row_selection.h"
#include "app/commands/tls_options.h"
#include "app/input_session.h"
#include "core/export/row_format.h"
#include "core/finding/rules.h"
#include "core/flow/story_loader.h"
#include "core/session/session_table.h"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace app {
namespace {

namespace base = core::base;
namespace exporting = core::exporting;
namespace filter = core::filter;

struct FindingsOptions {
    std::string input;
    core::engine::TlsOptions tls;
    /// Its filter is one of calls; order and limit are those of findings.
    RowSelection selection;
    std::string fields;
    exporting::RowFormat format = exporting::RowFormat::Tsv;
    bool schema = false;
};

/// One finding on its way out; cells are views of it.
struct FindingRow {
    std::int64_t id = 0;
    std::int64_t time = 0;
    std::string_view callId;
    std::string sentence;
    const core::finding::Finding* finding = nullptr;

    /// What rows are sorted by in this column, where it is not the text.
    [[nodiscard]] std::optional<SortKey> sortKey(std::string_view column) const
    {
        if (column == "severity")
            return SortKey{false, static_cast<std::int64_t>(finding->kind->severity), {}};
        if (column != "messages")
            return std::nullopt;
        if (finding->evidence.empty())
            return SortKey{true, 0, {}};
        return SortKey{false, finding->evidence.front().value, {}};
    }

    /// In the order of findingColumns().
    [[nodiscard]] std::vector<exporting::Cell> cells() const
    {
        const auto text = [](std::string_view value) {
            return exporting::Cell{.value = filter::Value{value}, .values = {}};
        };
        exporting::Cell messages;
        messages.type = filter::ValueType::Integer;
        messages.isList = true;
        for (const base::MessageId message : finding->evidence)
            messages.values.emplace_back(message.value);
        return {{.value = id, .values = {}, .type = filter::ValueType::Integer},
                {.value = time, .values = {}, .type = filter::ValueType::Time},
                text(name(finding->kind->severity)),
                text(finding->kind->name),
                text(callId),
                text(sentence),
                std::move(messages),
                text(finding->reference),
                text(finding->kind->advice)};
    }
};

/// Of the first message that shows it.
std::int64_t timeOf(const core::dialog::CallStory& story, const core::finding::Finding& finding)
{
    for (const core::dialog::StoryMessage& message : story.messages) {
        if (!finding.evidence.empty() && message.id == finding.evidence.front())
            return base::toNanoseconds(message.time);
    }
    return base::toNanoseconds(story.messages.front().time);
}

/// Writes what is found, numbered as it is found.
class FindingsWriter {
public:
    FindingsWriter(const ColumnChoice& choice, const FindingsOptions& options)
        : m_rows(findingColumns(), choice, options.format, options.selection.limit)
    {
        if (choice.sortColumn)
            m_sortColumn = findingColumns()[*choice.sortColumn].name;
    }

    void write(const core::call::CallRecord& call, const core::dialog::CallStory& story)
    {
        const auto findings = core::finding::findingsOf(story);
        for (const core::finding::Finding& finding : findings) {
            if (isFull())
                return;
            const FindingRow row{++m_count, timeOf(story, finding), call.callId, sentence(finding), &finding};
            m_rows.write(row.id, row.cells(), row.sortKey(m_sortColumn));
        }
    }

    [[nodiscard]] bool isFull() const { return m_rows.isFull(); }

    void finish() { m_rows.finish(); }

private:
    ColumnRowWriter m_rows;
    std::string_view m_sortColumn;
    std::int64_t m_count = 0;
};

/// Calls of which nothing is said, because a message that cannot be read is not one that was never sent.
struct UnreadCalls {
    std::size_t count = 0;
    std::optional<base::Error> first;
};

base::Status writeCalls(core::session::SessionReader& reader, std::span<const std::int64_t> keys,
                        FindingsWriter& writer, UnreadCalls& unread, Interruption& interruption)
{
    const auto progress = reader.progress();
    if (!progress)
        return progress.error();
    for (const std::int64_t key : keys) {
        if (writer.isFull() || interruption.isRequested())
            return {};
        const std::vector<base::CallKey> wanted{{key}};
        const auto calls = reader.calls(wanted);
        if (!calls)
            return calls.error();
        const auto loaded =
            core::flow::LoadedStory::load(reader, {key}, progress->lastTime, interruption.token());
        if (!loaded && loaded.error().code != base::ErrorCode::SessionDamaged)
            return loaded.error();
        if (!loaded) {
            ++unread.count;
            unread.first = unread.first.value_or(loaded.error());
            continue;
        }
        if (!calls->empty())
            writer.write(calls->front(), loaded->story());
    }
    return {};
}

ExitCode runFindings(const FindingsOptions& options, Interruption& interruption)
{
    const auto choice = ColumnChoice::parse(findingColumns(), options.fields, options.selection.sort);
    if (!choice)
        return fail(choice.error());
    if (options.schema) {
        Output output;
        output.write(exporting::jsonSchema(
            "Something wrong with a call: a line of 'rhapsode-cli findings --format json'",
            choice->of(findingColumns())));
        return ExitCode::Done;
    }
    const RowSelection calls = options.selection.filterOnly();
    if (const auto query = calls.query(filter::Scope::Call); !query)
        return fail(query.error());
    const auto input = InputSession::open(options.input, interruption.token(), options.tls);
    if (!input)
        return fail(input.error());
    auto table = core::session::SessionTable::open(input->session());
    if (!table)
        return fail(table.error());
    const auto keys = calls.select(**table, filter::Scope::Call, interruption.token());
    if (!keys)
        return fail(keys.error());
    UnreadCalls unread;
    {
        FindingsWriter writer{*choice, options};
        if (auto status = writeCalls((*table)->reader(), *keys, writer, unread, interruption); !status)
            return fail(status.error());
        writer.finish();
    }
    const ExitCode code = finishInput(*input);
    if (unread.count == 0)
        return code;
    complain("Nothing is said of " + std::to_string(unread.count) + (unread.count == 1 ? " call" : " calls") +
             std::string{" with messages that cannot be read: "} + base::describe(*unread.first));
    return ExitCode::Damaged;
}

} // namespace

void registerFindings(CommandContext& context)
{
    auto options = std::make_shared<FindingsOptions>();
    CLI::App* command = context.parser.add_subcommand("findings", "List what is wrong with calls");
    addListInput(*command, options->input, options->schema);
    addTlsOptions(*command, options->tls);
    addRowChoice(*command, options->selection, options->fields, "Only of calls that match");
    addRowFormat(*command, options->format);
    command->callback([&context, options] {
        context.run = [&context, options] { return runFindings(*options, context.interruption); };
    });
}

} // namespace app
