// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/media_stream.h"

namespace core::media {

std::string_view name(StreamOrigin origin)
{
    switch (origin) {
    case StreamOrigin::Heuristic:
        return "heuristic";
    case StreamOrigin::Signalling:
        return "signalling";
    case StreamOrigin::Symmetric:
        return "symmetric";
    case StreamOrigin::Reports:
        return "reports";
    }
    return {};
}

} // namespace core::media
