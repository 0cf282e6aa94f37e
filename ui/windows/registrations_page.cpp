// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/windows/registrations_page.h"

#include "ui/adapt/format.h"

namespace ui::windows {

RegistrationsPage::RegistrationsPage(QWidget* parent)
    : CallRowsPage(std::make_unique<models::RegistrationsModel>(), tr("Registrations"),
                   QStringLiteral("registrations"), parent),
      m_model(static_cast<models::RegistrationsModel&>(rowsModel()))
{
    connect(&m_feed, &session::RegistrationsFeed::loaded, this,
            [this](const session::LoadedRegistrations& loaded) {
                showRows(loaded.areKnown, [&] { m_model.setRows(loaded.rows); });
            });
    connect(&m_feed, &session::RegistrationsFeed::failed, this, &RegistrationsPage::showError);
    clear();
}

void RegistrationsPage::setLoader(session::SessionLoader* loader)
{
    m_model.setRows({});
    clear();
    m_feed.setLoader(loader);
}

QString RegistrationsPage::countText(int rows) const
{
    return tr("%1 registrations", nullptr, rows).arg(adapt::count(static_cast<std::uint64_t>(rows)));
}

CallRowsPage::Sentences RegistrationsPage::sentencesOf(Emptiness emptiness) const
{
    switch (emptiness) {
    case Emptiness::NotKnown:
        return {tr("This session does not know its registrations."),
                tr("An earlier Rhapsode wrote it; 'rhapsode-cli reindex' finds them.")};
    case Emptiness::Loading:
        return {tr("The registrations are being read."), {}};
    case Emptiness::Growing:
        return {tr("No REGISTER has arrived yet."), tr("Registrations appear here as they are asked for.")};
    case Emptiness::None:
        break;
    }
    return {tr("There is no registration in this session."), {}};
}

} // namespace ui::windows
