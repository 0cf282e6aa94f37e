// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "ui/session/job_thread.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace ui::session {

enum class HepTransport { Udp, Tcp, Tls };

/// A capture filter that is ready to be used.
struct CaptureFilterPreset {
    QString title;
    QString expression;
};

/// A network interface that could be captured on, with how busy it is.
struct InterfaceState {
    std::string name;
    /// "10.20.0.5"; several are comma-joined.
    QString addresses;
    bool isUp = false;
    /// Packets per second over the last steps, newest last; empty where the system does not count them.
    std::deque<double> activity;
};

/// What this machine can capture from, for the start page and the capture window. GUI thread; looking at
/// interfaces happens on a thread of its own.
class CaptureSources : public QObject {
    Q_OBJECT

public:
    static constexpr std::size_t activitySteps = 40;

    explicit CaptureSources(QObject* parent = nullptr);

    [[nodiscard]] const std::vector<InterfaceState>& interfaces() const { return m_interfaces; }

    [[nodiscard]] const std::optional<core::base::Error>& error() const { return m_error; }

    /// Empty when capturing is allowed; else the command that allows it.
    [[nodiscard]] static QString permissionCommand();

    /// Watches activity only while somebody looks.
    void setWatching(bool isWatching);
    void refresh();

    /// Whether we could listen there now; AddressInUse and the like.
    [[nodiscard]] static core::base::Status checkHepUrl(const QString& url);
    /// Whether this is a capture filter (BPF). A name in it may have to be looked up, so the answer comes
    /// later, while `context` lives, and not at all when another filter was asked about since.
    void checkCaptureFilter(const QString& filter, QObject* context,
                            std::function<void(const core::base::Status&)> answer);
    /// "hep+udp://[::]:9060", or of this machine only.
    [[nodiscard]] static QString hepUrl(HepTransport transport, int port, bool isFromEverywhere);
    [[nodiscard]] static std::vector<CaptureFilterPreset> captureFilterPresets();
    /// Words between commas and spaces.
    [[nodiscard]] static QStringList networksIn(const QString& text);
    /// "10.20.0.0/16", or an address.
    [[nodiscard]] static bool isNetwork(const QString& word);

signals:
    /// Another set of interfaces.
    void changed();
    /// New figures of the same interfaces.
    void activityChanged();

private:
    void measure();
    void takeCounts(const std::vector<std::optional<std::uint64_t>>& counts);

    std::vector<InterfaceState> m_interfaces;
    std::vector<std::uint64_t> m_packets; // of each interface at the last look
    std::optional<core::base::Error> m_error;
    QTimer m_timer;
    JobThread m_filterThread; // last
    JobThread m_thread;
};

} // namespace ui::session
