// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/capture_source.h"

#include <cstddef>
#include <list>
#include <unordered_map>
#include <vector>

namespace core::capture {

/// Counts refusals by sender and reason. Senders choose their addresses, so the table is bounded: the one
/// that was refused longest ago makes room, and its numbers go to a row for all such senders. One thread.
class SenderTable {
public:
    static constexpr std::size_t maximumSenders = 1024;

    void count(const net::IpAddress& sender, hep::HepDenial denial, base::Timestamp now);

    /// The rows that changed since the last call, in no order.
    [[nodiscard]] std::vector<SenderRefusals> takeChanges();

private:
    struct Row {
        SenderRefusals refusals;
        bool isChanged = false;
        bool isTold = false;
    };

    using Rows = std::list<Row>;

    struct AddressHash {
        std::size_t operator()(const net::IpAddress& address) const
        {
            return net::EndpointHash{}({address, 0});
        }
    };

    void forgetOldest();

    Rows m_rows; ///< refused last first
    std::unordered_map<net::IpAddress, Rows::iterator, AddressHash> m_places;
    Row m_others;
    std::uint64_t m_othersCount = 0;
    std::vector<SenderRefusals> m_forgotten;
};

} // namespace core::capture
