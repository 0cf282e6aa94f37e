// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/exporter.h"

#include "core/base/ascii.h"
#include "core/export/atomic_file.h"
#include "core/export/capture_export.h"
#include "core/export/selection.h"
#include "core/sip/message.h"

#include <array>
#include <utility>

namespace core::exporting {
namespace {

base::Status exportTexts(const Job& job, AtomicFile& file, ExportSummary& summary)
{
    const base::Result<std::vector<base::MessageId>> messages = selectedMessages(job);
    if (!messages)
        return messages.error();
    return forEachMessage(
        job, *messages, true, [&](const call::MessageRecord& record, std::span<const std::byte> bytes) {
            if (summary.rows > 0)
                file.write("\n");
            constexpr int nanoseconds = 9;
            file.write(base::formatUtc(record.captured, nanoseconds) + "  " + record.path.source.toString() +
                       " -> " + record.path.destination.toString() + "  " +
                       std::string{net::name(record.path.transport)} + '\n');
            file.write(bytes);
            if (!base::asText(bytes).ends_with('\n'))
                file.write("\n");
            ++summary.rows;
            return file.status();
        });
}

base::Status exportMessageRows(const Job& job, std::span<const NamedField> fields,
                               const RowFormatter& formatter, AtomicFile& file, ExportSummary& summary)
{
    const base::Result<std::vector<base::MessageId>> messages = selectedMessages(job);
    if (!messages)
        return messages.error();
    const base::Result<std::vector<session::SourceRow>> sources = job.reader.sources();
    if (!sources)
        return sources.error();
    const std::vector<std::string> names = sourceNames(*sources);
    sip::Message message;
    std::vector<Cell> cells;
    std::string line;
    return forEachMessage(job, *messages, needsBytes(fields),
                          [&](const call::MessageRecord& record, std::span<const std::byte> bytes) {
                              const bool isParsed = !bytes.empty() && message.parse(bytes);
                              fillCells(cells, fields, record, isParsed ? &message : nullptr, names);
                              line.clear();
                              formatter.append(line, cells);
                              file.write(line);
                              ++summary.rows;
                              return file.status();
                          });
}

base::Status exportCallRows(const Job& job, std::span<const NamedField> fields, const RowFormatter& formatter,
                            AtomicFile& file, ExportSummary& summary)
{
    constexpr std::size_t rowsAtOnce = 512;
    const std::span<const base::CallKey> keys{job.options.calls};
    std::vector<Cell> cells;
    std::string line;
    for (std::size_t first = 0; first < keys.size(); first += rowsAtOnce) {
        const base::Result<std::vector<call::CallRecord>> records =
            job.reader.calls(keys.subspan(first, std::min(rowsAtOnce, keys.size() - first)));
        if (!records)
            return records.error();
        for (const call::CallRecord& record : *records) {
            fillCells(cells, fields, record);
            line.clear();
            formatter.append(line, cells);
            file.write(line);
            if (base::Status status = job.advance(++summary.rows, keys.size()); !status)
                return status;
        }
    }
    return file.status();
}

base::Status exportRows(const Job& job, AtomicFile& file, ExportSummary& summary)
{
    const ExportOptions& options = job.options;
    const std::vector<NamedField> fields =
        options.fields.empty() ? defaultFields(options.rows) : options.fields;
    std::vector<std::string> names;
    names.reserve(fields.size());
    for (const NamedField& field : fields)
        names.push_back(field.name);
    const RowFormatter formatter{options.format == ExportFormat::Csv ? RowFormat::Csv : RowFormat::Json,
                                 std::move(names)};
    file.write(formatter.header());
    return options.rows == filter::Scope::Call ? exportCallRows(job, fields, formatter, file, summary)
                                               : exportMessageRows(job, fields, formatter, file, summary);
}

base::Status exportTo(const Job& job, AtomicFile& file, ExportSummary& summary)
{
    switch (job.options.format) {
    case ExportFormat::Pcap:
    case ExportFormat::Pcapng:
        return exportCapture(job, file, summary);
    case ExportFormat::Text:
        return exportTexts(job, file, summary);
    case ExportFormat::Csv:
    case ExportFormat::Json:
        return exportRows(job, file, summary);
    }
    return base::Error{base::ErrorCode::OptionInvalid, job.options.file.string(), {}};
}

} // namespace

std::optional<ExportFormat> formatOf(const std::filesystem::path& path)
{
    static constexpr std::array<std::pair<std::string_view, ExportFormat>, 5> endings{{
        {".pcap", ExportFormat::Pcap},
        {".pcapng", ExportFormat::Pcapng},
        {".txt", ExportFormat::Text},
        {".csv", ExportFormat::Csv},
        {".json", ExportFormat::Json},
    }};
    const std::string ending = path.extension().string();
    for (const auto& [text, format] : endings) {
        if (base::equalsIgnoringCase(text, ending))
            return format;
    }
    return std::nullopt;
}

base::Result<ExportSummary> exportSelection(session::SessionReader& reader, const ExportOptions& options,
                                            const std::function<void(const ExportProgress&)>& progress,
                                            std::stop_token stop)
{
    base::Result<AtomicFile> file = AtomicFile::create(options.file, options.overwrite);
    if (!file)
        return file.error();
    const Job job{reader, options, progress, std::move(stop)};
    ExportSummary summary;
    if (const base::Status status = exportTo(job, *file, summary); !status)
        return status.error();
    if (const base::Status status = file->commit(); !status)
        return status.error();
    summary.bytes = file->size();
    return summary;
}

} // namespace core::exporting
