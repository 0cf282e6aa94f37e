// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/call/registration_record.h"
#include "ui/models/row_table_model.h"

namespace ui::models {

/// Bindings of addresses of record. GUI thread.
class RegistrationsModel : public RowTableModel<core::call::RegistrationRecord> {
    Q_OBJECT

public:
    explicit RegistrationsModel(QObject* parent = nullptr);

protected:
    [[nodiscard]] bool isAlarming(const core::call::RegistrationRecord& record, int column) const override;
};

} // namespace ui::models
