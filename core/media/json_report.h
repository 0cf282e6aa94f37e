// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/media/agent_report.h"
#include "core/media/json_walker.h"
#include "core/media/media_report.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace core::media {

/// Makes a MediaReport of what a JsonWalker hands out. For readJsonReport().
class JsonReportReader final : public JsonVisitor {
public:
    explicit JsonReportReader(ReadAddress readAddress) : m_readAddress(readAddress) {}

    /// What was read, also of a text that ended in the middle.
    [[nodiscard]] MediaReport take();

    /// It has the keys of RTCP, if perhaps no figures: a receiver that has heard nothing yet.
    [[nodiscard]] bool isRtcp() const { return m_isRtcp; }

private:
    enum class Place : std::uint8_t { Root, Sender, Blocks, Block, ExtendedBlocks, Extended, Other };

    /// One packet of RTCP.
    struct Packet {
        std::optional<std::uint32_t> ssrc;
        std::optional<std::uint32_t> describedSsrc; ///< of SDES
        std::optional<SenderInfo> sender;
        std::vector<ReportBlock> blocks;
        std::vector<VoipMetrics> metrics;
        bool hasBlocks = false;
    };

    void onBegin(std::string_view key, bool isObject) override;
    void onEnd() override;
    void onValue(std::string_view key, std::string_view value) override;
    [[nodiscard]] Place placeOf(std::string_view key, bool isObject) const;
    template <typename T>
    static void beginItem(std::vector<T>& items);
    void beginSender();
    void endSender();
    void takeRoot(std::string_view key, std::string_view value);
    void takeSender(std::string_view key, std::string_view value);
    static void takeBlock(ReportBlock& block, std::string_view key, std::string_view value);
    static void takeMetrics(VoipMetrics& metrics, std::string_view key, std::string_view value);
    void add(StreamReport report);
    void flush();
    void finish();

    ReadAddress m_readAddress;
    MediaReport m_report;
    Packet m_packet;
    bool m_isRtcp = false;
    AgentReport m_agent;
    std::uint64_t m_seconds = 0; ///< of the sender's NTP time, as written
    std::uint64_t m_fraction = 0;
    std::array<Place, JsonWalker::mostDepth> m_places{};
    std::size_t m_depth = 0;
};

} // namespace core::media
