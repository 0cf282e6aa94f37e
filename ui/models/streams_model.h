// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/row_table_model.h"
#include "ui/session/streams_feed.h"

namespace ui::models {

/// RTP streams. GUI thread.
class StreamsModel : public RowTableModel<session::LoadedStream> {
    Q_OBJECT

public:
    explicit StreamsModel(QObject* parent = nullptr);

protected:
    [[nodiscard]] bool isAlarming(const session::LoadedStream& stream, int column) const override;
};

} // namespace ui::models
