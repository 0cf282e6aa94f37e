// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/peers.h"

#include <QJsonArray>
#include <QString>

#include <cstdint>
#include <filesystem>
#include <optional>

// Kamailio's sipcapture module as a collector, an opinion on our packets that is not our own.
namespace tests::support {

/// The programs and the module are installed.
[[nodiscard]] bool hasKamailioCollector();

enum class IpInIp { Off, On };

/// Collects HEP from UDP on 127.0.0.1 into `folder`/capture.sqlite (tests/data/kamailio/sipcapture.cfg).
/// Nothing when it did not begin to listen; its output is in `folder`/collector.log.
[[nodiscard]] std::optional<ChildProcess>
startKamailioCollector(std::uint16_t port, const std::filesystem::path& folder, IpInIp ipInIp = IpInIp::Off);

/// Rows of the table sip_capture as objects, in the order of their arrival, as soon as there are `count`,
/// or after a few seconds.
[[nodiscard]] QJsonArray collectedRows(const std::filesystem::path& folder, int count);

} // namespace tests::support
