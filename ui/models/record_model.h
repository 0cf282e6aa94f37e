// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/filter/field.h"
#include "ui/models/columns.h"
#include "ui/models/paged_table_model.h"
#include "ui/session/session_loader.h"

#include <QPointer>

#include <functional>
#include <memory>
#include <vector>

namespace ui::models {

/// A list of a session's records. What its columns are is the subclass's; this class knows them by number
/// only, so that views need no templates.
class RecordModel : public PagedTableModel {
    Q_OBJECT

public:
    using PagedTableModel::PagedTableModel;

    /// Where pages come from; null shows nothing. Shows no rows until setIndex().
    void setLoader(session::SessionLoader* loader);

    [[nodiscard]] session::SessionLoader* loader() const { return m_loader; }

    void setContext(CellContext context);

    [[nodiscard]] const CellContext& context() const { return m_context; }

    [[nodiscard]] virtual core::filter::Scope scope() const = 0;
    [[nodiscard]] virtual const char* columnName(int column) const = 0;
    /// At a 12 px data font.
    [[nodiscard]] virtual int columnWidth(int column) const = 0;
    [[nodiscard]] virtual bool isShownAtFirst(int column) const = 0;
    /// Field null when one cannot sort or filter by the column.
    [[nodiscard]] virtual core::filter::FieldReference fieldOf(int column) const = 0;
    /// "state == \"failed\"" for the cell; empty when there is nothing to filter by.
    [[nodiscard]] virtual QString filterFor(const QModelIndex& index) const = 0;
    /// Rows by id, in this order, whether their pages are in memory or not; for copying. They arrive later.
    virtual void fetchRows(const std::vector<std::int64_t>& ids,
                           std::function<void(const std::vector<Row>&)> receive) = 0;

private:
    QPointer<session::SessionLoader> m_loader;
    CellContext m_context;
};

/// What both kinds of records share: everything that stands in their table of columns.
template <typename Record>
class ColumnModel : public RecordModel {
public:
    using RecordModel::RecordModel;

    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    [[nodiscard]] const char* columnName(int column) const override { return at(column).name; }

    [[nodiscard]] int columnWidth(int column) const override { return at(column).width; }

    [[nodiscard]] bool isShownAtFirst(int column) const override { return at(column).isShown; }

    [[nodiscard]] core::filter::FieldReference fieldOf(int column) const override;

    [[nodiscard]] Elide elideOf(int column) const override { return at(column).elide; }

    [[nodiscard]] bool isNumber(int column) const override { return at(column).isNumber; }

protected:
    [[nodiscard]] static std::span<const Column<Record>> columns();

    [[nodiscard]] static const Column<Record>& at(int column)
    {
        return columns()[static_cast<std::size_t>(column)];
    }

    /// Null while the row's page is not there. Shares the row, which may leave the cache meanwhile.
    [[nodiscard]] std::shared_ptr<const Record> recordAt(int row) const;
    using Rows = std::vector<Row>;
    using Answer = session::SessionLoader::Answer<Rows>;
    [[nodiscard]] Answer receiver(const PageRequest& request);
    [[nodiscard]] static Answer receiver(std::function<void(const Rows&)> receive);
};

/// Calls, registrations and whatever else has a Call-ID.
class CallModel : public ColumnModel<core::call::CallRecord> {
public:
    using ColumnModel::ColumnModel;

    [[nodiscard]] core::filter::Scope scope() const override { return core::filter::Scope::Call; }

    [[nodiscard]] QString filterFor(const QModelIndex& index) const override;
    void fetchRows(const std::vector<std::int64_t>& ids,
                   std::function<void(const std::vector<Row>&)> receive) override;

protected:
    void requestPage(PageRequest request) override;

private:
    void load(const std::vector<std::int64_t>& ids, Answer answer, std::function<void()> dropped);
};

class MessageModel : public ColumnModel<core::call::MessageRecord> {
public:
    using ColumnModel::ColumnModel;

    [[nodiscard]] core::filter::Scope scope() const override { return core::filter::Scope::Message; }

    [[nodiscard]] QString filterFor(const QModelIndex& index) const override;
    void fetchRows(const std::vector<std::int64_t>& ids,
                   std::function<void(const std::vector<Row>&)> receive) override;

protected:
    void requestPage(PageRequest request) override;

private:
    /// `above` is the id of the row before the first, which takes part in comparisons only; 0 for none.
    void load(const std::vector<std::int64_t>& ids, std::int64_t above, Answer answer,
              std::function<void()> dropped);
};

} // namespace ui::models
