// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dialog/hop.h"

#include <algorithm>

namespace core::dialog {

HopTable::Key HopTable::keyOf(const net::Path& path)
{
    net::Endpoint source = path.source;
    net::Endpoint destination = path.destination;
    if (source.address != destination.address) {
        source.port = 0;
        destination.port = 0;
    }
    return std::minmax(source, destination);
}

Index HopTable::find(const net::Path& path)
{
    const auto [entry, isNew] = m_known.try_emplace(keyOf(path), m_hops.size());
    if (isNew)
        m_hops.push_back({path.source, path.destination});
    return entry->second;
}

} // namespace core::dialog
