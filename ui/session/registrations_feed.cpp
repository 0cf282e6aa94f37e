// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/registrations_feed.h"

#include <utility>

namespace ui::session {

core::base::Result<LoadedRegistrations> readRegistrations(core::session::SessionReader& reader)
{
    const auto areKnown = reader.knowsRegistrations();
    if (!areKnown)
        return areKnown.error();
    LoadedRegistrations loaded;
    loaded.areKnown = *areKnown;
    if (!loaded.areKnown)
        return loaded;
    auto rows = reader.registrations();
    if (!rows)
        return rows.error();
    loaded.rows = std::move(*rows);
    return loaded;
}

RegistrationsFeed::RegistrationsFeed(QObject* parent)
    : RowsFeed(
          [this](core::session::SessionReader& reader, const std::stop_token&) -> core::base::Result<Tell> {
              auto registrations = readRegistrations(reader);
              if (!registrations)
                  return registrations.error();
              return Tell{[this, all = std::move(*registrations)] { emit loaded(all); }};
          },
          parent)
{
}

} // namespace ui::session
