// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/media/media_report.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace core::media {

/// The flat object in capitals with which agents report on RTP that they watched: what they counted, from
/// where to where it went, and their estimate of its quality. Times are in ms.
class AgentReport {
public:
    void take(std::string_view key, std::string_view value);

    /// Nothing when there were none of its keys; afterwards it is as new.
    [[nodiscard]] std::optional<StreamReport> finish(ReadAddress readAddress);

    [[nodiscard]] const std::string& callId() const { return m_callId; }

private:
    void takePlace(std::string_view key, std::string_view value);
    void takeFigure(std::string_view key, std::string_view value);

    bool m_isAgent = false;
    ReportedFigures m_figures;
    std::optional<double> m_mean; ///< estimates over the whole report, preferred to those of its end
    std::optional<double> m_meanR;
    std::optional<double> m_meanJitter;
    std::optional<std::uint32_t> m_ssrc;
    std::string m_sourceAddress;
    std::string m_destinationAddress;
    std::uint16_t m_sourcePort = 0;
    std::uint16_t m_destinationPort = 0;
    std::string m_callId;
};

} // namespace core::media
