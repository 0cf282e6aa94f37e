// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/record_model.h"

#include "ui/models/filter_text.h"

#include <utility>

namespace ui::models {
namespace {

using core::call::CallRecord;
using core::call::MessageRecord;

std::int64_t idOf(const CallRecord& record)
{
    return record.key.value;
}

std::int64_t idOf(const MessageRecord& record)
{
    return record.id.value;
}

/// Cells of all records but those that are there only to be compared with (the one above the page).
template <typename Record>
std::vector<Row> makeRows(std::span<const Column<Record>> columns, std::vector<Record> records,
                          const CellContext& context, std::int64_t above)
{
    std::vector<Row> rows;
    rows.reserve(records.size());
    for (std::size_t i = 0; i < records.size(); ++i) {
        if (i == 0 && idOf(records[i]) == above)
            continue;
        const CellInput<Record> input{records[i], i > 0 ? &records[i - 1] : nullptr, context};
        Row row;
        row.id = idOf(records[i]);
        row.cells.reserve(columns.size());
        for (const auto& column : columns)
            row.cells.push_back(column.make(input));
        rows.push_back(std::move(row));
    }
    std::size_t skipped = records.size() - rows.size();
    for (Row& row : rows)
        row.record = std::move(records[skipped++]);
    return rows;
}

} // namespace

void RecordModel::setLoader(session::SessionLoader* loader)
{
    m_loader = loader;
    setIndex(core::session::RowIndex::dense(0));
    invalidateAll();
}

void RecordModel::setContext(CellContext context)
{
    m_context = std::move(context);
    invalidateAll();
}

template <>
std::span<const Column<CallRecord>> ColumnModel<CallRecord>::columns()
{
    return callColumns();
}

template <>
std::span<const Column<MessageRecord>> ColumnModel<MessageRecord>::columns()
{
    return messageColumns();
}

template <typename Record>
int ColumnModel<Record>::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(columns().size());
}

template <typename Record>
QVariant ColumnModel<Record>::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    if (role == Qt::DisplayRole)
        return columnTitle(at(section).title);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(
            Qt::Alignment(Qt::AlignVCenter | (at(section).isNumber ? Qt::AlignRight : Qt::AlignLeft)));
    return {};
}

template <typename Record>
core::filter::FieldReference ColumnModel<Record>::fieldOf(int column) const
{
    core::filter::FieldReference reference;
    if (column >= 0 && column < columnCount() && at(column).field)
        reference.field = &core::filter::field(*at(column).field);
    return reference;
}

template <typename Record>
std::shared_ptr<const Record> ColumnModel<Record>::recordAt(int row) const
{
    const auto found = rowAt(row);
    return found == nullptr ? nullptr
                            : std::shared_ptr<const Record>(found, std::get_if<Record>(&found->record));
}

template <typename Record>
typename ColumnModel<Record>::Answer ColumnModel<Record>::receiver(const PageRequest& request)
{
    return [this, request](core::base::Result<Rows> rows) {
        if (rows)
            deliver(request, std::move(*rows));
        else
            forget(request);
    };
}

template <typename Record>
typename ColumnModel<Record>::Answer ColumnModel<Record>::receiver(std::function<void(const Rows&)> receive)
{
    return [receive = std::move(receive)](core::base::Result<Rows> rows) {
        if (rows)
            receive(*rows);
    };
}

template class ColumnModel<CallRecord>;
template class ColumnModel<MessageRecord>;

QString CallModel::filterFor(const QModelIndex& index) const
{
    const auto record = recordAt(index.row());
    const auto reference = fieldOf(index.column());
    if (record == nullptr || reference.field == nullptr)
        return {};
    return comparison(reference, core::filter::valueOf(reference, *record));
}

void CallModel::requestPage(PageRequest request)
{
    load(request.ids, receiver(request), [this, request] { forget(request); });
}

void CallModel::fetchRows(const std::vector<std::int64_t>& ids, std::function<void(const Rows&)> receive)
{
    load(ids, receiver(std::move(receive)), {});
}

void CallModel::load(const std::vector<std::int64_t>& ids, Answer answer, std::function<void()> dropped)
{
    if (loader() == nullptr) {
        if (dropped)
            dropped();
        return;
    }
    std::vector<core::base::CallKey> keys;
    keys.reserve(ids.size());
    for (const std::int64_t id : ids)
        keys.push_back({id});
    loader()->calls<Rows>(
        std::move(keys),
        [context = context()](std::vector<CallRecord> records) {
            return makeRows(callColumns(), std::move(records), context, 0);
        },
        this, std::move(answer), std::move(dropped));
}

QString MessageModel::filterFor(const QModelIndex& index) const
{
    const auto record = recordAt(index.row());
    auto reference = fieldOf(index.column());
    if (record == nullptr || reference.field == nullptr)
        return {};
    // The message column sorts by status; a request is told by its method.
    if (reference.field->id == core::filter::FieldId::Status && record->kind == core::sip::Kind::Request)
        reference.field = &core::filter::field(core::filter::FieldId::Method);
    return comparison(reference, core::filter::valueOf(reference, *record, nullptr, context().sources));
}

void MessageModel::requestPage(PageRequest request)
{
    load(request.ids, request.before, receiver(request), [this, request] { forget(request); });
}

void MessageModel::fetchRows(const std::vector<std::int64_t>& ids, std::function<void(const Rows&)> receive)
{
    load(ids, 0, receiver(std::move(receive)), {});
}

void MessageModel::load(const std::vector<std::int64_t>& ids, std::int64_t above, Answer answer,
                        std::function<void()> dropped)
{
    if (loader() == nullptr) {
        if (dropped)
            dropped();
        return;
    }
    std::vector<core::base::MessageId> wanted;
    wanted.reserve(ids.size() + 1);
    if (above > 0)
        wanted.push_back({above});
    for (const std::int64_t id : ids)
        wanted.push_back({id});
    loader()->messages<Rows>(
        std::move(wanted),
        [context = context(), above](std::vector<MessageRecord> records) {
            return makeRows(messageColumns(), std::move(records), context, above);
        },
        this, std::move(answer), std::move(dropped));
}

} // namespace ui::models
