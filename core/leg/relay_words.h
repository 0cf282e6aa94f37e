// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/leg/evidence.h"
#include "core/leg/relay_collector.h"
#include "core/session/stream_rows.h"
#include "core/sip/message.h"

#include <cstdint>
#include <map>
#include <string>
#include <utility>

namespace core::leg {

/// Of its SSRC.
[[nodiscard]] std::uint64_t streamKeyOf(const session::StreamRow& stream);

/// Puts into words what links two calls: collectors keep no texts. One thread.
class RelayWords {
public:
    /// Before its messages are read.
    void want(const RelayPair& pair);
    void read(std::int64_t id, const sip::Message& message);
    void read(const session::StreamRow& stream);

    [[nodiscard]] Evidence evidenceOf(const RelayPair& pair) const;

private:
    struct Said {
        std::string value;
        std::string words;
    };

    [[nodiscard]] Said saidBy(std::int64_t id, std::uint64_t key) const;

    /// By message (or stream) and value.
    std::map<std::pair<std::int64_t, std::uint64_t>, Said> m_said;
};

} // namespace core::leg
