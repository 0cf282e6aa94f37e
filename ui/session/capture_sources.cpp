// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/capture_sources.h"

#include "core/capture/filter_presets.h"
#include "core/capture/hep_stream_source.h"
#include "core/capture/hep_url.h"
#include "core/capture/interface_list.h"
#include "core/capture/pcap_handles.h"
#include "core/capture/udp_socket.h"
#include "ui/adapt/text.h"

#include <QCoreApplication>
#include <QFile>
#include <QPointer>
#include <QRegularExpression>
#include <QStringList>

#include <algorithm>
#include <utility>

namespace ui::session {
namespace {

using core::capture::InterfaceDescription;

/// Packets in and out since the interface came up, as Linux counts them; nothing elsewhere.
std::optional<std::uint64_t> packetsOf(const std::string& interface)
{
    std::uint64_t total = 0;
    for (const QString& counter : {QStringLiteral("rx_packets"), QStringLiteral("tx_packets")}) {
        QFile file(QStringLiteral("/sys/class/net/%1/statistics/%2").arg(adapt::exact(interface), counter));
        if (!file.open(QIODevice::ReadOnly))
            return std::nullopt;
        total += file.readAll().trimmed().toULongLong();
    }
    return total;
}

InterfaceState stateOf(const InterfaceDescription& description)
{
    InterfaceState state;
    state.name = description.name;
    state.isUp = description.isUp;
    QStringList addresses;
    for (const auto& address : description.addresses)
        addresses.append(adapt::exact(address.toString()));
    state.addresses = addresses.join(QStringLiteral(", "));
    return state;
}

} // namespace

CaptureSources::CaptureSources(QObject* parent) : QObject(parent)
{
    m_timer.setInterval(500);
    connect(&m_timer, &QTimer::timeout, this, &CaptureSources::measure);
}

QString CaptureSources::permissionCommand()
{
    return core::capture::isCapturePermitted() ? QString()
                                               : adapt::exact(core::capture::capturePermissionCommand());
}

void CaptureSources::setWatching(bool isWatching)
{
    if (isWatching)
        m_timer.start();
    else
        m_timer.stop();
}

void CaptureSources::refresh()
{
    m_thread.post(JobKind::Sources, [this](const std::stop_token&) {
        auto found = core::capture::listInterfaces();
        std::vector<InterfaceState> states;
        std::optional<core::base::Error> error;
        if (!found) {
            error = found.error();
        } else {
            // Devices without a network below them (USB, Bluetooth, queues) carry no SIP.
            for (const InterfaceDescription& description : *found) {
                if (!description.addresses.empty() || packetsOf(description.name) ||
                    description.name == "any")
                    states.push_back(stateOf(description));
            }
        }
        QMetaObject::invokeMethod(
            this,
            [this, states = std::move(states), error = std::move(error)]() mutable {
                m_interfaces = std::move(states);
                m_packets.assign(m_interfaces.size(), 0);
                m_error = std::move(error);
                emit changed();
            },
            Qt::QueuedConnection);
    });
}

void CaptureSources::measure()
{
    std::vector<std::string> names;
    names.reserve(m_interfaces.size());
    for (const InterfaceState& interface : m_interfaces)
        names.push_back(interface.name);
    m_thread.post(JobKind::Refresh, [this, names = std::move(names)](const std::stop_token&) {
        std::vector<std::optional<std::uint64_t>> counts;
        counts.reserve(names.size());
        for (const std::string& name : names)
            counts.push_back(packetsOf(name));
        QMetaObject::invokeMethod(
            this,
            [this, names, counts = std::move(counts)] {
                if (std::ranges::equal(names, m_interfaces, {}, {}, &InterfaceState::name))
                    takeCounts(counts);
            },
            Qt::QueuedConnection);
    });
}

void CaptureSources::takeCounts(const std::vector<std::optional<std::uint64_t>>& counts)
{
    const double perSecond = 1000.0 / m_timer.interval();
    for (std::size_t i = 0; i < m_interfaces.size(); ++i) {
        const auto& packets = counts[i];
        if (!packets)
            continue;
        const std::uint64_t before = std::exchange(m_packets[i], *packets);
        if (before == 0 || *packets < before)
            continue; // the first look, or the counter began anew
        auto& activity = m_interfaces[i].activity;
        activity.push_back(static_cast<double>(*packets - before) * perSecond);
        if (activity.size() > activitySteps)
            activity.pop_front();
    }
    emit activityChanged();
}

QString CaptureSources::hepUrl(HepTransport transport, int port, bool isFromEverywhere)
{
    const QString scheme = transport == HepTransport::Udp   ? QStringLiteral("udp")
                           : transport == HepTransport::Tcp ? QStringLiteral("tcp")
                                                            : QStringLiteral("tls");
    return QStringLiteral("hep+%1://%2:%3")
        .arg(scheme, isFromEverywhere ? QStringLiteral("[::]") : QStringLiteral("127.0.0.1"))
        .arg(port);
}

std::vector<CaptureFilterPreset> CaptureSources::captureFilterPresets()
{
    std::vector<CaptureFilterPreset> presets;
    for (const core::capture::FilterPreset& preset : core::capture::filterPresets())
        presets.push_back(
            {QCoreApplication::translate("core::capture::FilterPreset", std::string{preset.title}.c_str()),
             adapt::exact(preset.expression)});
    return presets;
}

QStringList CaptureSources::networksIn(const QString& text)
{
    static const QRegularExpression between(QStringLiteral("[\\s,;]+"));
    return text.split(between, Qt::SkipEmptyParts);
}

bool CaptureSources::isNetwork(const QString& word)
{
    return core::net::IpNetwork::parse(adapt::bytes(word)).has_value();
}

void CaptureSources::checkCaptureFilter(const QString& filter, QObject* context,
                                        std::function<void(const core::base::Status&)> answer)
{
    m_filterThread.post(JobKind::Refresh,
                        [this, filter = adapt::bytes(filter), guard = QPointer<QObject>(context),
                         answer = std::move(answer)](const std::stop_token& stop) {
                            const core::base::Status status = core::capture::checkCaptureFilter(filter);
                            if (stop.stop_requested())
                                return;
                            QMetaObject::invokeMethod(
                                this,
                                [guard, answer, status] {
                                    if (guard != nullptr)
                                        answer(status);
                                },
                                Qt::QueuedConnection);
                        });
}

core::base::Status CaptureSources::checkHepUrl(const QString& url)
{
    const auto parsed = core::capture::parseHepUrl(adapt::bytes(url));
    if (!parsed)
        return parsed.error();
    if (parsed->transport != core::net::Transport::Udp)
        return core::capture::checkHepStreamUrl(*parsed);
    const auto versions =
        parsed->isDualStack() ? core::capture::IpVersions::Both : core::capture::IpVersions::OfTheAddress;
    constexpr std::size_t smallBuffer = 4096; // closed again at once
    const auto socket = core::capture::UdpSocket::bind(parsed->endpoint, versions, smallBuffer);
    if (!socket)
        return socket.error();
    return {};
}

} // namespace ui::session
