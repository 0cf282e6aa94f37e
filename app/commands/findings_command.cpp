// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/findings_command.h"

#include "app/commands/listed_columns.h"
#include "app/commands/row_selection.h"
#include "app/commands/tls_options.h"
#include "app/input_session.h"
#include "core/export/row_format.h"
#include "core/finding/rules.h"
#include "core/flow/story_loader.h"
#include "core/session/session_table.h"

#include <algorithm>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace app {
namespace {

namespace base = core::base;
namespace exporting = core::exporting;
namespace filter = core::filter;

struct FindingsOptions {
    std::string input;
    core::engine::TlsOptions tls;
    RowSelection selection;
    std::string fields;
    exporting::RowFormat format = exporting::RowFormat::Tsv;
    bool schema = false;
};

/// The columns that were asked for, by position in findingColumns(); all of them by default.
base::Result<std::vector<std::size_t>> chosenColumns(const std::string& text)
{
    const Columns& columns = findingColumns();
    std::vector<std::size_t> chosen;
    if (text.empty()) {
        for (std::size_t column = 0; column < columns.size(); ++column)
            chosen.push_back(column);
        return chosen;
    }
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(',', begin), text.size());
        const std::string name = text.substr(begin, end - begin);
        const auto found = std::find_if(columns.begin(), columns.end(),
                                        [&name](const auto& column) { return column.name == name; });
        if (found == columns.end())
            return base::Error{base::ErrorCode::FieldUnknown, name, {}};
        chosen.push_back(static_cast<std::size_t>(found - columns.begin()));
        begin = end + 1;
    }
    return chosen;
}

/// One finding on its way out; cells are views of it.
struct FindingRow {
    std::int64_t id = 0;
    std::int64_t time = 0;
    std::string_view callId;
    std::string sentence;
    const core::finding::Finding* finding = nullptr;

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

class FindingsWriter {
public:
    FindingsWriter(const FindingsOptions& options, const std::vector<std::size_t>& chosen)
        : m_chosen(chosen), m_limit(options.selection.limit), m_formatter(options.format, names(chosen))
    {
        m_output.write(m_formatter.header());
    }

    void write(const core::call::CallRecord& call, const core::dialog::CallStory& story)
    {
        const auto findings = core::finding::findingsOf(story);
        for (const core::finding::Finding& finding : findings) {
            if (isFull())
                return;
            FindingRow row{++m_written, timeOf(story, finding), call.callId, sentence(finding), &finding};
            std::vector<exporting::Cell> all = row.cells();
            std::vector<exporting::Cell> cells;
            for (const std::size_t column : m_chosen)
                cells.push_back(all[column]);
            m_line.clear();
            m_formatter.append(m_line, cells);
            m_output.write(m_line);
        }
    }

    /// More would not be written, or not be read.
    [[nodiscard]] bool isFull() const
    {
        return m_output.isClosed() || (m_limit != 0 && m_written >= static_cast<std::int64_t>(m_limit));
    }

private:
    static std::vector<std::string> names(const std::vector<std::size_t>& chosen)
    {
        std::vector<std::string> names;
        for (const std::size_t column : chosen)
            names.push_back(findingColumns()[column].name);
        return names;
    }

    /// Of the first message that shows it.
    static std::int64_t timeOf(const core::dialog::CallStory& story, const core::finding::Finding& finding)
    {
        for (const core::dialog::StoryMessage& message : story.messages) {
            if (!finding.evidence.empty() && message.id == finding.evidence.front())
                return base::toNanoseconds(message.time);
        }
        return base::toNanoseconds(story.messages.front().time);
    }

    const std::vector<std::size_t>& m_chosen;
    std::uint64_t m_limit;
    exporting::RowFormatter m_formatter;
    std::int64_t m_written = 0;
    std::string m_line;
    Output m_output;
};

base::Status writeCalls(core::session::SessionReader& reader, std::span<const std::int64_t> keys,
                        FindingsWriter& writer, Interruption& interruption)
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
        if (!loaded)
            return loaded.error();
        if (!calls->empty())
            writer.write(calls->front(), loaded->story());
    }
    return {};
}

ExitCode runFindings(const FindingsOptions& options, Interruption& interruption)
{
    const auto chosen = chosenColumns(options.fields);
    if (!chosen)
        return fail(chosen.error());
    if (options.schema) {
        Columns columns;
        for (const std::size_t column : *chosen)
            columns.push_back(findingColumns()[column]);
        Output output;
        output.write(exporting::jsonSchema(
            "Something wrong with a call: a line of 'rhapsode-cli findings --format json'", columns));
        return ExitCode::Done;
    }
    if (const auto query = options.selection.query(filter::Scope::Call); !query)
        return fail(query.error());
    const auto input = InputSession::open(options.input, interruption.token(), options.tls);
    if (!input)
        return fail(input.error());
    auto table = core::session::SessionTable::open(input->session());
    if (!table)
        return fail(table.error());
    RowSelection calls = options.selection;
    calls.limit = 0; // it counts findings
    const auto keys = calls.select(**table, filter::Scope::Call, interruption.token());
    if (!keys)
        return fail(keys.error());
    {
        FindingsWriter writer{options, *chosen};
        if (auto status = writeCalls((*table)->reader(), *keys, writer, interruption); !status)
            return fail(status.error());
    }
    return finishInput(*input);
}

} // namespace

void registerFindings(CommandContext& context)
{
    auto options = std::make_shared<FindingsOptions>();
    CLI::App* command = context.parser.add_subcommand("findings", "List what is wrong with calls");
    CLI::Option* input = addInput(*command, options->input)->required(false);
    auto* schema = command->add_flag("--schema", options->schema,
                                     "Print the JSON Schema of the rows instead; needs no input");
    command->parse_complete_callback([input, schema] {
        if (input->empty() && schema->empty())
            throw CLI::RequiredError("SESSION|CAPTURE");
    });
    addTlsOptions(*command, options->tls);
    command->add_option("--filter", options->selection.filter, "Only of calls that match")
        ->option_text("EXPR");
    command->add_option("--fields", options->fields, "Which columns, comma-separated")->option_text("a,b,c");
    command->add_option("--limit", options->selection.limit, "At most this many rows")->option_text("N");
    command->add_option("--format", options->format, "How rows are written")
        ->transform(CLI::CheckedTransformer(
            std::map<std::string, exporting::RowFormat>{{"tsv", exporting::RowFormat::Tsv},
                                                        {"csv", exporting::RowFormat::Csv},
                                                        {"json", exporting::RowFormat::Json}}))
        ->option_text("tsv|csv|json");
    command->callback([&context, options] {
        context.run = [&context, options] { return runFindings(*options, context.interruption); };
    });
}

} // namespace app
