// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/stream_key.h"

#include "core/base/keyed_hash.h"

#include <type_traits>

namespace core::media {
namespace {

template <typename Value>
std::size_t hashOf(const Value& value)
{
    static_assert(std::has_unique_object_representations_v<Value>);
    return base::keyedHash(base::processHashKey(), std::as_bytes(std::span{&value, 1}));
}

} // namespace

std::size_t StreamKeyHash::operator()(const StreamKey& key) const
{
    return hashOf(key);
}

std::size_t MediaPathHash::operator()(const MediaPath& path) const
{
    return hashOf(path);
}

std::size_t MediaEndpointHash::operator()(const MediaEndpoint& endpoint) const
{
    return hashOf(endpoint);
}

} // namespace core::media
