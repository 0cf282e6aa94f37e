// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/file_descriptor.h"

#include <QObject>

#include <memory>

class QSocketNotifier;

namespace app::startup {

/// Turns SIGINT, SIGTERM and SIGHUP into an event of the GUI thread. Signals are handled, not blocked, so
/// that the programs we start get them as usual. One per process.
class EndSignals : public QObject {
    Q_OBJECT

public:
    explicit EndSignals(QObject* parent = nullptr);
    ~EndSignals() override;

signals:
    void received();

private:
    core::base::FileDescriptor m_reader;
    core::base::FileDescriptor m_writer;
    QSocketNotifier* m_notifier = nullptr;
};

} // namespace app::startup
