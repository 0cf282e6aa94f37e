// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/rows.h"
#include "ui/adapt/format.h"

#include <QAbstractTableModel>

#include <vector>

namespace ui::models {

/// Where the session's frames came from, with what became of them. A handful of rows. GUI thread.
class SourceModel : public QAbstractTableModel {
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;

    void setSources(std::vector<core::session::SourceRow> sources);
    /// Those that a capture receives from now.
    void setRunning(std::vector<core::base::SourceId> running);
    [[nodiscard]] bool isRunning(core::base::SourceId source) const;
    void setZone(adapt::Zone zone);

    [[nodiscard]] const std::vector<core::session::SourceRow>& sources() const { return m_sources; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;
    /// At a 12 px data font.
    [[nodiscard]] static int columnWidth(int column);

private:
    std::vector<core::session::SourceRow> m_sources;
    std::vector<core::base::SourceId> m_running;
    adapt::Zone m_zone = adapt::Zone::Local;
};

/// "not understood" of one source: frames that are broken or of a kind that we cannot read.
[[nodiscard]] std::uint64_t notUnderstood(const core::session::SourceRow& source);

} // namespace ui::models
