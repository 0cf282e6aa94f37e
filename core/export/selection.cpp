// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/selection.h"

#include <algorithm>
#include <unordered_set>

namespace core::exporting {

base::Status Job::advance(std::uint64_t done, std::uint64_t total) const
{
    constexpr std::uint64_t betweenReports = 256;
    if (stop.stop_requested())
        return base::Error{base::ErrorCode::Cancelled, options.file.string(), {}};
    if (progress && (done % betweenReports == 0 || done == total))
        progress({done, total});
    return {};
}

base::Result<std::vector<base::MessageId>> selectedMessages(const Job& job)
{
    std::vector<base::MessageId> all = job.options.messages;
    for (const base::CallKey call : job.options.calls) {
        const base::Result<std::vector<base::MessageId>> ofCall = job.reader.messagesOfCall(call);
        if (!ofCall)
            return ofCall;
        all.insert(all.end(), ofCall->begin(), ofCall->end());
    }
    std::unordered_set<base::MessageId> seen;
    std::erase_if(all, [&](base::MessageId id) { return !seen.insert(id).second; });
    return all;
}

base::Status forEachMessage(
    const Job& job, std::span<const base::MessageId> messages, bool withBytes,
    const std::function<base::Status(const call::MessageRecord&, std::span<const std::byte>)>& visit)
{
    constexpr std::size_t rowsAtOnce = 512;
    std::uint64_t done = 0;
    for (std::size_t first = 0; first < messages.size(); first += rowsAtOnce) {
        const auto some = messages.subspan(first, std::min(rowsAtOnce, messages.size() - first));
        const base::Result<std::vector<call::MessageRecord>> records = job.reader.messages(some);
        if (!records)
            return records.error();
        for (const call::MessageRecord& record : *records) {
            std::vector<std::byte> bytes;
            if (withBytes) {
                base::Result<std::vector<std::byte>> read = job.reader.messageBytes(record.id);
                if (!read)
                    return read.error();
                bytes = *std::move(read);
            }
            if (base::Status status = visit(record, bytes); !status)
                return status;
            if (base::Status status = job.advance(++done, messages.size()); !status)
                return status;
        }
    }
    return {};
}

std::vector<std::string> sourceNames(std::span<const session::SourceRow> sources)
{
    std::vector<std::string> names;
    for (const session::SourceRow& source : sources) {
        const auto index = static_cast<std::size_t>(source.id.value);
        if (index > names.size())
            names.resize(index);
        names[index - 1] = source.name;
    }
    return names;
}

} // namespace core::exporting
