// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "ui/settings/settings.h"

#include <QString>

#include <cstdint>
#include <optional>
#include <string>

namespace ui::session {

/// Where the messages of a capture are sent on to.
struct ForwardRequest {
    /// hep+udp://HOST:PORT, hep1+udp, hep2+udp, hep+tcp, hep+tls, ipip://HOST
    std::string url;
    /// File with the key that the collector asks for; empty: none.
    std::string keyFile;
    /// Nothing: agents keep theirs.
    std::optional<std::uint32_t> captureId;
};

/// What the user typed of it. GUI thread.
struct ForwardChoice {
    bool isOn = false;
    QString url;
    QString keyFile;
    QString captureId;

    [[nodiscard]] static ForwardChoice load(const settings::Settings& settings);
    void save(settings::Settings& settings) const;
    /// Nothing when it is off or wrong.
    [[nodiscard]] std::optional<ForwardRequest> request() const;

    /// UrlInvalid. Asks no name server.
    [[nodiscard]] core::base::Status checkUrl() const;
    /// A number from 0 to 4,294,967,295, or nothing.
    [[nodiscard]] bool isCaptureIdANumber() const;
    // What the address's protocol can carry; anything goes while the address is wrong.
    [[nodiscard]] bool canCarryKey() const;
    [[nodiscard]] bool canCarryCaptureId() const;
};

} // namespace ui::session
