// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/registrations_model.h"
#include "ui/session/registrations_feed.h"
#include "ui/windows/call_rows_page.h"

namespace ui::windows {

/// The registrations of the session, each with its way to the newest REGISTER about it. GUI thread.
class RegistrationsPage : public CallRowsPage {
    Q_OBJECT

public:
    explicit RegistrationsPage(QWidget* parent = nullptr);

    [[nodiscard]] session::RegistrationsFeed& feed() { return m_feed; }

    [[nodiscard]] const models::RegistrationsModel& model() const { return m_model; }

    void setLoader(session::SessionLoader* loader);

protected:
    [[nodiscard]] Sentences sentencesOf(Emptiness emptiness) const override;
    [[nodiscard]] QString countText(int rows) const override;

private:
    models::RegistrationsModel& m_model; ///< belongs to the base
    session::RegistrationsFeed m_feed;
};

} // namespace ui::windows
