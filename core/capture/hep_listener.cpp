// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/hep_listener.h"

#include "core/capture/hep_source.h"
#include "core/capture/hep_stream_source.h"

#include <utility>

namespace core::capture {

std::unique_ptr<CaptureSource> makeHepListener(HepListenerOptions options)
{
    if (options.url.transport == net::Transport::Udp)
        return std::make_unique<HepSource>(options.url, std::move(options.admission));
    return std::make_unique<HepStreamSource>(std::move(options));
}

} // namespace core::capture
