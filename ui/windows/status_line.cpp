// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/windows/status_line.h"

#include "ui/adapt/text.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>

#include <algorithm>
#include <array>

namespace ui::windows {
namespace {

/// "28:05", "1:02:03"
QString clock(std::chrono::seconds span)
{
    const auto whole = span.count();
    const auto pad = [](auto number) { return QStringLiteral("%1").arg(number, 2, 10, QLatin1Char('0')); };
    if (whole < 3600)
        return pad(whole / 60) + QLatin1Char(':') + pad(whole % 60);
    return QString::number(whole / 3600) + QLatin1Char(':') + pad(whole / 60 % 60) + QLatin1Char(':') +
           pad(whole % 60);
}

int plural(std::uint64_t count)
{
    return static_cast<int>(std::min<std::uint64_t>(count, INT_MAX));
}

} // namespace

StatusLine::StatusLine(session::SessionController& controller, QWidget* parent)
    : Bar(theme::metrics().status, Line::Above, parent), m_controller(controller),
      m_state(new StatusItem(this)), m_rate(new StatusItem(this)), m_messages(new StatusItem(this)),
      m_calls(new StatusItem(this)), m_dropped(new StatusItem(this)), m_unknown(new StatusItem(this)),
      m_zone(new StatusItem(this)), m_file(new StatusItem(this)), m_disk(new StatusItem(this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    for (StatusItem* item : {m_state, m_rate, m_messages, m_calls, m_dropped, m_unknown})
        row->addWidget(item);
    row->addStretch();
    for (StatusItem* item : {m_zone, m_file, m_disk}) {
        item->setLineAtLeft(true);
        row->addWidget(item);
    }
    for (StatusItem* item : {m_state, m_dropped, m_unknown})
        connect(item, &QAbstractButton::clicked, this, &StatusLine::sourcesRequested);
    connect(m_dropped, &QAbstractButton::clicked, this, [this] {
        m_droppedSeen = m_controller.progress().framesDropped;
        m_dropped->setAlarming(false);
    });
    connect(m_messages, &QAbstractButton::clicked, this, &StatusLine::messagesRequested);
    connect(m_rate, &QAbstractButton::clicked, this, &StatusLine::messagesRequested);
    connect(m_calls, &QAbstractButton::clicked, this, &StatusLine::callsRequested);
    connect(m_zone, &QAbstractButton::clicked, this, &StatusLine::zoneToggled);
    connect(m_file, &QAbstractButton::clicked, this, &StatusLine::fileRequested);
    connect(m_disk, &QAbstractButton::clicked, this, &StatusLine::fileRequested);
    m_zone->setToolTip(tr("Show times in local time or UTC"));

    connect(&controller, &session::SessionController::activityChanged, this, &StatusLine::showActivity);
    connect(&controller, &session::SessionController::progressed, this, &StatusLine::showProgress);
    connect(&controller, &session::SessionController::sessionChanged, this, &StatusLine::onSessionChanged);
    connect(&controller, &session::SessionController::freeSpaceFound, this,
            [this](quint64 bytes) { m_disk->set(tr("%1 free").arg(adapt::size(bytes))); });
    setZone(adapt::Zone::Local);
    onSessionChanged();
    showActivity();
}

void StatusLine::setZone(adapt::Zone zone)
{
    m_zone->set(adapt::zoneName(zone));
}

QString StatusLine::sourceWords() const
{
    QStringList words;
    for (const std::string& line : m_controller.progress().readyLines)
        words.append(adapt::text(line).section(QLatin1Char(' '), 1));
    return words.join(QStringLiteral(" · "));
}

void StatusLine::showActivity()
{
    const bool isCapturing = m_controller.activity() == session::Activity::Capturing;
    m_state->setRecording(isCapturing);
    switch (m_controller.activity()) {
    case session::Activity::Nothing:
    case session::Activity::Viewing:
    case session::Activity::Decrypting:
        m_state->set(tr("Not recording"));
        break;
    case session::Activity::Importing:
    case session::Activity::Capturing:
        showProgress();
        break;
    }
    const bool isGrowing = m_controller.isGrowing();
    m_rate->setVisible(isGrowing);
    m_dropped->setVisible(isGrowing || m_controller.progress().framesDropped > 0);
    m_unknown->setVisible(isGrowing || m_controller.progress().framesNotUnderstood > 0);
    m_droppedSeen = 0;
    m_dropped->setAlarming(false);
    showDisk();
}

void StatusLine::showProgress()
{
    const session::RunProgress& progress = m_controller.progress();
    if (m_controller.activity() == session::Activity::Importing)
        m_state->set(QString(), theme::Glyph::Calling, tr("Importing"));
    else if (m_controller.activity() == session::Activity::Capturing)
        m_state->set(sourceWords(), theme::Glyph::None, tr("Recording %1").arg(clock(progress.running)));
    m_rate->set(tr("%1 msg/s").arg(adapt::rate(progress.messagesPerSecond)));
    const bool hasDropped = progress.framesDropped > 0;
    m_dropped->set(
        tr("%1 dropped", nullptr, plural(progress.framesDropped)).arg(adapt::count(progress.framesDropped)),
        hasDropped ? theme::Glyph::Warning : theme::Glyph::None);
    m_dropped->setAlarming(progress.framesDropped > m_droppedSeen);
    m_unknown->set(tr("%1 not understood", nullptr, plural(progress.framesNotUnderstood))
                       .arg(adapt::count(progress.framesNotUnderstood)),
                   progress.framesNotUnderstood > 0 ? theme::Glyph::Warning : theme::Glyph::None);
    if (++m_ticks % 25 == 0)
        showDisk();
}

void StatusLine::onSessionChanged()
{
    session::SessionLoader* loader = m_controller.loader();
    for (StatusItem* item : {m_messages, m_calls, m_file})
        item->setVisible(loader != nullptr);
    if (loader == nullptr)
        return;
    showSession(loader->progress());
    connect(loader, &session::SessionLoader::refreshed, this, &StatusLine::showSession);
}

void StatusLine::showSession(const core::session::SessionProgress& progress)
{
    const auto messages = progress.messages();
    const auto calls = progress.calls();
    m_messages->set(tr("%1 messages", nullptr, plural(messages)).arg(adapt::count(messages)));
    m_calls->set(tr("%1 calls", nullptr, plural(calls)).arg(adapt::count(calls)));
    m_file->set(QStringLiteral("%1 · %2").arg(adapt::pathText(m_controller.path().filename()),
                                              adapt::size(progress.fileBytes + progress.walBytes)));
    m_file->setToolTip(adapt::pathText(m_controller.path()));
}

void StatusLine::showDisk()
{
    m_controller.lookForFreeSpace();
}

void StatusLine::resizeEvent(QResizeEvent* event)
{
    Bar::resizeEvent(event);
    // Narrow windows lose figures from the right; never what is recorded, dropped or not understood.
    const bool hasSession = m_controller.loader() != nullptr;
    m_disk->setVisible(width() > 760);
    m_file->setVisible(hasSession && width() > 900);
    m_zone->setVisible(width() > 640);
}

} // namespace ui::windows
