// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/rows_feed.h"

#include <algorithm>
#include <memory>
#include <utility>

namespace ui::session {
namespace {

using core::base::ErrorCode;
using core::base::Result;
using core::session::SessionReader;

constexpr std::chrono::milliseconds leastRestOfReading{1000};
constexpr int restOfReading = 3;

} // namespace

RowsFeed::RowsFeed(Read read, QObject* parent) : QObject(parent), m_read(std::move(read))
{
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &RowsFeed::ask);
}

void RowsFeed::setLoader(SessionLoader* loader)
{
    if (m_loader != nullptr)
        m_loader->disconnect(this);
    stop();
    m_isOutdated = true;
    m_took = {};
    m_loader = loader;
    if (loader == nullptr)
        return;
    connect(loader, &SessionLoader::refreshed, this, &RowsFeed::askLater);
    ask();
}

void RowsFeed::setActive(bool isActive)
{
    if (m_isActive == isActive)
        return;
    m_isActive = isActive;
    if (!isActive)
        stop();
    else if (m_isOutdated)
        ask();
}

void RowsFeed::stop()
{
    m_pause.stop();
    if (!std::exchange(m_isBusy, false))
        return;
    ++m_number;
    m_isOutdated = true;
    m_thread.post(JobKind::Rows, [](const std::stop_token&) {});
}

void RowsFeed::ask()
{
    if (!m_isActive || m_loader == nullptr)
        return;
    m_isOutdated = false;
    m_isBusy = true;
    m_sinceStart.start();
    m_thread.post(JobKind::Rows,
                  [this, path = m_loader->path(), number = ++m_number](const std::stop_token& token) {
                      const auto reader = SessionReader::open(path);
                      const auto result = std::make_shared<const Result<Tell>>(
                          reader ? m_read(**reader, token) : Result<Tell>{reader.error()});
                      QMetaObject::invokeMethod(
                          this,
                          [this, result, number] {
                              if (number == m_number)
                                  receive(*result);
                          },
                          Qt::QueuedConnection);
                  });
}

void RowsFeed::askLater()
{
    m_isOutdated = true;
    if (!m_isActive || m_isBusy || m_pause.isActive())
        return;
    m_pause.start(std::max(leastRestOfReading, m_took * restOfReading));
}

void RowsFeed::receive(const Result<Tell>& result)
{
    m_isBusy = false;
    m_took = std::chrono::milliseconds{m_sinceStart.elapsed()};
    if (result)
        (*result)();
    else if (result.error().code != ErrorCode::Cancelled)
        emit failed(result.error());
    if (m_isOutdated)
        askLater();
}

} // namespace ui::session
