// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/adapt/format.h"
#include "ui/models/text_table_model.h"
#include "ui/session/findings_search.h"

#include <QAbstractTableModel>

#include <array>
#include <vector>

namespace ui::models {

/// What was found wrong with calls: the worst first, and those of one severity in the order in which they
/// were found. GUI thread.
class FindingsModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Severity, Sentence, Time, Clause, CallId };

    explicit FindingsModel(QObject* parent = nullptr);

    void clear();
    void add(std::vector<session::FoundFinding> rows);
    /// Only findings of one kind; null: all.
    void setKind(const core::finding::Kind* kind);
    void setZone(adapt::Zone zone);

    /// Null for a row that is not there.
    [[nodiscard]] const session::FoundFinding* at(int row) const;

    [[nodiscard]] const std::vector<TextColumn>& columns() const { return m_columns; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    /// Findings of one severity, and the places of those that are shown.
    struct Group {
        std::vector<session::FoundFinding> rows;
        std::vector<std::uint32_t> shown;
    };

    void addToGroup(Group& group, std::vector<session::FoundFinding> rows);
    [[nodiscard]] bool isWanted(const session::FoundFinding& row) const;
    [[nodiscard]] QString textOf(const session::FoundFinding& row, int column) const;

    std::vector<TextColumn> m_columns;
    std::array<Group, 3> m_groups; ///< errors, warnings, notices
    const core::finding::Kind* m_kind = nullptr;
    adapt::Zone m_zone = adapt::Zone::Local;
};

} // namespace ui::models
