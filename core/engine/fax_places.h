// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/address.h"
#include "core/sip/message.h"

#include <cstddef>
#include <deque>
#include <functional>
#include <set>

namespace core::engine {

/// Where SDP announced T.38 over UDPTL, which has nothing in it to recognise it by. Bounded: the oldest
/// places go. One thread.
class FaxPlaces {
public:
    static constexpr std::size_t most = 4'096;

    /// Reads the m-lines of fax of the message, if it has any.
    void learn(const sip::Message& message);

    /// Fax may come over this path: it goes to an announced place, or comes from one.
    [[nodiscard]] bool expect(const net::Path& path) const
    {
        return !m_places.empty() && (m_places.contains(path.destination) || m_places.contains(path.source));
    }

private:
    void add(const net::Endpoint& place);

    std::set<net::Endpoint, std::less<>> m_places;
    std::deque<net::Endpoint> m_order; ///< of m_places, oldest first
};

} // namespace core::engine
