// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/windows/streams_page.h"

#include "ui/adapt/format.h"

namespace ui::windows {

StreamsPage::StreamsPage(QWidget* parent)
    : CallRowsPage(std::make_unique<models::StreamsModel>(), tr("Streams"), QStringLiteral("streams"),
                   parent),
      m_model(static_cast<models::StreamsModel&>(rowsModel()))
{
    connect(&m_feed, &session::StreamsFeed::loaded, this, [this](const session::LoadedStreams& loaded) {
        showRows(loaded.areKnown, [&] { m_model.setRows(loaded.streams); });
    });
    connect(&m_feed, &session::StreamsFeed::failed, this, &StreamsPage::showError);
    clear();
}

void StreamsPage::setLoader(session::SessionLoader* loader)
{
    m_model.setRows({});
    clear();
    m_feed.setLoader(loader);
}

QString StreamsPage::countText(int rows) const
{
    return tr("%1 streams", nullptr, rows).arg(adapt::count(static_cast<std::uint64_t>(rows)));
}

CallRowsPage::Sentences StreamsPage::sentencesOf(Emptiness emptiness) const
{
    switch (emptiness) {
    case Emptiness::NotKnown:
        return {tr("This session does not know its streams."),
                tr("An earlier Rhapsode wrote it; 'rhapsode-cli reindex' finds them.")};
    case Emptiness::Loading:
        return {tr("The streams are being read."), {}};
    case Emptiness::Growing:
        return {tr("No RTP has arrived yet."), tr("Streams appear here as they are recognised.")};
    case Emptiness::None:
        break;
    }
    return {tr("There is no RTP stream in this session."), tr("Sources says what the frames were instead.")};
}

} // namespace ui::windows
