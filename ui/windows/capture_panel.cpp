// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/windows/capture_panel.h"

#include "ui/adapt/error_text.h"
#include "ui/adapt/format.h"
#include "ui/adapt/text.h"
#include "ui/session/rtp_setting.h"
#include "ui/theme/elided_label.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/windows/capture_filter_field.h"
#include "ui/windows/field_note.h"
#include "ui/windows/forward_fields.h"
#include "ui/windows/key_fields.h"
#include "ui/windows/more_sources.h"
#include "ui/windows/panel_row.h"
#include "ui/windows/rtp_choice.h"
#include "ui/windows/sparkline.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QPushButton>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace ui::windows {
CapturePanel::CapturePanel(session::CaptureSources& sources, session::SessionController& controller,
                           settings::Settings& settings, QWidget* parent, Purpose purpose)
    : QWidget(parent), m_sources(sources), m_controller(controller), m_settings(settings), m_purpose(purpose),
      m_frame(new QFrame(this)), m_interfaceLayout(new QVBoxLayout),
      m_where(panelLabel({}, theme::fonts().data, this))
{
    m_frame->setFrameShape(QFrame::StyledPanel);
    m_frame->setAutoFillBackground(true);
    m_frame->setBackgroundRole(QPalette::Base);
    auto* inner = new QVBoxLayout(m_frame);
    inner->setContentsMargins(1, 1, 1, 1);
    inner->setSpacing(0);
    m_interfaceLayout->setSpacing(0);
    inner->addLayout(m_interfaceLayout);
    inner->addWidget(makeHepRow());
    inner->addWidget(makeFilterRow());
    if (m_purpose == Purpose::Start) // it belongs to a capture as a whole
        inner->addWidget(makeRtpRow());
    m_more = new MoreSources(settings, m_frame); // after what stands above it, for the order of Tab
    inner->addWidget(m_more);
    m_forward = new ForwardFields(settings, m_frame);
    inner->addWidget(m_forward);
    m_keys = new KeyFields(settings, m_frame);
    inner->addWidget(m_keys);
    inner->addWidget(makeStartRow());

    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(8);
    outer->addWidget(m_frame);
    m_where->setWordWrap(true);
    outer->addWidget(m_where);

    connect(&m_sources, &session::CaptureSources::changed, this, &CapturePanel::rebuildInterfaces);
    connect(&m_sources, &session::CaptureSources::activityChanged, this, &CapturePanel::showActivity);
    connect(m_more, &MoreSources::changed, this, &CapturePanel::update);
    connect(m_forward, &ForwardFields::changed, this, &CapturePanel::update);
    connect(m_keys, &KeyFields::changed, this, &CapturePanel::update);
    connect(m_everywhere, &QCheckBox::toggled, m_more, &MoreSources::setFromEverywhere);
    m_more->setFromEverywhere(m_everywhere->isChecked());
    if (m_purpose == Purpose::Add)
        m_more->chooseNothing();
    // What will be captured, or keeps something out, is never out of sight.
    m_moreButton->setChecked(m_settings.value(settings::captureMore) || m_more->choice().isInUse() ||
                             m_forward->choice().isOn || !m_keys->keys().isEmpty());
    showMore(m_moreButton->isChecked());
    rebuildInterfaces();
}

// --- rows

void CapturePanel::rebuildInterfaces()
{
    const bool isNew = m_purpose == Purpose::Start;
    const QStringList wanted = isNew ? m_settings.value(settings::captureInterfaces) : QStringList();
    for (const InterfaceRow& row : m_rows)
        delete row.row;
    m_rows.clear();
    for (const session::InterfaceState& state : m_sources.interfaces())
        addInterface(state, wanted.contains(adapt::text(state.name)));
    update();
}

void CapturePanel::addInterface(const session::InterfaceState& state, bool isChecked)
{
    auto* row = new PanelRow(m_frame);
    QHBoxLayout* layout = row->row();
    auto* check = new QCheckBox(row);
    const QString name = adapt::text(state.name);
    check->setAccessibleName(name);
    check->setChecked(isChecked && state.isUp);
    check->setEnabled(state.isUp);
    layout->addWidget(check, 0, Qt::AlignVCenter);
    QLabel* title = panelLabel(name, theme::fonts().dataStrong, row);
    title->setMinimumWidth(panelNameWidth());
    layout->addWidget(title);
    auto* addresses =
        new theme::ElidedLabel(state.name == "any" ? tr("all interfaces") : state.addresses, row);
    addresses->setFont(theme::fonts().fixed);
    addresses->setForegroundRole(QPalette::PlaceholderText);
    layout->addWidget(addresses, 1);
    auto* activity = new Sparkline(row);
    activity->setToolTip(tr("Packets of every kind, in and out, over the last 20 s"));
    layout->addWidget(activity);
    QLabel* rate = panelLabel(state.isUp ? QString() : tr("down"), theme::fonts().data, row);
    rate->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    rate->setMinimumWidth(theme::metrics().scaled(84));
    layout->addWidget(rate);
    activity->hide(); // until there is something: not every interface counts its packets

    connect(check, &QCheckBox::toggled, this, [this, row](bool isOn) {
        row->setChosen(isOn);
        update();
    });
    row->setChosen(check->isChecked());
    m_interfaceLayout->addWidget(row);
    m_rows.push_back({state.name, row, check, activity, rate});
}

void CapturePanel::showActivity()
{
    const auto& states = m_sources.interfaces();
    if (states.size() != m_rows.size())
        return;
    for (std::size_t i = 0; i < states.size(); ++i) {
        if (!states[i].isUp || states[i].activity.empty())
            continue;
        m_rows[i].activity->setValues(states[i].activity);
        m_rows[i].activity->show();
        m_rows[i].rate->setText(
            tr("%1 packets/s").arg(adapt::count(static_cast<std::uint64_t>(states[i].activity.back()))));
    }
}

QWidget* CapturePanel::makeHepRow()
{
    auto* row = new PanelRow(m_frame);
    m_hepRow = row;
    QHBoxLayout* layout = row->row();
    m_hep = new QCheckBox(row);
    m_hep->setAccessibleName(tr("Listen for HEP"));
    m_hep->setChecked(m_purpose == Purpose::Start && m_settings.value(settings::captureHep));
    layout->addWidget(m_hep);
    QLabel* title = panelLabel(QStringLiteral("HEP"), theme::fonts().dataStrong, row);
    title->setMinimumWidth(panelNameWidth());
    layout->addWidget(title);
    layout->addWidget(panelLabel(tr("UDP port"), theme::fonts().data, row));
    m_port = portField(tr("HEP port"), m_settings.value(settings::hepPort), row);
    layout->addWidget(m_port);
    m_everywhere = new QCheckBox(tr("from other machines"), row);
    m_everywhere->setFont(theme::fonts().data);
    m_everywhere->setToolTip(tr("Of every HEP listener"));
    m_everywhere->setChecked(m_settings.value(settings::hepFromEverywhere));
    layout->addWidget(m_everywhere);
    layout->addStretch();
    m_portState = new FieldNote(row);
    m_portState->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    layout->addWidget(m_portState);

    connect(m_hep, &QCheckBox::toggled, this, &CapturePanel::checkPort);
    connect(m_everywhere, &QCheckBox::toggled, this, &CapturePanel::checkPort);
    connect(m_port, &QSpinBox::valueChanged, this, &CapturePanel::checkPort);
    return row;
}

QWidget* CapturePanel::makeFilterRow()
{
    auto* row = new PanelRow(m_frame);
    row->setGrowing();
    QHBoxLayout* layout = row->row();
    QLabel* title = panelLabel(tr("Only packets"), theme::fonts().data, row);
    title->setMinimumWidth(panelNameWidth() + panelCheckWidth);
    title->setFixedHeight(theme::metrics().scaled(26));
    layout->addWidget(title, 0, Qt::AlignTop);
    m_filter = new CaptureFilterField(m_sources, m_settings.value(settings::captureFilter), row);
    title->setBuddy(m_filter);
    layout->addWidget(m_filter, 1);
    connect(m_filter, &CaptureFilterField::changed, this, &CapturePanel::update);
    return row;
}

QWidget* CapturePanel::makeRtpRow()
{
    auto* row = new PanelRow(m_frame);
    row->setGrowing();
    QLabel* title = panelLabel(tr("Keep RTP"), theme::fonts().data, row);
    title->setMinimumWidth(panelNameWidth() + panelCheckWidth);
    row->row()->addWidget(title);
    m_rtp = new RtpChoice(tr("Keep RTP"), session::rtpPolicy(m_settings, settings::captureRtp), row);
    row->row()->addWidget(m_rtp);
    row->row()->addStretch();
    return row;
}

QWidget* CapturePanel::makeStartRow()
{
    auto* row = new QWidget(m_frame);
    row->setFixedHeight(theme::metrics().scaled(40));
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(12, 0, 12, 1);
    m_moreButton = new QToolButton(row);
    m_moreButton->setObjectName(QStringLiteral("moreSources"));
    m_moreButton->setCheckable(true);
    m_moreButton->setAutoRaise(true);
    m_moreButton->setFocusPolicy(Qt::TabFocus);
    m_moreButton->setFont(theme::fonts().data);
    m_moreButton->setToolTip(
        tr("HEP over TCP and TLS, who may send HEP, commands, files that grow, forwarding, keys for TLS"));
    connect(m_moreButton, &QToolButton::toggled, this, &CapturePanel::showMore);
    layout->addWidget(m_moreButton);
    layout->addStretch();
    m_start =
        new QPushButton(theme::icon(QStringLiteral("record"), [] { return theme::colors().onAccent; }),
                        m_purpose == Purpose::Start ? tr("Start capture") : tr("Add to the capture"), row);
    m_start->setProperty("primary", true);
    m_start->setFont(theme::fonts().uiStrong); // in which it is painted, so that it gets the room
    layout->addWidget(m_start);
    connect(m_start, &QPushButton::clicked, this, [this] {
        if (m_purpose == Purpose::Start)
            save();
        emit startRequested(request());
    });
    return row;
}

// --- state

QString CapturePanel::hepUrl() const
{
    return session::CaptureSources::hepUrl(session::HepTransport::Udp, m_port->value(),
                                           m_everywhere->isChecked());
}

void CapturePanel::checkPort()
{
    m_hepRow->setChosen(m_hep->isChecked());
    const auto status = session::CaptureSources::checkHepUrl(hepUrl());
    m_isPortFree = bool(status);
    if (m_isPortFree)
        m_portState->say(FieldNote::Meaning::Hint, tr("port is free"));
    else
        m_portState->say(FieldNote::Meaning::Warning, adapt::sentenceOf(status.error().code));
    update();
}

session::CaptureRequest CapturePanel::request() const
{
    session::CaptureRequest request;
    for (const InterfaceRow& row : m_rows) {
        if (row.check->isChecked())
            request.interfaces.push_back(row.name);
    }
    request.captureFilter = adapt::bytes(m_filter->text());
    if (m_hep->isChecked())
        request.hepUrls.push_back(adapt::bytes(hepUrl()));
    m_more->choice().addTo(request, m_everywhere->isChecked());
    if (m_purpose == Purpose::Start) {
        request.forward = m_forward->choice().request();
        request.keys = m_keys->keys();
        request.rtp = m_rtp->policy();
    }
    return request;
}

bool CapturePanel::canStart() const
{
    const session::CaptureRequest wanted = request();
    const bool isRestFine =
        m_purpose == Purpose::Add || (m_forward->isAcceptable() && m_keys->isAcceptable());
    return !wanted.isEmpty() && (!m_hep->isChecked() || m_isPortFree) && m_more->isAcceptable() &&
           isRestFine && (wanted.interfaces.empty() || m_filter->isAcceptable());
}

void CapturePanel::update()
{
    m_start->setEnabled(canStart());
    const QStringList names = request().names();
    const QString file = adapt::shortPath(m_controller.likelySessionPath(names.join(QLatin1Char(' '))));
    if (names.isEmpty())
        m_where->setText(tr("Choose at least one source."));
    else if (m_purpose == Purpose::Add)
        m_where->setText(tr("What it receives goes into the session that is open."));
    else
        m_where->setText(tr("Kept on this machine only, in %1").arg(file));
}

void CapturePanel::showMore(bool isShown)
{
    m_more->setVisible(isShown);
    // These belong to a capture as a whole.
    m_forward->setVisible(isShown && m_purpose == Purpose::Start);
    m_keys->setVisible(isShown && m_purpose == Purpose::Start);
    m_moreButton->setText(isShown ? tr("Less") : tr("More sources and options"));
    m_moreButton->setArrowType(isShown ? Qt::DownArrow : Qt::RightArrow);
    m_moreButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    if (m_settings.value(settings::captureMore) != isShown)
        m_settings.setValue(settings::captureMore, isShown);
}

void CapturePanel::save()
{
    m_more->save();
    m_forward->choice().save(m_settings);
    m_keys->save(m_settings);
    session::setRtpPolicy(m_settings, settings::captureRtp, m_rtp->policy());
    QStringList names;
    for (const std::string& name : request().interfaces)
        names.append(adapt::text(name));
    m_settings.setValue(settings::captureInterfaces, names);
    m_settings.setValue(settings::captureHep, m_hep->isChecked());
    m_settings.setValue(settings::hepPort, m_port->value());
    m_settings.setValue(settings::hepFromEverywhere, m_everywhere->isChecked());
    m_settings.setValue(settings::captureFilter, m_filter->text());
}

void CapturePanel::refresh()
{
    m_sources.refresh();
    checkPort();
    m_more->setFromEverywhere(m_everywhere->isChecked());
    m_more->lookAgain();
    m_forward->lookAgain();
    m_keys->lookAgain();
}

void CapturePanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_sources.setWatching(true);
    refresh();
}

void CapturePanel::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_sources.setWatching(false);
}

} // namespace ui::windows
