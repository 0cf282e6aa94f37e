// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/call/registration_record.h"
#include "ui/session/rows_feed.h"

#include <vector>

namespace ui::session {

struct LoadedRegistrations {
    std::vector<core::call::RegistrationRecord> rows; ///< in the order of their ids
    /// False for a session of an earlier program, which has none until it is indexed anew.
    bool areKnown = true;
};

/// On the reader's thread.
[[nodiscard]] core::base::Result<LoadedRegistrations> readRegistrations(core::session::SessionReader& reader);

/// Keeps the registrations of a session up to date as long as somebody looks at them. GUI thread.
class RegistrationsFeed : public RowsFeed {
    Q_OBJECT

public:
    explicit RegistrationsFeed(QObject* parent = nullptr);

signals:
    void loaded(const ui::session::LoadedRegistrations& registrations);
};

} // namespace ui::session
