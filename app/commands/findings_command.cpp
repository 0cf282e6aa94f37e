// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/findings_command.h"

#include "app/commands/listed_columns.h"
#include "app/commands/row_options.h"
#include "app/commands/row_selection.h"
#include "app/commands/tls_options.h"
#include "app/input_session.h"
#include "core/export/row_format.h"
#include "core/finding/rules.h"
#include "core/flow/story_loader.h"
#include "core/session/session_table.h"

#include <algorithm>
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
    /// Of the calls; its limit counts findings.
    RowSelection selection;
    std::string sort;
    std::string fields;
    exporting::RowFormat format = exporting::RowFormat::Tsv;
    bool schema = false;
};

/// Position in findingColumns().
base::Result<std::size_t> columnNamed(std::string_view name)
{
    const Columns& columns = findingColumns();
    const auto found = std::find_if(columns.begin(), columns.end(),
                                    [name](const auto& column) { return column.name == name; });
    if (found == columns.end())
        return base::Error{base::ErrorCode::FieldUnknown, std::string{name}, {}};
    return static_cast<std::size_t>(found - columns.begin());
}

/// The columns that were asked for; all of them by default.
base::Result<std::vector<std::size_t>> chosenColumns(const std::string& text)
{
    std::vector<std::size_t> chosen;
    if (text.empty()) {
        for (std::size_t column = 0; column < findingColumns().size(); ++column)
            chosen.push_back(column);
        return chosen;
    }
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(',', begin), text.size());
        const auto column = columnNamed(std::string_view{text}.substr(begin, end - begin));
        if (!column)
            return column.error();
        chosen.push_back(*column);
        begin = end + 1;
    }
    return chosen;
}

/// --sort FIELD[:desc]
struct Order {
    std::optional<std::size_t> column;
    bool isDescending = false;
};

base::Result<Order> parseOrder(std::string_view text)
{
    constexpr std::string_view descending = ":desc";
    Order order;
    if (text.empty())
        return order;
    order.isDescending = text.ends_with(descending);
    if (order.isDescending)
        text.remove_suffix(descending.size());
    const auto column = columnNamed(text);
    if (!column)
        return column.error();
    order.column = *column;
    return order;
}

/// One finding on its way out; cells are views of it.
struct FindingRow {
    std::int64_t id = 0;
    std::int64_t time = 0;
    std::string_view callId;
    std::string sentence;
    const core::finding::Finding* finding = nullptr;

    /// What rows are sorted by in this column; numbers sort before texts.
    [[nodiscard]] std::pair<std::int64_t, std::string> sortKey(std::size_t column) const
    {
        const std::string_view name = findingColumns()[column].name;
        if (name == "severity")
            return {static_cast<std::int64_t>(finding->kind->severity), {}};
        if (name == "messages")
            return {finding->evidence.empty() ? 0 : finding->evidence.front().value, {}};
        const exporting::Cell cell = std::move(cells()[column]);
        if (const auto* number = std::get_if<std::int64_t>(&cell.value))
            return {*number, {}};
        const auto* text = std::get_if<std::string_view>(&cell.value);
        return {0, text == nullptr ? std::string{} : std::string{*text}};
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

/// Writes rows as they are found, or keeps them until finish() when they are to be sorted; with a limit no
/// more than twice as many.
class FindingsWriter {
public:
    FindingsWriter(const FindingsOptions& options, const std::vector<std::size_t>& chosen, Order order)
        : m_chosen(chosen), m_order(order), m_limit(options.selection.limit),
          m_formatter(options.format, names(chosen))
    {
        m_output.write(m_formatter.header());
    }

    void write(const core::call::CallRecord& call, const core::dialog::CallStory& story)
    {
        const auto findings = core::finding::findingsOf(story);
        for (const core::finding::Finding& finding : findings) {
            if (isFull())
                return;
            const FindingRow row{++m_count, timeOf(story, finding), call.callId, sentence(finding), &finding};
            std::string line = lineOf(row);
            if (!m_order.column) {
                m_output.write(line);
                continue;
            }
            m_kept.push_back({row.sortKey(*m_order.column), row.id, std::move(line)});
            if (m_limit != 0 && m_kept.size() >= 2 * m_limit)
                sortKept();
        }
    }

    /// More would not be written, or not be read.
    [[nodiscard]] bool isFull() const
    {
        return m_output.isClosed() ||
               (!m_order.column && m_limit != 0 && static_cast<std::uint64_t>(m_count) >= m_limit);
    }

    void finish()
    {
        sortKept();
        for (const Kept& row : m_kept)
            m_output.write(row.line);
    }

private:
    struct Kept {
        std::pair<std::int64_t, std::string> key;
        std::int64_t id = 0;
        std::string line;
    };

    static std::vector<std::string> names(const std::vector<std::size_t>& chosen)
    {
        std::vector<std::string> names;
        names.reserve(chosen.size());
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

    std::string lineOf(const FindingRow& row) const
    {
        std::vector<exporting::Cell> all = row.cells();
        std::vector<exporting::Cell> cells;
        cells.reserve(m_chosen.size());
        for (const std::size_t column : m_chosen)
            cells.push_back(all[column]);
        std::string line;
        m_formatter.append(line, cells);
        return line;
    }

    /// Ties by id, whichever the direction.
    void sortKept()
    {
        std::sort(m_kept.begin(), m_kept.end(), [this](const Kept& a, const Kept& b) {
            if (a.key != b.key)
                return m_order.isDescending ? b.key < a.key : a.key < b.key;
            return a.id < b.id;
        });
        if (m_limit != 0 && m_kept.size() > m_limit)
            m_kept.resize(m_limit);
    }

    const std::vector<std::size_t>& m_chosen;
    Order m_order;
    std::uint64_t m_limit;
    exporting::RowFormatter m_formatter;
    std::int64_t m_count = 0;
    std::vector<Kept> m_kept;
    Output m_output;
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
    const auto chosen = chosenColumns(options.fields);
    if (!chosen)
        return fail(chosen.error());
    const auto order = parseOrder(options.sort);
    if (!order)
        return fail(order.error());
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
    UnreadCalls unread;
    {
        FindingsWriter writer{options, *chosen, *order};
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
    command->add_option("--filter", options->selection.filter, "Only of calls that match")
        ->option_text("EXPR");
    command->add_option("--fields", options->fields, "Which columns, comma-separated")->option_text("a,b,c");
    command->add_option("--sort", options->sort, "Order; ties by id")->option_text("FIELD[:desc]");
    command->add_option("--limit", options->selection.limit, "At most this many rows, after sorting")
        ->option_text("N");
    addRowFormat(*command, options->format);
    command->callback([&context, options] {
        context.run = [&context, options] { return runFindings(*options, context.interruption); };
    });
}

} // namespace app
