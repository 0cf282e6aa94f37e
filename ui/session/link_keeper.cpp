// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/link_keeper.h"

#include "core/session/link_decisions.h"

#include <utility>

namespace ui::session {
namespace {

core::base::Status keepWish(const std::filesystem::path& session, const LinkWish& wish)
{
    if (!wish.verdict)
        return core::session::removeLinkDecision(session, wish.first, wish.second);
    return core::session::setLinkDecision(session, {wish.first, wish.second, *wish.verdict, {}});
}

} // namespace

void LinkKeeper::keep(std::filesystem::path session, std::vector<LinkWish> wishes)
{
    post([session = std::move(session), wishes = std::move(wishes)](const std::stop_token& stop) {
        core::base::Status done;
        for (const LinkWish& wish : wishes) {
            if (stop.stop_requested() || !done)
                break;
            done = keepWish(session, wish);
        }
        return done;
    });
}

} // namespace ui::session
