// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/list_command.h"

#include "app/commands/call_completer.h"
#include "app/commands/listed_cells.h"
#include "app/commands/listed_columns.h"
#include "app/commands/row_options.h"
#include "app/commands/row_selection.h"
#include "app/commands/tls_options.h"
#include "app/input_session.h"
#include "core/export/row_format.h"
#include "core/session/session_table.h"

#include <algorithm>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace app {
namespace {

namespace base = core::base;
namespace exporting = core::exporting;
namespace filter = core::filter;

/// Rows that are read and written at a time.
constexpr std::size_t chunkRows = 1024;

struct ListOptions {
    std::string input;
    core::engine::TlsOptions tls;
    RowSelection selection;
    std::string fields;
    exporting::RowFormat format = exporting::RowFormat::Tsv;
    bool schema = false;
};

/// Writes the rows of one list.
class RowWriter {
public:
    RowWriter(core::session::SessionReader& reader, const std::vector<exporting::NamedField>& fields,
              exporting::RowFormat format)
        : m_reader(reader), m_fields(fields), m_formatter(format, namesOf(fields)),
          m_needsBytes(exporting::needsBytes(fields))
    {
        m_output.write(m_formatter.header());
    }

    base::Status writeMessages(std::span<const std::int64_t> ids)
    {
        if (m_sources.empty()) {
            const auto sources = m_reader.sources();
            if (!sources)
                return sources.error();
            for (const auto& source : *sources)
                m_sources.push_back(source.name);
        }
        std::vector<base::MessageId> wanted(ids.size());
        std::transform(ids.begin(), ids.end(), wanted.begin(),
                       [](std::int64_t id) { return base::MessageId{id}; });
        const auto records = m_reader.messages(wanted);
        if (!records)
            return records.error();
        for (const core::call::MessageRecord& record : *records) {
            const core::sip::Message* message = nullptr;
            std::vector<std::byte> bytes;
            if (m_needsBytes) {
                if (auto read = m_reader.messageBytes(record.id))
                    bytes = std::move(*read);
                if (m_message.parse(bytes))
                    message = &m_message;
            }
            exporting::fillCells(m_cells, m_fields, record, message, m_sources);
            writeRow();
        }
        return {};
    }

    base::Status writeCalls(std::span<const std::int64_t> keys, CallCompleter& completer,
                            const std::stop_token& stop)
    {
        std::vector<base::CallKey> wanted(keys.size());
        std::transform(keys.begin(), keys.end(), wanted.begin(),
                       [](std::int64_t key) { return base::CallKey{key}; });
        auto records = m_reader.calls(wanted);
        if (!records)
            return records.error();
        for (core::call::CallRecord& record : *records) {
            if (auto done = completer.complete(record, stop); !done)
                return done;
            exporting::fillCells(m_cells, m_fields, record);
            writeRow();
        }
        return {};
    }

    [[nodiscard]] bool isClosed() const { return m_output.isClosed(); }

private:
    static std::vector<std::string> namesOf(const std::vector<exporting::NamedField>& fields)
    {
        std::vector<std::string> names;
        names.reserve(fields.size());
        for (const auto& field : fields)
            names.push_back(field.name);
        return names;
    }

    void writeRow()
    {
        m_line.clear();
        m_formatter.append(m_line, m_cells);
        m_output.write(m_line);
    }

    core::session::SessionReader& m_reader;
    const std::vector<exporting::NamedField>& m_fields;
    exporting::RowFormatter m_formatter;
    bool m_needsBytes;
    std::vector<std::string> m_sources;
    std::vector<exporting::Cell> m_cells;
    core::sip::Message m_message;
    std::string m_line;
    Output m_output;
};

ExitCode printSchema(const std::string& schema)
{
    Output output;
    output.write(schema);
    return ExitCode::Done;
}

std::string_view titleOf(filter::Scope scope)
{
    return scope == filter::Scope::Message
               ? "A SIP message: a line of 'rhapsode-cli messages --format json' and of an export as .json"
               : "A call: a line of 'rhapsode-cli calls --format json'";
}

ExitCode runList(const ListOptions& options, filter::Scope scope, Interruption& interruption)
{
    const auto fields = parseFields(options.fields, scope);
    if (!fields)
        return fail(fields.error());
    if (options.schema) {
        const bool areDefault = options.fields.empty();
        return printSchema(exporting::jsonSchema(
            titleOf(scope), scope, areDefault ? std::span<const exporting::NamedField>{} : *fields));
    }
    // A wrong filter is told before a large capture is read.
    if (const auto query = options.selection.query(scope); !query)
        return fail(query.error());
    const auto input = InputSession::open(options.input, interruption.token(), options.tls);
    if (!input)
        return fail(input.error());
    auto table = core::session::SessionTable::open(input->session());
    if (!table)
        return fail(table.error());
    const auto ids = options.selection.select(**table, scope, interruption.token());
    if (!ids)
        return fail(ids.error());

    CallCompleter completer{**table};
    // Who named no field is not made to wait for what costs much.
    const std::span<const exporting::NamedField> named{*fields};
    if (auto ready = completer.prepare(options.fields.empty() ? named.first(0) : named); !ready)
        return fail(ready.error());
    RowWriter writer{(*table)->reader(), *fields, options.format};
    for (std::size_t first = 0; first < ids->size() && !writer.isClosed() && !interruption.isRequested();
         first += chunkRows) {
        const auto chunk = std::span{*ids}.subspan(first, std::min(chunkRows, ids->size() - first));
        const base::Status status = scope == filter::Scope::Message
                                        ? writer.writeMessages(chunk)
                                        : writer.writeCalls(chunk, completer, interruption.token());
        if (!status)
            return fail(status.error());
    }
    return finishInput(*input);
}

std::vector<exporting::Cell> cellsOf(const core::session::SourceRow& source)
{
    std::vector<exporting::Cell> cells{countCell(static_cast<std::uint64_t>(source.id.value)),
                                       textCell(source.kind),
                                       textCell(source.name),
                                       textCell(source.interfaceName),
                                       countCell(static_cast<std::uint32_t>(source.link)),
                                       countCell(source.received),
                                       countCell(source.stored),
                                       countCell(source.messages),
                                       countCell(source.droppedByKernel + source.droppedByQueue),
                                       countCell(source.refused),
                                       timeCell(source.firstTime),
                                       timeCell(source.lastTime),
                                       countCell(source.droppedByQueue)};
    for (std::size_t i = 0; i < core::session::frameFateCount; ++i)
        cells.push_back(countCell(source.count(static_cast<core::session::FrameFate>(i))));
    return cells;
}

std::vector<exporting::Cell> cellsOf(const core::session::AgentSummary& agent)
{
    const exporting::Cell none{};
    return {agent.agentId ? countCell(*agent.agentId) : none,
            textCell(agent.name),
            textCell(agent.address),
            textCell(agent.transport),
            agent.version != 0 ? countCell(agent.version) : none,
            textCell(agent.source),
            countCell(agent.packets),
            countCell(agent.bytes),
            agent.rate ? decimalCell(*agent.rate) : none,
            timeCell(agent.first),
            timeCell(agent.last),
            countCell(agent.refused),
            textCell(agent.refusedWhy),
            agent.clockOffset ? durationCell(*agent.clockOffset) : none,
            textCell(agent.payloads),
            textCell(agent.defects)};
}

/// Lists that are short enough to be read whole. `columns` and cellsOf() belong together.
template <typename Read>
ExitCode listAll(const ListOptions& options, Interruption& interruption, const Columns& columns, Read read)
{
    const auto input = InputReader::open(options.input, interruption.token(), options.tls);
    if (!input)
        return fail(input.error());
    const auto rows = read(input->reader());
    if (!rows)
        return fail(rows.error());
    const exporting::RowFormatter formatter{options.format, namesOf(columns)};
    Output output;
    output.write(formatter.header());
    for (const auto& row : *rows) {
        std::string line;
        formatter.append(line, cellsOf(row));
        output.write(line);
    }
    return finishInput(input->session());
}

ExitCode runSources(const ListOptions& options, Interruption& interruption)
{
    if (options.schema)
        return printSchema(exporting::jsonSchema(
            "A source of frames: a line of 'rhapsode-cli sources --format json'", sourceColumns()));
    return listAll(options, interruption, sourceColumns(),
                   [](core::session::SessionReader& reader) { return reader.sources(); });
}

ExitCode runAgents(const ListOptions& options, Interruption& interruption)
{
    if (options.schema)
        return printSchema(exporting::jsonSchema(
            "A sender of HEP: a line of 'rhapsode-cli agents --format json'", agentColumns()));
    return listAll(options, interruption, agentColumns(),
                   [](core::session::SessionReader& reader) { return reader.agents(); });
}

CLI::App* addList(CommandContext& context, const std::string& name, const std::string& description,
                  const std::shared_ptr<ListOptions>& options)
{
    CLI::App* command = context.parser.add_subcommand(name, description);
    addListInput(*command, options->input, options->schema);
    addTlsOptions(*command, options->tls);
    addRowFormat(*command, options->format);
    return command;
}

} // namespace

void registerLists(CommandContext& context)
{
    const auto addRows = [&context](const std::string& name, const std::string& description,
                                    filter::Scope scope) {
        auto options = std::make_shared<ListOptions>();
        CLI::App* command = addList(context, name, description, options);
        addRowChoice(*command, options->selection, options->fields, "Only rows that match");
        command->callback([&context, options, scope] {
            context.run = [&context, options, scope] {
                return runList(*options, scope, context.interruption);
            };
        });
    };
    addRows("messages", "List SIP messages", filter::Scope::Message);
    addRows("calls", "List calls: everything under one Call-ID is a row", filter::Scope::Call);

    auto options = std::make_shared<ListOptions>();
    CLI::App* sources = addList(context, "sources", "List where the frames came from", options);
    sources->callback([&context, options] {
        context.run = [&context, options] { return runSources(*options, context.interruption); };
    });

    auto agentOptions = std::make_shared<ListOptions>();
    CLI::App* agents = addList(context, "agents", "List who sent HEP, and who was refused", agentOptions);
    agents->callback([&context, agentOptions] {
        context.run = [&context, agentOptions] { return runAgents(*agentOptions, context.interruption); };
    });
}

} // namespace app
