// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/capture_plan.h"

#include "core/export/connection_frames.h"
#include "core/export/packet_maker.h"

#include <algorithm>

namespace core::exporting {

base::Result<std::vector<PlannedPacket>> planCapture(const Job& job,
                                                     std::span<const base::MessageId> messages)
{
    std::vector<PlannedPacket> plan;
    plan.reserve(messages.size());
    const std::function<void(const ExportProgress&)> silence; // progress counts packets
    const Job quiet{job.reader, job.options, silence, job.stop};
    Directions connections;
    const base::Status status =
        forEachMessage(quiet, messages, false,
                       [&](const call::MessageRecord& record, std::span<const std::byte>) -> base::Status {
                           if (needsMadePackets(record)) {
                               plan.push_back({record.frame, record.id});
                               return {};
                           }
                           const base::Result<std::vector<base::FrameNumber>> frames =
                               job.reader.framesOfMessage(record.id);
                           if (!frames)
                               return frames.error();
                           for (const base::FrameNumber frame : *frames) {
                               plan.push_back({frame, {}});
                               if (record.path.transport == net::Transport::Tcp)
                                   connections[record.path].include(frame);
                           }
                           return {};
                       });
    if (!status)
        return status.error();
    const base::Result<std::vector<base::FrameNumber>> keepAlives = keepAlivesOf(job, connections);
    if (!keepAlives)
        return keepAlives.error();
    for (const base::FrameNumber frame : *keepAlives)
        plan.push_back({frame, {}});
    std::sort(plan.begin(), plan.end());
    plan.erase(std::unique(plan.begin(), plan.end()), plan.end());
    return plan;
}

} // namespace core::exporting
