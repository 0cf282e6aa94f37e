// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/statistics_feed.h"

#include "ui/adapt/text.h"

#include <algorithm>

namespace ui::session {
namespace {

constexpr std::chrono::milliseconds shortestPause{1000};
/// At most a fourth of the time of the thread that answers queries.
constexpr int pauseFactor = 3;

} // namespace

StatisticsFeed::StatisticsFeed(QObject* parent) : QObject(parent)
{
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &StatisticsFeed::ask);
}

void StatisticsFeed::setLoader(SessionLoader* loader)
{
    if (m_loader != nullptr)
        m_loader->disconnect(this);
    stop();
    m_loader = loader;
    m_range.reset();
    m_filter.clear();
    m_took = {};
    m_isAnswered = false;
    m_sinceAnswer.invalidate();
    if (loader == nullptr)
        return;
    connect(loader, &SessionLoader::refreshed, this, &StatisticsFeed::askSoon);
    connect(loader, &SessionLoader::marksChanged, this, &StatisticsFeed::askSoon);
    ask();
}

void StatisticsFeed::setFilter(const QString& text)
{
    if (m_filter == text)
        return;
    m_filter = text;
    m_isAnswered = false;
    ask();
}

void StatisticsFeed::setRange(std::optional<std::pair<core::base::Timestamp, core::base::Timestamp>> range)
{
    if (m_range == range)
        return;
    m_range = range;
    m_isAnswered = false;
    ask();
}

void StatisticsFeed::setActive(bool isActive)
{
    if (m_isActive == isActive)
        return;
    m_isActive = isActive;
    if (!isActive)
        stop();
    else if (m_isOutdated)
        ask();
}

std::string StatisticsFeed::question() const
{
    const std::string filter = adapt::bytes(m_filter.trimmed());
    if (!m_range)
        return filter;
    // One message of a call must lie in the range: two comparisons could be true of two messages.
    const std::string range = "msg.time in {" + core::base::formatEpoch(m_range->first) + " .. " +
                              core::base::formatEpoch(m_range->second - core::base::Duration{1}) + "}";
    return filter.empty() ? range : "(" + filter + ") and " + range;
}

void StatisticsFeed::ask()
{
    m_pause.stop();
    m_isOutdated = true;
    if (!m_isActive || m_loader == nullptr)
        return;
    m_isOutdated = false;
    setBusy(true);
    core::statistics::Options options;
    options.groups = {core::statistics::GroupBy::Peer};
    options.filter = question();
    m_loader->statistics(std::move(options), this,
                         [this, number = ++m_number](core::base::Result<CountedStatistics> result) {
                             if (number == m_number)
                                 receive(std::move(result));
                         });
}

void StatisticsFeed::askSoon()
{
    m_isOutdated = true;
    if (!m_isActive || m_isBusy || m_pause.isActive())
        return;
    const auto pause = std::max(shortestPause, m_took * pauseFactor);
    const auto since = std::chrono::milliseconds{m_sinceAnswer.isValid() ? m_sinceAnswer.elapsed() : 0};
    m_pause.start(m_sinceAnswer.isValid() ? std::max(pause - since, std::chrono::milliseconds{0})
                                          : std::chrono::milliseconds{0});
}

void StatisticsFeed::stop()
{
    m_pause.stop();
    if (!m_isBusy)
        return;
    ++m_number;
    m_isOutdated = true;
    if (m_loader != nullptr)
        m_loader->stopStatistics();
    setBusy(false);
}

void StatisticsFeed::setBusy(bool isBusy)
{
    if (std::exchange(m_isBusy, isBusy) != isBusy)
        emit busyChanged(isBusy);
}

void StatisticsFeed::receive(core::base::Result<CountedStatistics> result)
{
    setBusy(false);
    m_isAnswered = true;
    m_sinceAnswer.start();
    if (result) {
        m_took = result->took;
        emit counted(*result);
    } else {
        emit failed(result.error());
    }
    if (m_isOutdated)
        askSoon();
}

} // namespace ui::session
